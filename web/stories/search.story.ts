import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { answers } from './lib/limits';
import { pdf } from './lib/pdf';
import { kPhone, looksRight, person } from './lib/person';
import { openDesk } from './lib/opened';
import type { Upload } from './lib/sheet';

const { desk, browser } = await openDesk();

const records = (page: Page) => page.getByRole('region', { name: /^记录/ });
const files = (page: Page) => page.getByRole('region', { name: /^文件/ });
const box = (page: Page) => page.getByRole('searchbox', { name: '查找记录和文件' });

interface Inspection {
  id: number;
  values: Record<string, string | null>;
}
/** Inspections without a file that this post may correct, in pairs of two towns; none of the town of `but`. */
async function inspections(page: Page, but = ''): Promise<[Inspection, Inspection][]> {
  const answer = await page.request.get('/api/v1/registers/inspection/records?limit=200');
  const all = ((await answer.json()) as { records: Inspection[] }).records.filter(
    ({ values }) => values.area && values.area !== but && !values.evidence,
  );
  const made: [Inspection, Inspection][] = [];
  while (made.length < 2) {
    const one = all.shift()!;
    const other = all.findIndex(({ values }) => values.area !== one.values.area);
    made.push([one, all.splice(other, 1)[0]!]);
  }
  return made;
}
async function attach(page: Page, to: Inspection, file: Upload): Promise<void> {
  await page.goto(`/registers/inspection/records/${to.id}`);
  await page.getByRole('button', { name: '上传文件' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('要上传的文件').setInputFiles(file);
  await dialog.getByRole('button', { name: '上传文件', exact: true }).click();
  await page.getByText(file.name).first().waitFor();
}
/** Until the words are found there: what was filed is read within moments. */
async function foundIn(page: Page, words: string, of: 'records' | 'files'): Promise<void> {
  await expect
    .poll(
      async () => {
        const answer = await page.request.get(`/api/v1/search?q=${encodeURIComponent(words)}`);
        return ((await answer.json()) as Record<string, unknown[]>)[of]!.length;
      },
      { timeout: 30_000, interval: 300 },
    )
    .toBeGreaterThan(0);
}

describe('Whoever looks for something', () => {
  it('types two characters in the head of any screen, and finds records', async () => {
    const page = await person(browser, desk, 'demo.office');
    await page.goto('/tasks');
    await foundIn(page, '检查', 'records');
    await page.getByRole('heading', { level: 1 }).first().click();
    await page.keyboard.press('/');
    await expect.poll(() => box(page).evaluate((one) => one === document.activeElement)).toBe(true);
    await page.keyboard.type('检查');
    await page.keyboard.press('Enter');
    await page.waitForURL(/\/search\?q=/);
    await records(page).getByRole('listitem').first().waitFor();
    expect(await records(page).locator('mark').first().innerText()).toBe('检查');
    const before = await records(page).getByRole('listitem').count();
    await looksRight(page, 'search');
    await records(page).getByRole('button', { name: '更多' }).click();
    await expect.poll(() => records(page).getByRole('listitem').count()).toBeGreaterThan(before);

    // Narrowed to a register, and to a year in which there was nothing.
    await page.getByLabel('台账').selectOption('inspection');
    await page.waitForURL(/register=inspection/);
    await page.getByLabel('年度').selectOption('2019');
    await page.getByRole('heading', { name: '没有找到“检查”' }).waitFor();
    await looksRight(page, 'search-nothing');
    await page.getByRole('button', { name: '全部台账' }).click();
    await records(page).getByRole('listitem').first().waitFor();

    // A record is opened, and one comes back to what was found.
    const first = records(page).getByRole('link').first();
    await first.click();
    await page.waitForURL(/\/registers\/.*\/records\/\d+/);
    await page.goBack();
    await records(page).getByRole('listitem').first().waitFor();
    expect(await box(page).inputValue()).toBe('检查');
    await page.close();
  });

  it('is told in plain words when there is nothing to look for', async () => {
    const page = await person(browser, desk, 'demo.office');
    await page.goto('/search');
    await page.getByText('两个字就能查').waitFor();
    await looksRight(page, 'search-empty');
    await box(page).fill('，。！');
    const refusal = page.getByRole('alert');
    await refusal.waitFor();
    await looksRight(page, 'search-refused');
    await page.close();
  });

  it('reaches it on a phone', async () => {
    const page = await person(browser, desk, 'demo.t16.officer', kPhone);
    await page.goto('/today');
    await page.getByRole('banner').getByRole('link', { name: '查找记录和文件' }).click();
    await page.waitForURL(/\/search$/);
    await box(page).fill('检查');
    await records(page).getByRole('listitem').first().waitFor();
    await page.close();
  });
});

describe('Evidence that was filed', () => {
  it('is found by its words soon after, and told where it cannot be read', async () => {
    const page = await person(browser, desk, 'demo.u23.inspector');
    const [one, other] = (await inspections(page, 'T16'))[0]!;
    await attach(page, one, {
      name: '检查记录.txt',
      mimeType: 'text/plain',
      buffer: Buffer.from('现场检查记录\n冷藏柜温度超标，紫花地丁样品已封存。\n2022年6月15日\n'),
    });
    await attach(page, other, {
      name: '坏文件.pdf',
      mimeType: 'application/pdf',
      buffer: Buffer.concat([pdf('Broken').subarray(0, 60), Buffer.from('no more of it')]),
    });
    await foundIn(page, '紫花地丁', 'files');
    await expect
      .poll(
        async () => {
          const answer = await page.request.get(`/api/v1/search?q=${encodeURIComponent('紫花地丁')}`);
          const told = (await answer.json()) as { not_there: { unreadable: unknown[] } };
          return told.not_there.unreadable.length;
        },
        { timeout: 30_000, interval: 300 },
      )
      .toBe(1);
    await page.goto('/search');
    await box(page).fill('紫花地丁 超标');
    await files(page).getByText('检查记录.txt').waitFor();
    expect(await files(page).locator('mark').allInnerTexts()).toEqual(['超标', '紫花地丁']);
    await page.getByText(/1 个文件不能读取/).click();
    await page.getByText('坏文件.pdf').waitFor();
    await looksRight(page, 'search-files');
    await files(page).getByRole('link').first().click();
    await page.waitForURL(`**/registers/inspection/records/${one.id}`);
    await page.close();

    // Another town, that may not read the record, finds nothing in its file, nor that one could not be read.
    const stranger = await person(browser, desk, 'demo.t16.officer');
    const answer = await stranger.request.get(`/api/v1/search?q=${encodeURIComponent('紫花地丁')}`);
    const told = (await answer.json()) as { files: unknown[]; not_there: { unreadable: unknown[] } };
    expect([told.files, told.not_there.unreadable]).toEqual([[], []]);
    await stranger.close();
  });

  it('is shown side by side where the same picture hangs on records of two towns', async () => {
    const page = await person(browser, desk, 'demo.u23.inspector');
    const [one, other] = (await inspections(page))[1]!;
    await page.goto('/today');
    await page.getByRole('heading', { level: 1 }).waitFor();
    await page.waitForLoadState('networkidle').catch(() => undefined); // live events keep one request open
    await page.waitForTimeout(500); // the same picture twice: nothing may move any more
    const photo = await page.screenshot({ type: 'jpeg', quality: 80 });
    const smaller = await page.screenshot({ type: 'jpeg', quality: 35 });
    await attach(page, one, { name: '现场.jpg', mimeType: 'image/jpeg', buffer: photo });
    await attach(page, other, { name: '照片1.jpg', mimeType: 'image/jpeg', buffer: smaller });
    await expect
      .poll(
        async () =>
          ((await (await page.request.get('/api/v1/evidence/alike')).json()) as { pairs: unknown[] }).pairs
            .length,
        { timeout: 30_000, interval: 300 },
      )
      .toBeGreaterThan(0);
    await page.goto('/search');
    await page.getByRole('link', { name: '相同照片' }).click();
    const pair = page.getByRole('region', { name: '第 1 组' });
    await pair.getByText('跨镇街').waitFor();
    for (const picture of await pair.getByRole('img').all())
      await expect
        .poll(() => picture.evaluate((image: HTMLImageElement) => image.naturalWidth))
        .toBeGreaterThan(100);
    await looksRight(page, 'search-alike');
    await page.getByText('只看跨镇街的').click();
    await page.waitForURL(/across=1/);
    await pair.getByText('跨镇街').waitFor();
    await page.close();
  });

  it('is no matter of those who read no records', async () => {
    const page = await person(browser, desk, 'demo.reviewer');
    for (const path of ['/api/v1/search?q=检查', '/api/v1/evidence/alike'])
      expect(await answers(page, path), path).toBe(403);
    expect(await page.getByRole('banner').getByRole('searchbox').count()).toBe(0);
    await page.close();
  });
});
