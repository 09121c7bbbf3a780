import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { run } from './lib/desk';
import { pdf } from './lib/pdf';
import { looksRight, person } from './lib/person';
import { openDesk } from './lib/opened';

const kPatient = { timeout: 180_000 };

const { desk, browser } = await openDesk();
let path: string; // of a complaint that was refused
beforeAll(async () => {
  const sheet = join(desk.folder, 'letter.csv');
  const head = '工单编号,类别,所属镇街,收到日期,承办单位,投诉人,不予受理日期,不予受理理由';
  writeFileSync(
    sheet,
    `${head}\nWS-1,投诉,柳市镇,2022-09-20,市市场监管局,王小明,2022-09-22,不属于本局职责\n`,
  );
  run('import', '--store', desk.store, 'complaint', sheet);
  const { records } = JSON.parse(
    run('records', '--store', desk.store, 'complaint', '--json', '--where', 'not_accepted_on == 2022-09-22'),
  ) as { records: { id: number; name: string }[] };
  path = `/registers/complaint/records/${records.find((one) => one.name === 'WS-1')!.id}`;
}, 120_000);

const papersOf = (page: Page) => page.getByRole('region', { name: '文书', exact: true });
const dialogOf = (page: Page) => page.getByRole('dialog');

async function openDraft(page: Page): Promise<void> {
  await page.goto(path);
  await papersOf(page).getByText('投诉不予受理', { exact: false }).first().waitFor();
  const others = papersOf(page).getByText('其他文书', { exact: false });
  if (await others.count()) await others.click();
  await papersOf(page)
    .getByRole('button', { name: /^起草 投诉不予受理/ })
    .first()
    .click();
}

describe('The paper of a step', kPatient, () => {
  it('is drafted from the record, signed, sent back, and can be voided', async () => {
    const page = await person(browser, desk, 'demo.u23.officer');
    await openDraft(page);
    const number = await dialogOf(page).getByLabel('文号').inputValue();
    expect(number).toContain('〔2022〕1号');
    await dialogOf(page).getByLabel('签发人').fill('李主任');
    await looksRight(page, 'paper-draft');
    const [draft] = await Promise.all([
      page.waitForEvent('download'),
      dialogOf(page).getByRole('button', { name: '下载 Word 草稿' }).click(),
    ]);
    expect(draft.suggestedFilename()).toMatch(/^投诉不予受理.*\.docx$/);
    expect(
      readFileSync(await draft.path())
        .subarray(0, 2)
        .toString(),
    ).toBe('PK');

    const issue = dialogOf(page).getByRole('button', { name: '签发', exact: true });
    expect(await issue.isDisabled()).toBe(true); // nothing came back yet
    await dialogOf(page)
      .getByLabel('签好的文件')
      .setInputFiles({ name: '决定书扫描件.pdf', mimeType: 'application/pdf', buffer: pdf('signed') });
    await issue.click();
    await papersOf(page).getByText('已签发').waitFor();
    await papersOf(page).getByText(number).waitFor();
    await papersOf(page).getByText('李主任', { exact: false }).waitFor();
    await page.locator('.el-message').first().waitFor({ state: 'detached' });
    await looksRight(page, 'paper-issued');

    // The same number once more is refused, with the next one.
    await openDraft(page);
    await dialogOf(page).getByLabel('文号').fill(number);
    await dialogOf(page).getByLabel('签发人').fill('李主任');
    await dialogOf(page)
      .getByLabel('签好的文件')
      .setInputFiles({ name: '另一份.pdf', mimeType: 'application/pdf', buffer: pdf('other') });
    await dialogOf(page).getByRole('button', { name: '签发', exact: true }).click();
    await dialogOf(page).getByText('下一个序号是 2', { exact: false }).waitFor();
    await looksRight(page, 'paper-number');
    await dialogOf(page).getByRole('button', { name: '关闭', exact: true }).click();

    await papersOf(page).getByRole('button', { name: '作废' }).click();
    await dialogOf(page).getByRole('textbox').fill('当事人写错');
    await dialogOf(page).getByRole('button', { name: '作废', exact: true }).click();
    await papersOf(page).getByText('已作废').waitFor();
    await papersOf(page).getByText('当事人写错', { exact: false }).waitFor();
    await looksRight(page, 'paper-void');
    await page.close();
  });

  it('is drafted from the template that the office has put in its place', async () => {
    const page = await person(browser, desk, 'demo.office');
    await page.goto('/office/documents');
    await page.getByPlaceholder('按名称、依据查找').fill('投诉不予受理');
    const row = page.getByRole('row').filter({ hasText: '投诉不予受理' }).first();
    await row.getByText('方案包自带').waitFor();
    await looksRight(page, 'templates');
    const [template] = await Promise.all([
      page.waitForEvent('download'),
      row.getByRole('link', { name: /^下载/ }).click(),
    ]);
    const bytes = readFileSync(await template.path());
    await row.getByRole('button', { name: /^上传修改/ }).click();
    await dialogOf(page)
      .getByLabel('修改后的模板')
      .setInputFiles({
        name: '坏.docx',
        mimeType: 'application/octet-stream',
        buffer: bytes.subarray(0, 900),
      });
    await dialogOf(page).getByLabel('为什么修改').fill('换抬头');
    await dialogOf(page).getByRole('button', { name: '上传修改', exact: true }).click();
    await dialogOf(page).getByRole('alert').first().waitFor();
    await looksRight(page, 'template-refused');
    await dialogOf(page)
      .getByLabel('修改后的模板')
      .setInputFiles({ name: '模板.docx', mimeType: 'application/octet-stream', buffer: bytes });
    await dialogOf(page).getByRole('button', { name: '上传修改', exact: true }).click();
    await row.getByText('修改过', { exact: false }).waitFor();
    await row.getByRole('button', { name: '恢复自带' }).click();
    await dialogOf(page).getByRole('textbox').fill('试过了');
    await dialogOf(page).getByRole('button', { name: '恢复自带', exact: true }).click();
    await row.getByText('方案包自带').waitFor();
    await page.close();
  });
});
