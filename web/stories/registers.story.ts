import { readFileSync } from 'node:fs';
import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { kPhone, looksRight, person } from './lib/person';
import { openDesk } from './lib/opened';

// Two people, several signings-in and two looks at a page: more than a minute on a busy machine.
const kPatient = { timeout: 180_000 };

const { desk, browser } = await openDesk();

/** Types into a choice and takes the first that is offered under that name. */
async function choose(page: Page, label: string, words: string, option: string | RegExp): Promise<void> {
  const box = page.getByRole('combobox', { name: label, exact: true });
  await box.click();
  await box.fill(words);
  await page.getByRole('option', { name: option }).first().click();
}
const historyOf = (page: Page) => page.getByRole('region', { name: '历史' });
const rowsOf = (page: Page) => page.getByRole('grid').getByRole('row');

describe('Registers', () => {
  it('are found by name, with how much stands in each', async () => {
    const page = await person(browser, desk, 'demo.u23.officer');
    await page.goto('/registers');
    const { registers } = (await (await page.request.get('/api/v1/registers')).json()) as {
      registers: unknown[];
    };
    expect(registers.length).toBeGreaterThan(100);
    await page.getByText(`${registers.length} 本台账`).waitFor();
    const complaints = page
      .getByRole('listitem')
      .filter({ has: page.getByRole('link', { name: '投诉举报', exact: true }) });
    await complaints.getByText('220 条').waitFor();
    expect(await complaints.textContent()).toContain('最近登记 20');
    await looksRight(page, 'registers');
    await page.getByPlaceholder('按名称查找台账').fill('投诉');
    await page.getByRole('link', { name: '生产经营主体', exact: true }).waitFor({ state: 'detached' });
    await page.getByRole('link', { name: '投诉举报', exact: true }).click();
    await page.waitForURL(/\/registers\/complaint$/);
    await page.close();
  });
});

describe('A list', kPatient, () => {
  it('is scrolled from the first record to the last, by wheel and by keys', async () => {
    const page = await person(browser, desk, 'demo.u23.officer');
    await page.goto('/registers/operator');
    const grid = page.getByRole('grid');
    await grid.getByText('JY00000997', { exact: false }).first().waitFor(); // the newest first
    expect(await grid.getAttribute('aria-rowcount')).toBe('998');
    expect(await rowsOf(page).count(), 'rows that are drawn').toBeLessThan(40);

    await grid.hover();
    for (let turn = 0; turn < 12; ++turn) await page.mouse.wheel(0, 600);
    await grid
      .getByText(/JY000008[0-3]\d/)
      .first()
      .waitFor();

    await grid.focus();
    await page.keyboard.press('End');
    await grid.getByText('JY00000001', { exact: false }).first().waitFor();
    expect(await rowsOf(page).count()).toBeLessThan(40);
    await page.keyboard.press('ArrowUp');
    await page.keyboard.press('Enter');
    await page.waitForURL(/\/registers\/operator\/records\/2$/);
    await page.goBack();
    await grid.getByText('JY00000001', { exact: false }).first().waitFor(); // where it was left
    await page.close();
  });

  it('is searched, narrowed and ordered, and the question is kept under a name', async () => {
    const page = await person(browser, desk, 'demo.u23.officer');
    await page.goto('/registers/complaint');
    await page.getByText('220 条', { exact: true }).waitFor();
    await page.getByRole('button', { name: '筛选', exact: true }).click();
    await choose(page, '添加条件：选择字段', '镇街', /镇街/);
    await choose(page, '所属镇街', '柳市', '柳市镇');
    await choose(page, '添加条件：选择字段', '受理', /受理/);
    await page.getByLabel(/受理日期 从/).fill('2022-01-01');
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: '应用', exact: true }).click();
    await page.getByText('找到', { exact: false }).waitFor();
    await page.getByRole('button', { name: '所属镇街：柳市镇', exact: true }).waitFor();
    expect(page.url()).toContain('f.area=T16');
    const found = await page.getByRole('status').textContent();

    await page
      .getByRole('columnheader', { name: /受理日期|接收日期|收到日期/ })
      .first()
      .getByRole('button')
      .click();
    await page.waitForURL(/sort=/);
    await looksRight(page, 'register-list');

    await page.getByRole('button', { name: /我的筛选/ }).click();
    await page.getByRole('button', { name: '存下当前筛选' }).click();
    await page.getByRole('dialog').getByRole('textbox').fill('柳市镇今年的投诉');
    await page.getByRole('dialog').getByRole('button', { name: '保存' }).click();
    await page.getByText('我的筛选 (1)').waitFor();

    await page.goto('/registers/complaint');
    await page.getByText('220 条', { exact: true }).waitFor();
    await page.getByRole('button', { name: /我的筛选/ }).click();
    await page.getByRole('button', { name: '柳市镇今年的投诉', exact: true }).click();
    await page.getByText(found!, { exact: true }).waitFor();
    expect(page.url()).toContain('f.area=T16');
    await page.close();
  });

  it('is taken along as a sheet, and offers a blank one to fill in', async () => {
    const page = await person(browser, desk, 'demo.u23.officer');
    await page.goto('/registers/complaint?f.area=T16');
    await page.getByText('找到', { exact: false }).waitFor();
    const [blank] = await Promise.all([
      page.waitForEvent('download'),
      page
        .getByRole('button', { name: '下载模板' })
        .or(page.getByRole('link', { name: '下载模板' }))
        .click(),
    ]);
    expect(blank.suggestedFilename()).toBe('投诉举报（模板）.xlsx');
    await page.getByRole('button', { name: /导出/ }).click();
    const [sheet] = await Promise.all([
      page.waitForEvent('download'),
      page.getByText('文本表格（.csv）').click(),
    ]);
    expect(sheet.suggestedFilename()).toMatch(/^投诉举报 .*\.csv$/);
    const lines = readFileSync(await sheet.path(), 'utf8')
      .trim()
      .split('\n');
    const found = Number((await page.getByText(/找到 \d+ 条/).textContent())!.replace(/\D/g, ''));
    expect(found).toBeGreaterThan(1);
    expect(lines.filter((line) => line.includes('柳市镇'))).toHaveLength(found);
    expect(lines.join()).not.toMatch(/1[3-9]\d{9}/); // no telephone number
    await page.close();
  });

  it('offers a leader nothing that he may not do', async () => {
    const page = await person(browser, desk, 'demo.u23.leader');
    await page.goto('/registers/complaint');
    await page.getByText('220 条', { exact: true }).waitFor();
    await page.getByRole('button', { name: /导出/ }).waitFor();
    for (const name of ['登记', '导入表格', '下载模板'])
      expect(await page.getByRole('button', { name, exact: true }).count(), name).toBe(0);
    await page.goto('/registers/complaint/new');
    await page.getByRole('heading', { name: '没有这个页面' }).waitFor();
    await page.close();
  });

  it('is a list of cards on a phone', async () => {
    const page = await person(browser, desk, 'demo.t16.officer', kPhone);
    await page.goto('/registers/operator?q=柳市');
    await page
      .getByRole('list', { name: '生产经营主体' })
      .getByText('模拟柳市镇', { exact: false })
      .first()
      .waitFor();
    expect(await page.getByRole('grid').count()).toBe(0);
    await page.getByRole('listitem').first().click();
    await page.waitForURL(/\/registers\/operator\/records\/\d+$/);
    await page.close();
  });
});

describe('A record', kPatient, () => {
  it('is entered in a form that already holds what is known, and mended where it is wrong', async () => {
    const page = await person(browser, desk, 'demo.t16.officer');
    await page.goto('/registers/inspection');
    await page.getByRole('button', { name: '登记', exact: true }).click();
    await page.waitForURL(/inspection\/new/);
    // The town comes from the post, the day from the calendar.
    await page.getByText('按您的岗位填好').waitFor();
    await page.getByText('按今天的日期填好').waitFor();
    await choose(page, '主体编号', 'JY00000003', /JY00000003/);
    await page.getByText('取自已有记录：JY00000003', { exact: false }).first().waitFor();
    expect(await page.getByLabel('被检查单位', { exact: true }).inputValue()).toBe('模拟柳市镇小餐饮00003');

    await page.getByLabel('检查项目数', { exact: true }).fill('三项');
    await page.getByRole('button', { name: '登记', exact: true }).click();
    const wrong = page.locator('[data-field="items_checked"]');
    await wrong.locator('.fault').waitFor();
    expect(await page.evaluate(() => document.activeElement?.id)).toBe('field-items_checked');
    await page.getByLabel('检查项目数', { exact: true }).fill('30');
    await page.getByRole('button', { name: '登记', exact: true }).click();
    await page.locator('[data-field="inspection_no"] .fault').waitFor(); // is required
    expect(await page.evaluate(() => document.activeElement?.id)).toBe('field-inspection_no');
    await looksRight(page, 'record-form');

    await page.getByLabel('检查编号', { exact: false }).first().fill('GS-2022-001');
    await page.getByRole('button', { name: '登记', exact: true }).click();
    await page.waitForURL(/\/registers\/inspection\/records\/\d+$/);
    await page.getByRole('heading', { name: /GS-2022-001/ }).waitFor();
    await page.close();
  });

  it('is not lost by a click beside its form', async () => {
    const page = await person(browser, desk, 'demo.t16.officer');
    await page.goto('/registers/inspection/new');
    await page.getByText('按您的岗位填好').waitFor();
    await page.getByLabel('检查场所', { exact: true }).fill('后厨');
    await page.getByRole('button', { name: '取消' }).click();
    await page.getByRole('dialog').getByText('刚才填写的内容会丢失', { exact: false }).waitFor();
    await page.getByRole('button', { name: '继续填写' }).click();
    expect(await page.getByLabel('检查场所', { exact: true }).inputValue()).toBe('后厨');
    await page.getByRole('button', { name: '取消' }).click();
    await page.getByRole('button', { name: '不保存，离开' }).click();
    await page.waitForURL(/\/registers\/inspection$/);
    await page.close();
  });

  it('is found, corrected for a reason, and its history shows the difference', async () => {
    const page = await person(browser, desk, 'demo.u23.officer');
    await page.goto('/registers/case_file');
    await page.getByPlaceholder('按名称、编号等文字搜索').fill('〔2022〕14号');
    await page.getByText('找到 1 条').waitFor();
    await page.getByRole('link', { name: '模市监罚〔2022〕14号' }).click();
    await page.getByRole('region', { name: '法定时限' }).getByText('2022-06-12 到期').waitFor();
    await page.getByText('计入 K26').first().waitFor();
    await page.getByText('怎么算出来的').first().click();
    await page.getByText('第六十四条', { exact: false }).first().waitFor();
    await looksRight(page, 'record');

    await page.getByRole('button', { name: '更正', exact: true }).click();
    await page.waitForURL(/correct$/);
    await page.getByPlaceholder('输入名称查找', { exact: false }).fill('案由'); // of 35 fields
    await page.getByLabel('案号', { exact: true }).waitFor({ state: 'detached' });
    await page.getByLabel('案由', { exact: true }).fill('经营不合格食品(模拟)、未索证');
    expect(await page.getByRole('button', { name: '更正', exact: true }).isDisabled()).toBe(true); // no reason yet
    await page.getByRole('button', { name: '补充漏填内容' }).click();
    await looksRight(page, 'record-correct');
    await page.getByRole('button', { name: '更正', exact: true }).click();
    await page.waitForURL(/records\/14$/);
    const newest = historyOf(page).getByRole('listitem').first();
    await newest.getByText('理由：补充漏填内容').waitFor();
    expect(await newest.locator('ins').textContent()).toContain('未索证');
    await page.close();
  });

  it('is corrected by two people at once, and neither overwrites the other', async () => {
    const first = await person(browser, desk, 'demo.u23.officer');
    const second = await person(browser, desk, 'demo.office');
    for (const page of [first, second]) {
      await page.goto('/registers/case_file/records/13/correct');
      await page.getByLabel('案由', { exact: true }).waitFor();
    }
    await first.getByLabel('案由', { exact: true }).fill('采购不合格食品(模拟)');
    await first.getByLabel('罚款', { exact: false }).first().fill('50000');
    await first.getByRole('button', { name: '录入错误' }).click();
    await first.getByRole('button', { name: '更正', exact: true }).click();
    await first.waitForURL(/records\/13$/);

    await second.getByLabel('案由', { exact: true }).fill('销售不合格食品(模拟)');
    await second.getByRole('button', { name: '情况发生变化' }).click();
    await second.getByRole('button', { name: '更正', exact: true }).click();
    const dialog = second.getByRole('dialog', { name: '这条记录刚刚被别人改动' });
    await dialog.getByText('demo.u23.officer', { exact: false }).waitFor();
    await dialog.getByText('只有对方改了', { exact: false }).waitFor(); // the fine
    await looksRight(second, 'record-conflict');
    await dialog.getByText('我改为', { exact: false }).click();
    await dialog.getByRole('button', { name: '按选择填好' }).click();
    await second.getByText('请再保存一次', { exact: false }).waitFor();
    expect(await second.getByLabel('罚款', { exact: false }).first().inputValue()).toBe('50000');
    await second.getByRole('button', { name: '更正', exact: true }).click();
    await second.waitForURL(/records\/13$/);
    await second.getByRole('region', { name: '内容' }).getByText('销售不合格食品(模拟)').waitFor();
    // The first one sees it without doing anything.
    await first.getByRole('region', { name: '内容' }).getByText('销售不合格食品(模拟)').waitFor();
    expect(await historyOf(first).getByRole('listitem').count()).toBe(3);
    await first.close();
    await second.close();
  });

  it('shows personal data to an inspector for a reason only', async () => {
    const page = await person(browser, desk, 'demo.u23.inspector');
    await page.goto('/registers/complaint/records/220');
    const values = page.getByRole('region', { name: '内容' });
    await values.getByText('138******94').waitFor();
    await page.getByRole('button', { name: '查看个人信息' }).click();
    const act = page.getByRole('dialog').getByRole('button', { name: '查看个人信息' });
    expect(await act.isDisabled()).toBe(true);
    await page.getByRole('button', { name: '需要联系当事人' }).click();
    await act.click();
    await values.getByText(/^138\d{8}$/).waitFor();
    await page.getByText('本次查看已记入安全日志', { exact: false }).waitFor();
    await page.getByRole('button', { name: '重新遮蔽' }).click();
    await values.getByText('138******94').waitFor();
    await page.close();
  });

  it('is withdrawn for a reason and stays with its history', async () => {
    const page = await person(browser, desk, 'demo.u23.officer');
    await page.goto('/registers/complaint/records/219');
    await page.getByRole('button', { name: '撤销记录' }).click();
    await page.getByRole('button', { name: '重复登记' }).click();
    await page.getByRole('dialog').getByRole('button', { name: '撤销记录' }).click();
    await page.getByText('此记录已撤销', { exact: false }).waitFor();
    await historyOf(page).getByText('理由：重复登记').waitFor();
    expect(await page.getByRole('button', { name: '更正', exact: true }).count()).toBe(0);
    await page.close();
  });

  it('takes with it what was asked about it when another one is opened', async () => {
    const page = await person(browser, desk, 'demo.u23.officer');
    await page.goto('/registers/case_file/records/14');
    await page.getByRole('region', { name: '内容' }).getByRole('link', { name: 'XS20220021' }).click();
    await page.getByRole('heading', { name: 'XS20220021' }).waitFor();
    await page.getByRole('button', { name: '撤销记录' }).click();
    await page.getByRole('dialog').waitFor();
    await page.goBack();
    await page.getByRole('heading', { name: '模市监罚〔2022〕14号' }).waitFor();
    expect(await page.getByRole('dialog').count()).toBe(0);
    await page.close();
  });

  it('of another unit is read and not changed, also by its address', async () => {
    const page = await person(browser, desk, 'demo.t16.officer');
    await page.goto('/registers/case_file/records/14'); // of another town
    await page.getByRole('alert').waitFor();
    expect(await page.getByText('经营不合格食品').count()).toBe(0);
    await page.getByRole('link', { name: '‹ 行政处罚案件' }).waitFor(); // the way back
    await page.goto('/registers/operator/records/5/correct'); // everybody's directory, another town's operator
    await page.getByText('您的岗位只能查看', { exact: false }).waitFor();
    await page.close();
  });

  it('is read in English', async () => {
    const page = await person(browser, desk, 'demo.u23.officer');
    await page.goto('/registers/operator/records/3');
    await page.getByRole('button', { name: 'English' }).click();
    const values = page.getByRole('region', { name: 'Values' });
    await values.getByText('small restaurant').waitFor();
    await values.getByText('no', { exact: true }).first().waitFor(); // what the API says too
    await looksRight(page, 'record-english');
    await page.close();
  });
});
