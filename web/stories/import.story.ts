import type { Download, Page } from 'playwright-core';
import { readFileSync } from 'node:fs';
import { describe, expect, it, vi } from 'vitest';
import { kPhone, looksRight, person } from './lib/person';
import { openDesk } from './lib/opened';
import { inGb18030, madeByLibreOffice, type Cells, type Upload } from './lib/sheet';

vi.setConfig({ testTimeout: 180_000 }); // two people and LibreOffice

const { desk, browser } = await openDesk();

const kTown = 'demo.t16.officer'; // Liushi
const kHeader = [
  '序号',
  '抽样单编号',
  '样品名称',
  '任务类别',
  '抽样日子',
  '出报告日期',
  '镇街',
  '被抽样单位',
  '结论',
];
const batch = (no: string, product: string, more: Partial<Record<'on' | 'report' | 'town', string>> = {}) => [
  no,
  `LS2209${no.padStart(4, '0')}`,
  product,
  '监督抽检',
  more.on ?? '2022-9-2',
  more.report ?? '2022-9-13',
  more.town ?? '柳市',
  '柳市菜场',
  '合格',
];

/** As a town sends it: titles above, a total and signatures below, dates and names as they come. */
const messy = (): Upload =>
  madeByLibreOffice('9月抽检明细（柳市）.xlsx', [
    [['柳市镇2022年9月食品安全抽检情况明细表', 9]],
    [
      ['填报单位：柳市镇食安办', 5],
      ['填报日期：2022年9月30日', 4],
    ],
    kHeader,
    batch('1', '上海青'),
    batch('2', '鸡蛋', { on: '2022年9月5日', report: '2022.9.16' }),
    batch('3', '梭子蟹', { town: '柳诗镇' }),
    batch('4', '缢蛏', { on: '2022/9/6', town: '柳市镇' }),
    batch('5', '年糕', { report: '2022年9月31日' }),
    batch('6', '豆腐', { on: '20220907' }),
    [['合计', 2], '6批次', '', '', '', '', '', ''],
    [
      ['填表人：王某', 4],
      ['审核人：李某', 5],
    ],
  ] satisfies Cells[]);

async function send(page: Page, register: string, file: Upload): Promise<void> {
  await page.goto(`/registers/${register}/import`);
  await page.getByLabel('要导入的表格').setInputFiles(file);
  await page.waitForURL(new RegExp(`/registers/${register}/import/[0-9a-f]+`));
}
const confirmSuggested = async (page: Page, field: string): Promise<void> => {
  await page.getByRole('button', { name: `是，就是“${field}”` }).click();
  await page.getByRole('button', { name: `是，就是“${field}”` }).waitFor({ state: 'detached' });
};
const count = (page: Page, what: string) =>
  page.getByRole('list', { name: '核对结果' }).getByRole('listitem').filter({ hasText: what }).locator('b');
const bytesOf = async (download: Download): Promise<Buffer> => readFileSync(await download.path());

describe('A town officer imports a messy sheet', () => {
  it('is understood, mended in two cells, moves K39 on the leader’s page, and is undone', async () => {
    const leader = await person(browser, desk, 'demo.u23.leader');
    await leader.goto('/targets/K39');
    const numerator = leader
      .locator('dl > div')
      .filter({ has: leader.getByText('分子', { exact: true }) })
      .locator('dd')
      .first();
    await numerator.waitFor();
    const before = Number((await numerator.innerText()).replace(/\D/g, ''));

    const page = await person(browser, desk, kTown);
    await page.goto('/registers/sample/import');
    await page.getByText('把表格拖到这里').waitFor();
    await looksRight(page, 'import-file');
    await send(page, 'sample', messy());

    // Understood: titles passed over, usual names known, near names only suggested.
    await page.getByText('第 3 行', { exact: true }).waitFor();
    await page.getByText('9 列：6 列已对上，3 列待确认，0 列不导入').waitFor();
    await looksRight(page, 'import-columns');
    await confirmSuggested(page, '抽样日期');
    await confirmSuggested(page, '报告日期');
    await page.getByRole('button', { name: '不导入 A 列“序号”' }).click();
    await page.getByText('9 列：8 列已对上，0 列待确认，1 列不导入').waitFor();
    await page.getByRole('button', { name: '下一步：核对各行' }).click();

    // Two rows are refused at their cells, and put right in place.
    await expect.poll(() => count(page, '可以导入').innerText()).toBe('4');
    expect(await count(page, '退回').innerText()).toBe('2');
    expect(await count(page, '跳过').innerText()).toBe('2');
    await looksRight(page, 'import-rows');
    const town = page.getByLabel('第 6 行“镇街”', { exact: true });
    expect(await town.inputValue()).toBe('柳诗镇');
    await town.fill('柳市镇');
    await page.getByLabel('第 8 行“出报告日期”', { exact: true }).fill('2022-09-30');
    await page.getByText('改了 2 处，还没有核对').waitFor();
    await page.getByRole('button', { name: '再核对一次' }).click();
    await expect.poll(() => count(page, '可以导入').innerText()).toBe('6');
    expect(await count(page, '退回').innerText()).toBe('0');

    // Confirmed: the figure moves in the other browser.
    await page.getByRole('button', { name: '导入 6 行' }).click();
    await page.getByText('已导入 6 行').waitFor();
    await expect
      .poll(async () => Number((await numerator.innerText()).replace(/\D/g, '')), {
        interval: 50,
        timeout: 10_000,
      })
      .toBe(before + 6);
    await looksRight(page, 'import-result');

    // Undone as a whole, with a reason: the figure goes back.
    await page.getByRole('button', { name: /整批撤销/ }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('理由').fill('导错了月份');
    await dialog.getByRole('button', { name: '整批撤销' }).click();
    await page.getByText(/撤销$/).first().waitFor();
    await expect
      .poll(async () => Number((await numerator.innerText()).replace(/\D/g, '')), {
        interval: 50,
        timeout: 10_000,
      })
      .toBe(before);

    await page.goto('/imports');
    await page.getByText('9月抽检明细（柳市）.xlsx').first().waitFor();
    await page
      .getByText(/↩ .* 撤销/)
      .first()
      .waitFor();
    await looksRight(page, 'imports');
    await page.close();
    await leader.close();
  });

  it('gets refused rows back as they were, with the reasons', async () => {
    const page = await person(browser, desk, kTown);
    const rows = [
      kHeader,
      batch('11', '带鱼'),
      batch('12', '虾皮', { town: '北白象镇' }),
      batch('13', '紫菜', { on: '昨天' }),
    ];
    await send(page, 'sample', inGb18030('十月.csv', rows));
    await page.getByText('编码 GB18030').waitFor();
    // Which column is the day of sampling was confirmed with the sheet before, and is remembered.
    await page.getByRole('button', { name: '下一步：核对各行' }).click();
    await expect.poll(() => count(page, '退回').innerText()).toBe('2');
    await page.getByRole('button', { name: '导入 1 行' }).click();
    await page.getByText('已导入 1 行').waitFor();
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('link', { name: '下载退回的行（XLSX）' }).click(),
    ]);
    expect(download.suggestedFilename()).toMatch(/\.xlsx$/);
    expect((await bytesOf(download)).subarray(0, 2).toString()).toBe('PK');
    await page.close();
  });

  it('finds an import that was left in the middle, with what was mended', async () => {
    const page = await person(browser, desk, kTown);
    const rows = [kHeader, batch('21', '黄鱼'), batch('22', '海带', { town: '柳诗' })];
    await send(page, 'sample', inGb18030('留着.csv', rows));
    await page.getByRole('button', { name: '下一步：核对各行' }).click();
    await page.getByLabel('第 3 行“镇街”', { exact: true }).fill('柳市');
    await page.getByRole('link', { name: '导入记录' }).first().click(); // away, with a change not checked
    await page.getByText('没有导完的表格').waitFor();
    await page.goto('/registers/sample/import');
    await page
      .getByRole('listitem')
      .filter({ hasText: '留着.csv' })
      .getByRole('link', { name: '接着做' })
      .click();
    await page.getByRole('button', { name: '下一步：核对各行' }).click();
    await expect.poll(() => count(page, '可以导入').innerText()).toBe('2');
    await page.getByText('手工改动（1）').waitFor();
    await page.close();
  });

  it('is told kindly that a file was imported before', async () => {
    const page = await person(browser, desk, kTown);
    const file = inGb18030('整份.csv', [kHeader, batch('31', '白鲳')]);
    await send(page, 'sample', file);
    await page.getByRole('button', { name: '下一步：核对各行' }).click();
    await page.getByRole('button', { name: '导入 1 行' }).click();
    await page.getByText('已导入 1 行').waitFor();
    await send(page, 'sample', { ...file, name: '再来一次.csv' });
    await page.getByText('这份文件已经整份导入过').waitFor();
    expect(await page.getByRole('button', { name: '下一步：核对各行' }).count()).toBe(0);
    await looksRight(page, 'import-known');
    await page.close();
  });

  it('mends one row at a time on a phone', async () => {
    const page = await person(browser, desk, kTown, kPhone);
    const rows = [kHeader, batch('41', '泥螺', { town: '柳诗' }), batch('42', '蛤蜊', { town: '柳诗' })];
    await send(page, 'sample', inGb18030('手机.csv', rows));
    await page.getByRole('button', { name: '下一步：核对各行' }).click();
    await page.getByRole('heading', { name: '第 2 行' }).waitFor();
    await page.getByLabel('第 2 行“镇街”', { exact: true }).fill('柳市');
    await page.getByRole('button', { name: '下一行' }).click();
    await page.getByLabel('第 3 行“镇街”', { exact: true }).fill('柳市');
    await page.getByRole('button', { name: '再核对一次' }).click();
    await expect.poll(() => count(page, '可以导入').innerText()).toBe('2');
    await page.close();
  });
});

describe('What is no table', () => {
  it('is refused in words, and nothing else happens', async () => {
    const page = await person(browser, desk, kTown);
    await page.goto('/registers/sample/import');
    const html = Buffer.from('<html><script>alert(1)</script></html>');
    await page
      .getByLabel('要导入的表格')
      .setInputFiles({ name: '明细.xlsx', mimeType: 'text/html', buffer: html });
    await page.getByRole('alert').waitFor();
    expect(await page.getByText('把表格拖到这里').count()).toBe(1);
    await page.close();
  });
});
