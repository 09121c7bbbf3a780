// A secret round: planned, what it finds kept from the town, revealed, rectified with proof, revisited, closed.
import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { enter, standsAt, take } from './lib/life';
import { looksRight, person } from './lib/person';
import { openDesk } from './lib/opened';

const kPatient = { timeout: 240_000 };
const kInHand = { width: 390, height: 844 };
const kFinding = 'SH-AF-01';

const { desk, browser } = await openDesk();

/** A photo into the record's file field, as from a phone's camera. */
async function photograph(page: Page, name: string): Promise<void> {
  const photo = await page.screenshot({ type: 'jpeg', quality: 60 });
  await page.getByRole('button', { name: '上传文件' }).first().click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('要上传的文件').setInputFiles({ name, mimeType: 'image/jpeg', buffer: photo });
  await dialog.getByRole('button', { name: '上传文件', exact: true }).click();
  await page.getByText(name).first().waitFor();
}

const found = async (page: Page, register: string, what: string) => {
  const answer = await page.request.get(`/api/v1/registers/${register}/records?q=${what}`);
  return ((await answer.json()) as { records: { id: number; name: string }[] }).records;
};

describe('A secret inspection', kPatient, () => {
  it('is known to whoever was there and the office until it is revealed, and its finding is closed after a revisit', async () => {
    const office = await person(browser, desk, 'demo.office');
    const round = await enter(office, {
      by: 'office',
      register: 'supervision_round',
      values: { 轮次编号: 'SH-DC-01', 名称: '九月暗访', 方式: '暗访', 保密: '是', 计划日期: '2022-09-21' },
      begins: '未公开',
      inTime: 0,
    });
    await looksRight(office, 'rounds-planned');

    const inspector = await person(browser, desk, 'demo.u23.inspector', kInHand);
    const finding = await enter(inspector, {
      by: 'inspector',
      register: 'finding',
      values: {
        问题编号: kFinding,
        发现日期: '2022-09-21',
        来源: '暗访',
        所属镇街: '柳市镇',
        问题: '冷柜温度高于要求',
        保密: '是',
      },
      begins: '未公开',
      inTime: 0,
    });
    await photograph(inspector, '冷柜.jpg');
    await looksRight(inspector, 'rounds-found');

    // The town does not learn of it: neither the record, nor by a search, nor that there is one more.
    const town = await person(browser, desk, 'demo.t16.officer');
    expect((await town.request.get(`/api/v1${finding}`)).status()).toBe(404);
    expect((await town.request.get(`/api/v1${round}`)).status()).toBe(404);
    expect(await found(town, 'finding', kFinding)).toEqual([]);
    await town.goto(`/registers/finding?q=${kFinding}`);
    expect(await town.getByText(kFinding, { exact: true }).count()).toBe(0);

    await office.goto(finding);
    await take(office, [
      '',
      'office',
      '定级（未公开）',
      '2022-09-22',
      '未公开',
      { 等级: '严重', 督查轮次: 'SH-DC-01' },
    ]);
    await office.goto(round);
    await take(office, ['', 'office', '开始（未公开）', '2022-09-21', '未公开']);
    await take(office, ['', 'office', '公开（连同点位和问题）', '2022-09-22', '进行中']);
    await office.goto(finding);
    await standsAt(office, '待交办');
    await take(office, [
      '',
      'office',
      '交办',
      '2022-09-22',
      '待整改',
      { 责任单位: '市市场监管局', 整改期限: '2022-09-30', 整改要求: '更换冷柜' },
    ]);

    // Now it is the town's to see and to mend.
    await town.goto(finding);
    await standsAt(town, '待整改');
    await take(town, ['', 'town', '开始整改', '2022-09-23', '待整改']);
    const [mending] = await found(town, 'rectification', `${kFinding}-1`);
    const mends = `/registers/rectification/records/${mending!.id}`;
    await town.goto(mends);
    await photograph(town, '新冷柜.jpg');
    await take(town, [
      '',
      'town',
      '整改完成',
      '2022-09-26',
      '待回访',
      { 整改措施: '更换冷柜', 整改人: '丙' },
    ]);
    await looksRight(town, 'rounds-mended');
    await office.goto(finding);
    await office.getByRole('button', { name: '销号', exact: true }).click();
    await office.getByRole('dialog').getByRole('button', { name: '销号', exact: true }).click();
    await office.getByText('须有回访通过的整改，且不早于回访，才能销号').first().waitFor();

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
    await office.getByText('更换冷柜').first().waitFor();
    await office.goto(`/registers/finding?q=${kFinding}`);
    await office.getByText('2022-09-29').first().waitFor();
    await looksRight(office, 'rounds-closed');
    for (const page of [office, inspector, town]) await page.close();
  });
});
