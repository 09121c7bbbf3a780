import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { looksRight, person } from './lib/person';
import { openDesk } from './lib/opened';

const { desk, browser } = await openDesk();

interface ImportNow {
  id: string;
  state: string;
  revision: number;
}
/** Brings a table in as a program would, with the page's session. */
async function imported(page: Page, register: string, name: string, text: string): Promise<void> {
  const { csrf } = (await (await page.request.get('/api/v1/session')).json()) as { csrf: string };
  const headers = { 'X-Shian-CSRF': csrf, 'Content-Type': 'application/octet-stream' };
  const made = await page.request.post('/api/v1/imports', {
    params: { register, name },
    headers,
    data: Buffer.from(text),
  });
  expect(made.status(), await made.text()).toBe(201);
  const { id } = (await made.json()) as ImportNow;
  const reached = async (state: string): Promise<ImportNow> => {
    let now: ImportNow | undefined;
    await expect
      .poll(
        async () => {
          now = (await (await page.request.get(`/api/v1/imports/${id}`)).json()) as ImportNow;
          return now.state;
        },
        { timeout: 15_000 },
      )
      .toBe(state);
    return now!;
  };
  const { revision } = await reached('tried');
  const confirmed = await page.request.post(`/api/v1/imports/${id}/confirmation`, {
    headers: { 'X-Shian-CSRF': csrf },
    data: { revision },
  });
  expect(confirmed.status(), await confirmed.text()).toBe(202);
  await reached('imported');
}

const section = (page: Page, name: string | RegExp) => page.getByRole('region', { name });

describe('Today', () => {
  it('is where a unit officer begins, and a late matter is one click away', async () => {
    const page = await person(browser, desk, 'demo.u23.officer');
    await page.waitForURL(/\/today$/);
    const late = section(page, /^已经超期/);
    const matter = late.getByRole('link').first();
    await matter.getByText(/超 \d+ 天/).waitFor();
    await looksRight(page, 'today-unit');
    await matter.click();
    await page.waitForURL(/\/registers\/[a-z_]+\/records\/\d+$/);
    await page.close();
  });

  it('says at a glance how much there is, and goes there', async () => {
    const page = await person(browser, desk, 'demo.u23.officer');
    const glance = page.getByRole('list', { name: '一眼看清' });
    await glance.getByRole('button', { name: /目标未达标/ }).click();
    expect(await page.evaluate(() => document.activeElement?.id)).toBe('targets');
    expect(new URL(page.url()).pathname).toBe('/today');
    await page.close();
  });

  it('shows a town what is held already, and where to enter the rest', async () => {
    const page = await person(browser, desk, 'demo.t16.officer');
    await page.waitForURL(/\/today$/);
    await section(page, /^我的任务/)
      .getByRole('link')
      .first()
      .waitFor();
    const held = section(page, '已经掌握的，不用再报');
    await held
      .getByText(/[\d,]+ 条记录/)
      .first()
      .waitFor();
    await looksRight(page, 'today-town');
    expect(await section(page, '我的目标').getByRole('link').last().getAttribute('href')).toBe(
      '/board?area=T16',
    );
    await held
      .getByRole('link', { name: /^在.+录入一条$/ })
      .first()
      .click();
    await page.waitForURL(/\/registers\/[a-z_]+\/new$/);
    await page.close();
  });

  it('keeps the rows that an import refused until they are mended', async () => {
    const page = await person(browser, desk, 'demo.t16.officer');
    await page.waitForURL(/\/today$/);
    expect(await section(page, /^等您处理的导入/).count()).toBe(0);
    const row = (no: number, day: string): string =>
      `LS2209${no},年糕,监督抽检,${day},2022-9-13,柳市镇,柳市菜场,合格`;
    const sheet = [
      '抽样单编号,样品名称,任务类别,抽样日期,出报告日期,镇街,被抽样单位,结论',
      row(1, '2022-9-2'),
      row(2, '2022-9-31'), // no such day
    ];
    await imported(page, 'sample', '9月抽检.csv', sheet.join('\n'));
    const waiting = section(page, /^等您处理的导入/).getByRole('link', { name: /9月抽检\.csv/ });
    await waiting.getByText('1 行被退回').waitFor();
    await waiting.click();
    await page.waitForURL(/\/registers\/sample\/import\/[0-9a-f]+$/);
    await page.close();
  });

  it('shows the office what waits for its confirmation', async () => {
    const page = await person(browser, desk, 'demo.office');
    await page.waitForURL(/\/today$/);
    const waiting = section(page, /^待您确认/);
    await waiting.getByRole('link').first().waitFor();
    await looksRight(page, 'today-office');
    const point = waiting.getByRole('link').first();
    const of = /涉及 (\w+)/.exec((await point.textContent()) ?? '')![1]!;
    await point.click();
    await page.waitForURL(/\/office\/decisions\?subject=/);
    await page.getByRole('article', { name: new RegExp(`^${of} `) }).waitFor();
    expect(await page.getByRole('article').count()).toBe(1); // the one that was linked to
    await page.getByRole('link', { name: /^看全部事项/ }).click();
    await page.getByRole('region', { name: '没有标准，目标判不了' }).waitFor();
    await page.close();
  });

  it('asks a laboratory and a business for nothing that is not theirs', async () => {
    for (const account of ['demo.laboratory', 'demo.business']) {
      const page = await person(browser, desk, account);
      await page.waitForURL(/\/today$/);
      await section(page, '我的台账').waitFor();
      await section(page, '已经超期').getByText('没有超期的事项').waitFor();
      expect(await section(page, /目标|任务/).count(), account).toBe(0);
      expect(await page.getByRole('button', { name: /目标未达标/ }).count(), account).toBe(0);
      await looksRight(page, `today-${account.slice(5)}`);
      await page.close();
    }
  });

  it('speaks English beside Chinese', async () => {
    const page = await person(browser, desk, 'demo.u23.officer');
    await page.getByRole('button', { name: 'English' }).click();
    await section(page, /^Late/).waitFor();
    await section(page, 'Already held: no need to report it again').waitFor();
    await looksRight(page, 'today-english');
    await page.close();
  });

  it('is not for a reviewer', async () => {
    const page = await person(browser, desk, 'demo.reviewer');
    expect(new URL(page.url()).pathname).not.toBe('/today');
    expect(await page.getByRole('link', { name: '今日', exact: true }).count()).toBe(0);
    await page.goto('/today');
    await page.getByRole('heading', { name: '没有这个页面' }).waitFor();
    expect((await page.request.get('/api/v1/today')).status()).toBe(403);
    await page.close();
  });
});
