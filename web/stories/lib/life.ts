// Lives of matters: each is entered in the desk's form and taken through its steps by the posts whose work it is.
import type { Browser, Locator, Page } from 'playwright-core';
import { expect } from 'vitest';
import type { Desk } from './desk';
import { clocksOf, fill, historyOf, matterOf, press, takeStep, type Values } from './matter';
import { newcomer, person } from './person';

const kAccounts = {
  officer: 'demo.u23.officer',
  second: 'story.u23.second', // the same unit's other officer: what one may not do alone is for two
  inspector: 'demo.u23.inspector',
  other: 'demo.u20.officer', // of another unit
  town: 'demo.t16.officer',
  office: 'demo.office',
  business: 'demo.business',
};
export type Post = keyof typeof kAccounts;

/** Everybody at a browser of their own, signed in when first asked for. */
export class Posts {
  private readonly pages = new Map<Post, Page>();
  constructor(
    private readonly browser: Browser,
    private readonly desk: Desk,
  ) {}

  async at(post: Post): Promise<Page> {
    let page = this.pages.get(post);
    if (!page) {
      page =
        post === 'second'
          ? await newcomer(
              this.browser,
              this.desk,
              kAccounts.second,
              '--role',
              'unit_officer',
              '--unit',
              'U23',
            )
          : await person(this.browser, this.desk, kAccounts[post]);
      this.pages.set(post, page);
    }
    return page;
  }
  async close(): Promise<void> {
    for (const page of this.pages.values()) await page.close();
  }
}

/** One record of a story: who enters it and with what, where it then stands. */
export interface Birth {
  by: Post;
  register: string;
  values: Values;
  begins: string;
  inTime: number; // limits of the law that are kept when all is done
}
/** It is no longer his to read who took the step: the page is left, and says so. */
export const kGone = '';
/** Of which record, who, which step, on what day, where it leads, with what. */
export type Step = [of: string, by: Post, step: string, on: string, leads: string, values?: Values];
export interface Story {
  looks?: string; // the picture's name, of the last record at its end
  tells: string;
  records: Record<string, Birth>;
  steps: Step[];
}

/** Where the record stands, as the page says it. */
export const standsAt = (page: Page, state: string) =>
  matterOf(page).locator('b.mark').getByText(state, { exact: true }).waitFor();

/** What was asked for happens; a refusal is told in its own words. */
async function happens(form: Locator, what: Promise<unknown>): Promise<void> {
  const refusal = form.locator('.fault, .el-alert').first();
  const refused = refusal.waitFor().then(
    () => refusal.textContent(),
    () => null,
  );
  what.catch(() => undefined);
  const words = await Promise.race([what.then(() => null), refused]);
  expect(words, 'is refused').toBeNull();
  await what;
}

/** The path of the record's page. */
export async function enter(page: Page, birth: Birth): Promise<string> {
  await page.goto(`/registers/${birth.register}`);
  await Promise.all([
    page.waitForResponse(/\/prefill/), // what the city holds already stands in the form
    page.getByRole('button', { name: '登记', exact: true }).click(),
  ]);
  const form = page.locator('form');
  await fill(page, form, birth.values);
  await page.getByRole('button', { name: '登记', exact: true }).click();
  await happens(form, page.waitForURL(/\/records\/\d+$/));
  await standsAt(page, birth.begins);
  return new URL(page.url()).pathname;
}

/** Takes a step of the record whose page is open. */
export async function take(page: Page, [, , step, on, leads, values]: Step): Promise<void> {
  await takeStep(page, step, on);
  const dialog = page.getByRole('dialog', { name: step, exact: true });
  if (values) await fill(page, dialog, values);
  await press(page, step);
  await happens(dialog, dialog.waitFor({ state: 'detached' }));
  if (leads === kGone) {
    await page.getByText('已不在您可查看的范围内').waitFor();
    await page.waitForURL((url) => !/\/records\//.test(url.pathname));
    return;
  }
  await standsAt(page, leads);
}

/** As it is read when all is done: it stands at an end; so many limits were kept and none was not; the history tells what was done, in order. */
export async function isArchived(page: Page, path: string, steps: string[], inTime: number): Promise<void> {
  await page.goto(path);
  await matterOf(page).locator('b.mark.over').waitFor();
  await matterOf(page).getByText(`已办 ${steps.length} 步`).waitFor();
  const done = historyOf(page).getByText(/办理“/);
  await done.nth(steps.length - 1).waitFor();
  const told = (await done.allTextContents()).map((text) => /办理“(.+?)”/.exec(text)![1]);
  expect(told, `the history of ${path}`).toEqual([...steps].reverse());
  const running = await clocksOf(page).locator('.running').allTextContents();
  expect(
    running.map((text) => text.trim()),
    `the limits of ${path}`,
  ).toEqual(Array(inTime).fill('按期完成'));
}

/** The paths of the records' pages, by their names in the story. */
export async function tell(posts: Posts, story: Story): Promise<Record<string, string>> {
  const paths: Record<string, string> = {};
  const moved: Record<string, Post> = {}; // by whom last
  for (const step of story.steps) {
    const [of, by] = step;
    // Records are entered in the order of the table, when the first step of one is taken.
    for (const [name, birth] of Object.entries(story.records)) {
      if (paths[of]) break;
      if (paths[name]) continue;
      paths[name] = await enter(await posts.at(birth.by), birth);
      moved[name] = birth.by;
    }
    const page = await posts.at(by);
    // One looks at it anew before one does what follows on another's step.
    if (new URL(page.url()).pathname !== paths[of] || moved[of] !== by) await page.goto(paths[of]!);
    await take(page, step);
    moved[of] = by;
  }
  for (const [of, { by, inTime }] of Object.entries(story.records)) {
    const steps = story.steps.filter((step) => step[0] === of).map((step) => step[2]);
    await isArchived(await posts.at(by), paths[of]!, steps, inTime);
  }
  return paths;
}
