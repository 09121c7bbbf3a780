import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Desk, run } from './lib/desk';
import { looksRight, openBrowser, person } from './lib/person';

const kPatient = { timeout: 180_000 };

let desk: Desk;
let browser: Browser;
const paths: string[] = []; // of the complaints' pages
beforeAll(async () => {
  desk = await Desk.start();
  browser = await openBrowser();
  const sheet = join(desk.folder, 'letters.csv');
  const rows = [1, 2, 3].map((i) => `BL-${i},投诉,柳市镇,2022-09-2${i},市市场监管局`);
  writeFileSync(sheet, `工单编号,类别,所属镇街,收到日期,承办单位\n${rows.join('\n')}\n`);
  run('import', '--store', desk.store, 'complaint', sheet);
  const found = JSON.parse(
    run(
      'records',
      '--store',
      desk.store,
      'complaint',
      '--json',
      '--where',
      'received_on >= 2022-09-21',
      '--limit',
      '500',
    ),
  ) as { records: { id: number; name: string }[] };
  for (const i of [1, 2, 3])
    paths.push(`/registers/complaint/records/${found.records.find((one) => one.name === `BL-${i}`)!.id}`);
}, 120_000);
afterAll(async () => {
  await browser?.close();
  await desk?.stop();
});

const matterOf = (page: Page) => page.getByRole('region', { name: '办理', exact: true });
const clocksOf = (page: Page) => page.getByRole('region', { name: '法定时限' });
const dialogOf = (page: Page) => page.getByRole('dialog');

async function takeStep(page: Page, step: string, day?: string): Promise<void> {
  await matterOf(page).getByRole('button', { name: step, exact: true }).click();
  const dialog = dialogOf(page);
  if (day) {
    await dialog.getByRole('combobox').first().fill(day);
    await page.keyboard.press('Tab');
  }
}
const press = (page: Page, step: string) =>
  dialogOf(page).getByRole('button', { name: step, exact: true }).click();

describe('A complaint', kPatient, () => {
  it('goes from the letter to the word to its sender, and its clocks with it', async () => {
    const page = await person(browser, desk, 'demo.u23.officer');
    await page.goto(paths[0]!);
    await matterOf(page).getByText('待受理').first().waitFor();
    await clocksOf(page).getByText('计时中').waitFor(); // seven working days from 21 September
    await looksRight(page, 'matter');

    await takeStep(page, '受理', '2022-09-20');
    await press(page, '受理');
    await dialogOf(page).getByRole('alert').waitFor(); // before it came
    await looksRight(page, 'matter-step');
    await dialogOf(page).getByRole('combobox').first().fill('2022-09-26');
    await page.keyboard.press('Tab');
    await press(page, '受理');
    await matterOf(page).getByText('办理中').first().waitFor();
    await clocksOf(page).getByText('按期完成').waitFor();
    await clocksOf(page).getByText('计时中').waitFor(); // the mediation now

    await takeStep(page, '终止调解');
    const dialog = dialogOf(page);
    expect(
      await dialog.getByRole('button', { name: '终止调解', exact: true }).isDisabled(),
      'before its outcome is said',
    ).toBe(true);
    await dialog.getByRole('combobox', { name: '办理结果' }).click();
    await page.getByRole('option', { name: '调解成功' }).click();
    await press(page, '终止调解');
    await matterOf(page).getByText('调解已终止').first().waitFor();
    await takeStep(page, '告知投诉人');
    await press(page, '告知投诉人');
    await matterOf(page).getByText('已办 3 步').waitFor();
    await takeStep(page, '办结');
    await press(page, '办结');
    await matterOf(page).getByText('已办结并告知').first().waitFor();
    await matterOf(page).getByText('已办 4 步').click();
    await matterOf(page).getByText('办理流程图').click();
    await page.locator('.el-message').first().waitFor({ state: 'detached' });
    await looksRight(page, 'matter-done');
    await page.getByRole('region', { name: '历史' }).getByText('办理“受理”', { exact: false }).waitFor();
    await page.close();
  });

  it('says to a town which step is not its own', async () => {
    const page = await person(browser, desk, 'demo.u23.leader');
    await page.goto(paths[1]!);
    await matterOf(page).getByText('由单位经办、镇街经办办理').first().waitFor();
    expect(await matterOf(page).getByRole('button').count()).toBe(0);
    await page.close();
  });

  it('is not moved from a page that has grown old', async () => {
    const page = await person(browser, desk, 'demo.u23.officer');
    const other = await person(browser, desk, 'demo.u23.officer');
    await page.route('**/api/v1/events*', (route) => route.abort()); // it does not hear of the other
    for (const one of [page, other]) await one.goto(paths[2]!);
    await takeStep(page, '不予受理');
    await dialogOf(page).getByLabel('不予受理理由').fill('不属于本局');
    await takeStep(other, '受理');
    await press(other, '受理');
    await matterOf(other).getByText('办理中').first().waitFor();
    await press(page, '不予受理');
    await dialogOf(page).getByText('刚刚被别人改动', { exact: false }).waitFor();
    expect(await dialogOf(page).getByLabel('不予受理理由').inputValue()).toBe('不属于本局');
    await matterOf(page).getByText('办理中').first().waitFor(); // behind it the page is as it is now
    await press(page, '不予受理');
    await dialogOf(page).getByText('不能办理', { exact: false }).waitFor();
    await page.close();
    await other.close();
  });

  it('is read in English', async () => {
    const page = await person(browser, desk, 'demo.u23.officer');
    await page.goto(paths[1]!);
    await matterOf(page).getByText('待受理').first().waitFor();
    await page.getByRole('button', { name: 'English' }).click();
    const matter = page.getByRole('region', { name: 'Progress' });
    await matter.getByText('received').first().waitFor();
    await matter.getByRole('button', { name: 'accept', exact: true }).waitFor();
    await page.close();
  });
});
