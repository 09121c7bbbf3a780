import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { kDemoPassword } from './lib/desk';
import { kPhone, looksRight, person } from './lib/person';
import { openDesk } from './lib/opened';

const { desk, browser } = await openDesk();

const rows = (page: Page) => page.locator('tr[data-target]');
const row = (page: Page, target: string) => page.locator(`tr[data-target="${target}"]`);

/** Enters records as a program would: signed in elsewhere, by the API alone. */
async function enterSample(code: string): Promise<void> {
  const context = await browser.newContext({ baseURL: desk.address });
  const session = await context.request.post('/api/v1/session', {
    data: { account: 'demo.u23.officer', password: kDemoPassword },
  });
  const { csrf } = (await session.json()) as { csrf: string };
  const made = await context.request.post('/api/v1/registers/sample/records', {
    headers: { 'X-Shian-CSRF': csrf },
    data: {
      values: {
        sample_code: code,
        task_level: '县级',
        purpose: '监督抽检',
        sampling_unit: '市市场监管局',
        sampled_on: '2022-09-20',
        report_on: '2022-09-28',
        product: '杨梅',
        link: '流通',
        area: '柳市镇',
        initial_conclusion: '合格',
        retest_state: '无',
        final: '合格',
        concluded_on: '2022-09-28',
      },
    },
  });
  expect(made.status(), await made.text()).toBe(201);
  await context.close();
}

describe('The board', () => {
  it('shows the whole plan on a page, and narrows it to a unit; the address keeps what was chosen', async () => {
    const page = await person(browser, desk, 'demo.u23.leader');
    const asked: string[] = [];
    page.on('request', (request) => asked.push(request.url()));
    await page.goto('/board');
    await rows(page).first().waitFor();
    expect(
      asked.filter((url) => /\/chart-[^/]*\.js$/.test(url)),
      'the chart library',
    ).toEqual([]);
    expect(new Set(await rows(page).evaluateAll((all) => all.map((one) => one.dataset.target))).size).toBe(
      52,
    );
    await page.getByText(/^距省级验收阶段$/).waitFor();
    await looksRight(page, 'board');

    await page.getByLabel('责任单位').selectOption({ label: '市农业农村局' });
    await page.waitForURL(/unit=U20/);
    await page.getByText(/^显示 \d+ \/ \d+ 项$/).waitFor();
    await expect.poll(() => rows(page).count()).toBeLessThan(40);
    await row(page, 'K02').waitFor();
    await page.getByText('现值只含该单位的记录', { exact: false }).waitFor();
    await row(page, 'K39').getByText('合力完成的数，只判全市', { exact: false }).waitFor();
    // The state that most of the unit's targets are in.
    const states = page.locator('button[aria-pressed]');
    const counts = await states.locator('b').allTextContents();
    const most = counts.map(Number).indexOf(Math.max(...counts.map(Number)));
    await states.nth(most).click();
    await page.waitForURL(/state=/);
    await expect.poll(() => page.locator('tr[data-target] td.state').count()).toBe(Number(counts[most]));
    const narrowed = await rows(page).evaluateAll((all) => all.map((one) => one.dataset.target));
    expect(narrowed.length).toBeGreaterThan(0);
    await page.reload();
    await rows(page).first().waitFor();
    expect(await rows(page).evaluateAll((all) => all.map((one) => one.dataset.target))).toEqual(narrowed);
    expect(await page.getByLabel('责任单位').inputValue()).toBe('U20');
    expect(await states.nth(most).getAttribute('aria-pressed')).toBe('true');

    await page.getByRole('button', { name: '清除筛选' }).click();
    await page.waitForURL((url) => url.search === '');
    await page.mouse.wheel(0, 300);
    await expect.poll(() => page.evaluate(() => window.scrollY)).toBe(300);
    await page.getByLabel('责任单位').selectOption({ label: '市农业农村局' });
    await page.waitForURL(/unit=U20/);
    expect(await page.evaluate(() => window.scrollY), 'a filter leaves one where one reads').toBe(300);
    await page.getByRole('button', { name: '清除筛选' }).click();
    await page.getByLabel('文字').fill('k39');
    await expect.poll(() => rows(page).count()).toBe(1);
    await page.getByLabel('文字').fill('没有这样的目标');
    await page.getByText('没有符合筛选条件的目标').waitFor();
    await page.close();
  });

  it('filters by the phase in which a target is due', async () => {
    const page = await person(browser, desk, 'demo.u23.leader');
    await page.goto('/board?phase=P2');
    await row(page, 'K52').waitFor();
    expect(await rows(page).count()).toBe(1);
    await page.close();
  });

  it('compares the towns, as a table and as tiles, and the indicators as small lines', async () => {
    const page = await person(browser, desk, 'demo.u23.leader');
    await page.goto('/board');
    await page.getByText('镇街', { exact: true }).first().click();
    await page.waitForURL(/view=towns/);
    await page.getByLabel('看哪一项目标').selectOption('K46');
    await page.waitForURL(/target=K46/);
    const table = page.getByRole('table', { name: /^25 个镇街/ });
    await table.getByRole('link', { name: '柳市镇' }).waitFor();
    await page.getByText('镇街边界没有公开数据', { exact: false }).waitFor();
    await page.getByText('只有 9 个镇街有公开坐标', { exact: false }).waitFor();
    const values = async (): Promise<number[]> =>
      (await table.locator('tbody tr td:nth-child(3)').allTextContents())
        .map((text) => Number.parseFloat(text))
        .filter((value) => !Number.isNaN(value));
    await table.getByRole('button', { name: /^值/ }).click();
    const worstFirst = await values();
    expect(worstFirst.length).toBeGreaterThan(3);
    expect(worstFirst).toEqual([...worstFirst].sort((a, b) => a - b));
    await looksRight(page, 'board-towns');
    // Whatever the list is narrowed to, the towns are looked at for every target.
    await page.goto('/board?view=towns&unit=U20&target=K46');
    await table.waitFor();
    expect(await page.getByLabel('看哪一项目标').locator('option').count()).toBe(52);
    expect(await page.getByText('现值只含该单位的记录', { exact: false }).count()).toBe(0);

    await page.getByText('走势', { exact: true }).click();
    await page.getByRole('link', { name: '食品安全抽检量', exact: true }).waitFor();
    await page
      .getByRole('img', { name: /^近一年走势：/ })
      .first()
      .waitFor();
    await looksRight(page, 'board-trends');
    await page.close();
  });

  it('moves a figure when a record is saved elsewhere, and says what moved', async () => {
    const page = await person(browser, desk, 'demo.u23.leader');
    await page.goto('/board');
    const takes = row(page, 'K39').locator('.takes');
    await takes.waitFor();
    const before = Number(/已有 (\d+)/.exec((await takes.textContent()) ?? '')?.[1]);
    expect(before).toBeGreaterThan(0);
    await page.getByText('数据实时更新').first().waitFor({ state: 'attached' });
    await enterSample('XC-STORY-BOARD');
    const saved = performance.now();
    await takes.getByText(`已有 ${before + 1}，`, { exact: false }).waitFor();
    console.log(`the figure moved ${Math.round(performance.now() - saved)} ms after the record was saved`);
    await row(page, 'K39')
      .getByText(/^刚刚变动：/)
      .waitFor({ state: 'attached' });
    await looksRight(page, 'board-moved');
    await page.close();
  });

  it('speaks English', async () => {
    const page = await person(browser, desk, 'demo.u23.leader');
    await page.goto('/board');
    await rows(page).first().waitFor();
    await page.getByRole('button', { name: 'English' }).click();
    await row(page, 'K39').getByText('Sampled batches per thousand residents').waitFor();
    await page.getByRole('heading', { name: 'Board' }).waitFor();
    await looksRight(page, 'board-english');
    await page.close();
  });

  it('is not shown to those who have no business with it', async () => {
    const page = await person(browser, desk, 'demo.laboratory');
    await page.goto('/board');
    await page.waitForURL(/not-here/);
    expect((await page.request.get('/api/v1/board')).status()).toBe(403);
    await page.close();
  });
});

describe('A target', () => {
  it('opens from the board down to the records, those left out with the reason', async () => {
    const page = await person(browser, desk, 'demo.u23.leader');
    await page.goto('/board');
    await row(page, 'K46').getByRole('link').first().click();
    await page.waitForURL(/\/targets\/K46$/);
    await page.getByText('方案原文', { exact: false }).waitFor();
    const counted = page.getByRole('table', { name: '计入的' });
    await counted.waitFor();
    expect(await counted.locator('tbody tr').count()).toBe(20);
    const first = await counted.getByRole('link').first().textContent();
    await looksRight(page, 'target');

    await page.getByRole('button', { name: '下一页' }).click();
    await expect.poll(() => counted.getByRole('link').first().textContent()).not.toBe(first);
    expect(await counted.locator('tbody tr').count()).toBe(20);

    await page.getByText('剔除的', { exact: true }).click();
    const leftOut = page.getByRole('table', { name: '剔除的' });
    await leftOut.waitFor();
    await expect.poll(() => leftOut.getByRole('columnheader', { name: '理由' }).count()).toBe(1);
    expect(await leftOut.locator('tbody tr').count()).toBe(20);

    await page.getByText('应计未达到的', { exact: true }).click();
    const missing = page.getByRole('table', { name: '应计未达到的' });
    await missing.waitFor();
    const link = missing.getByRole('link').first();
    const address = await link.getAttribute('href');
    expect(address).toMatch(/^\/registers\/complaint\/records\/\d+$/);
    await link.click();
    await page.waitForURL((url) => url.pathname === address);
    await page.close();
  });

  it('shows the population year behind a figure by residents', async () => {
    const page = await person(browser, desk, 'demo.u23.leader');
    await page.goto('/targets/K39');
    await page.getByText('食品安全抽检量达到4.5批次/千人以上').waitFor();
    await page.getByText('2020 年常住人口 1,453.1 千人').waitFor();
    await looksRight(page, 'target-residents');
    await page.close();
  });

  it('draws the months when they are looked at, with the same figures in a table', async () => {
    const page = await person(browser, desk, 'demo.u23.leader');
    const asked: string[] = [];
    page.on('request', (request) => asked.push(request.url()));
    await page.goto('/targets/K39');
    await page.getByRole('table', { name: '计入的' }).waitFor();
    expect(
      asked.filter((url) => /\/chart-[^/]*\.js$/.test(url)),
      'the chart library',
    ).toEqual([]);
    const chart = page.getByRole('img', { name: /按月走势图/ });
    await chart.scrollIntoViewIfNeeded();
    await chart.locator('svg').waitFor();
    const months = page.getByRole('table', { name: /· 按月$/ });
    expect(await months.locator('tbody tr').count()).toBeGreaterThan(6);
    await looksRight(page, 'target-months');
    await page.close();
  });

  it('is held against a town, by link and by choice', async () => {
    const page = await person(browser, desk, 'demo.u23.leader', kPhone);
    await page.goto('/targets/K39?area=T16');
    await page.getByText('2020 年常住人口 331.9 千人').waitFor();
    await page.getByLabel('范围').selectOption('');
    await page.getByText('2020 年常住人口 1,453.1 千人').waitFor();
    expect(new URL(page.url()).search).toBe('');
    await page.close();
  });

  it('moves when a record is saved elsewhere', async () => {
    const page = await person(browser, desk, 'demo.u23.leader');
    await page.goto('/targets/K39');
    const numerator = page.locator('dl div').filter({ hasText: '分子' }).locator('dd').first();
    const before = Number(await numerator.textContent());
    await enterSample('XC-STORY-TARGET');
    await expect.poll(async () => Number(await numerator.textContent())).toBe(before + 1);
    await page.close();
  });

  it('shows each of several indicators, in English too', async () => {
    const page = await person(browser, desk, 'demo.u23.leader');
    await page.goto('/targets/K48');
    await page.getByRole('button', { name: 'English' }).click();
    await page.getByText('Schools with food-safety liability insurance', { exact: true }).first().click();
    await page.waitForURL(/part=/);
    await page.getByRole('heading', { name: 'Schools with food-safety liability insurance' }).waitFor();
    await looksRight(page, 'target-parts-english');
    await page.close();
  });

  it('says plainly when there is no such target', async () => {
    const page = await person(browser, desk, 'demo.u23.leader');
    await page.goto('/targets/K99');
    await page.getByRole('alert').getByText('方案中没有目标 K99').waitFor();
    await page.close();
  });
});
