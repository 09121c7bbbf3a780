// The creation office: a revealed finding past its day, the letter about it, the circular, the closed list; the year's appraisal, its drafts, an objection.
import { readFileSync } from 'node:fs';
import type { Download, Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { enter, standsAt, take } from './lib/life';
import { answers } from './lib/limits';
import { looksRight, person } from './lib/person';
import { openDesk } from './lib/opened';

const kPatient = { timeout: 240_000 };
const kFinding = 'SH-DB-01';

const { desk, browser } = await openDesk();

const button = (page: Page, name: string | RegExp) => page.getByRole('button', { name });
const link = (page: Page, name: string | RegExp) => page.getByRole('link', { name });
const row = (page: Page, table: string, text: string) =>
  page.getByRole('table', { name: table }).getByRole('row').filter({ hasText: text });
const bytesOf = async (download: Download): Promise<Buffer> => readFileSync(await download.path());
async function downloaded(page: Page, name: string): Promise<Download> {
  const [download] = await Promise.all([page.waitForEvent('download'), link(page, name).click()]);
  return download;
}
/** The number that stands in the circular for what it counts. */
const figure = (page: Page, what: string) =>
  page.getByRole('button', { name: new RegExp(`^${what} \\d+$`) }).first();

describe('A finding past its day', kPatient, () => {
  it('is written about once it is revealed, told in the circular, mended and closed', async () => {
    const office = await person(browser, desk, 'demo.office');
    const finding = await enter(office, {
      by: 'office',
      register: 'finding',
      values: {
        问题编号: kFinding,
        发现日期: '2022-09-01',
        来源: '暗访',
        所属镇街: '柳市镇',
        责任单位: '市市场监管局',
        等级: '严重',
        问题: '冷柜温度高于要求',
        整改期限: '2022-09-09',
        保密: '是',
      },
      begins: '未公开',
      inTime: 0,
    });
    await office.goto('/letters');
    await office.getByRole('heading', { name: '今天应发的函' }).waitFor();
    await looksRight(office, 'letters');
    expect(await office.getByText(kFinding).count(), 'nobody is written to about a secret').toBe(0);

    await office.goto(finding);
    await take(office, ['', 'office', '公开', '2022-09-10', '待整改']);
    await office.goto('/letters?colour=red');
    const due = row(office, '今天应发的函', kFinding);
    await due.waitFor();
    await due.getByText('为什么').click();
    await due.getByText(/已超期 \d+ 个工作日/).waitFor();
    await due.getByRole('checkbox').check();
    await looksRight(office, 'letters-due');
    await button(office, '起草督办函（1）').click();
    await office.getByText('已起草 1 份，待签发').waitFor();
    const kept = row(office, '已起草、已发的函', kFinding);
    await kept.getByText('草稿', { exact: true }).waitFor();
    await due.waitFor({ state: 'detached' });

    // Nobody has it before it is signed.
    const unit = await person(browser, desk, 'demo.u23.officer');
    await unit.goto('/letters');
    await unit.getByText('没有发给您的函').waitFor();
    await kept.getByRole('link').first().click();
    await standsAt(office, '待签发');
    await take(office, [
      '',
      'office',
      '签发',
      '2022-09-30',
      '待反馈',
      { 签发人: '甲', 文号: '乐食安督〔2022〕1号', 反馈期限: '2022-10-12' },
    ]);
    await unit.goto('/letters');
    await row(unit, '已起草、已发的函', '乐食安督〔2022〕1号').waitFor();
    await looksRight(unit, 'letters-received');
    expect(await answers(unit, '/api/v1/letters', 'POST')).toBe(403);
    expect(await answers(unit, '/api/v1/circular')).toBe(403);

    await office.goto('/circular?from=2022-07-01&to=2022-09-30');
    await office.getByRole('heading', { name: '一、总体情况' }).waitFor();
    await looksRight(office, 'circular');
    await figure(office, '超期未销号').click();
    const findings = office.getByRole('dialog', { name: /^超期未销号/ });
    await findings.getByText(kFinding).waitFor();
    await looksRight(office, 'circular-figure');
    await office.keyboard.press('Escape');
    await findings.waitFor({ state: 'hidden' });
    const paper = await downloaded(office, '下载 DOCX');
    expect(paper.suggestedFilename()).toBe('食品安全督查通报（2022年7月1日至2022年9月30日）.docx');
    expect((await bytesOf(paper)).subarray(0, 2).toString()).toBe('PK');
    await button(office, '登记草稿').click();
    await office.getByText('已登记为草稿，待签发').waitFor();
    await link(office, '待编号-督查通报-2022-07-01-2022-09-30').click();
    await standsAt(office, '待签发');
    await take(office, [
      '',
      'office',
      '签发',
      '2022-09-30',
      '已印发',
      { 签发人: '甲', 文号: '乐食安通〔2022〕1号' },
    ]);

    // Mended by the town, revisited by another, closed: it leaves the open ones and stands in the list.
    const town = await person(browser, desk, 'demo.t16.officer');
    await town.goto(finding);
    await take(town, ['', 'town', '开始整改', '2022-09-23', '待整改']);
    const answer = await town.request.get(`/api/v1/registers/rectification/records?q=${kFinding}-1`);
    const [mending] = ((await answer.json()) as { records: { id: number }[] }).records;
    const mends = `/registers/rectification/records/${mending!.id}`;
    await town.goto(mends);
    await take(town, [
      '',
      'town',
      '整改完成',
      '2022-09-26',
      '待回访',
      { 整改措施: '更换冷柜', 整改人: '丙' },
    ]);
    await office.goto(mends);
    await take(office, [
      '',
      'office',
      '回访通过',
      '2022-09-28',
      '回访通过',
      { 回访人: '丁', 回访情况: '已更换' },
    ]);
    await office.goto(finding);
    await take(office, ['', 'office', '销号', '2022-09-29', '已销号']);
    await office.goto('/circular?from=2022-07-01&to=2022-09-30');
    await figure(office, '已销号').click();
    const closed = office.getByRole('dialog', { name: /^已销号/ });
    await closed.getByRole('link').filter({ hasText: kFinding }).getByText('2022-09-29 销号').waitFor();
    await looksRight(office, 'circular-closed');
    for (const page of [office, unit, town]) await page.close();
  });
});

const kScheme = `appraisals:
  - id: towns-2023
    name: 明年的方案（试算）
    subjects: areas
    from_year: 2023
    objection_days: 5
    items:
      - {id: A1, name: 投诉按时办结, points: 10, indicator: complaint.on_time, score: "points * value / 100"}
    grades:
      - {id: all, name: 都好, from: 0}
`;

describe("The year's appraisal", kPatient, () => {
  it('opens down to the records, is told, objected to and answered', async () => {
    const office = await person(browser, desk, 'demo.office');
    await office.goto('/appraisal');
    const one = row(office, '得分', '柳市镇');
    await one.waitFor();
    await looksRight(office, 'appraisal');
    await one.getByRole('button', { name: '柳市镇' }).click();
    const drawer = office.getByRole('dialog', { name: '得分和依据' });
    const item = drawer.locator('details').filter({ hasText: '投诉按时办结' });
    await item.locator('summary').click();
    await item.getByText('points * min(1, value / threshold)').waitFor();
    await item.getByRole('heading', { name: '记录' }).waitFor();
    await looksRight(office, 'appraisal-item');
    const byHand = drawer.locator('details').filter({ hasText: '党政同责落实' });
    await byHand.locator('summary').click();
    await byHand.getByText('原因：还没有人工评分').waitFor();
    await byHand.getByRole('link', { name: /^登记评分/ }).click();
    await office.waitForURL(/appraisal_score\/new/);
    const form = office.locator('form');
    await form.getByLabel('考核项目', { exact: true }).waitFor();
    expect(await form.getByLabel('考核项目', { exact: true }).inputValue()).toBe('B1');
    expect(await form.getByLabel('被考核对象', { exact: true }).inputValue()).toBe('柳市镇');

    await office.goto('/appraisal');
    await one.waitFor();
    const sheet = await downloaded(office, '下载 XLSX');
    expect(sheet.suggestedFilename()).toMatch(/2022\.xlsx$/);
    expect((await bytesOf(sheet)).subarray(0, 2).toString()).toBe('PK');
    await button(office, '发布征求意见稿').click();
    await office.getByRole('dialog').getByRole('button', { name: '发布征求意见稿' }).click();
    await one.getByRole('link', { name: '征求意见' }).waitFor();
    await looksRight(office, 'appraisal-told');

    const town = await person(browser, desk, 'demo.t16.officer');
    await town.goto('/appraisal');
    await town.getByRole('heading', { name: '柳市镇' }).waitFor();
    await town.getByText(/前可以提出异议/).waitFor();
    await looksRight(town, 'appraisal-own');
    expect(await answers(town, '/api/v1/appraisals/towns-2022/subjects/T01?year=2022')).toBe(404);
    expect(await answers(town, '/api/v1/appraisals/towns-2022/sheet?year=2022')).toBe(403);
    await link(town, '办理（异议、答复、定稿）').click();
    await standsAt(town, '征求意见');
    const result = new URL(town.url()).pathname;
    await take(town, [
      '',
      'town',
      '提出异议',
      '2022-09-30',
      '有异议待答复',
      { 异议内容: '两条投诉已按期办结' },
    ]);

    await office.goto('/appraisal');
    await office.getByText(/有异议待答复 1 份/).waitFor();
    await office.goto(result);
    await take(office, [
      '',
      'office',
      '答复异议',
      '2022-09-30',
      '异议已答复',
      { 答复内容: '记录显示超期', 异议成立: '否' },
    ]);
    await take(office, ['', 'office', '定稿', '2022-09-30', '已定稿']);
    await town.goto('/appraisal');
    await town.getByText('2022-09-30 定稿').waitFor();
    for (const page of [office, town]) await page.close();
  });

  it("tries next year's scheme on this year's records, and keeps nothing of it", async () => {
    const office = await person(browser, desk, 'demo.office');
    await office.goto('/appraisal/trial');
    const file = office.locator('input[type=file]');
    await file.waitFor({ state: 'attached' });
    const send = async (text: string): Promise<void> => {
      await file.setInputFiles({ name: '试算.yaml', mimeType: 'text/yaml', buffer: Buffer.from(text) });
      await button(office, /^试算$/).click();
    };
    await send(kScheme.replace('value / 100', 'valeu / 100'));
    await office.getByRole('alert').getByText('value').first().waitFor();
    await send(kScheme);
    await office.getByText(/\d+ 个对象等次变化/).waitFor();
    await looksRight(office, 'appraisal-trial');
    await office.close();
  });
});
