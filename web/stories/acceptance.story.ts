import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { answers, kBooks } from './lib/limits';
import { fill } from './lib/matter';
import { pdf } from './lib/pdf';
import { looksRight, person } from './lib/person';
import { openDesk } from './lib/opened';

const { desk, browser } = await openDesk();

const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true });
const proof = (page: Page) => page.getByRole('region', { name: '领导小组名单文件' });

describe('The creation office', () => {
  it('sees what is lacking, files the document, and the gap is gone', async () => {
    const page = await person(browser, desk, 'demo.office');
    await page.goto('/acceptance');
    await page.getByText('各单位缺项').waitFor();
    await looksRight(page, 'acceptance');

    await page.getByPlaceholder('搜索条目、单位').fill('1.1.1 领导小组');
    await page.getByRole('link', { name: /^1\.1\.1 / }).click();
    await proof(page).getByText('缺 2022 年的领导小组名单文件').waitFor();
    await looksRight(page, 'acceptance-item');

    await proof(page).getByText('登记材料', { exact: true }).click();
    await page.waitForURL(/acceptance_evidence\/new/);
    const form = page.locator('form');
    await form.getByLabel('编号', { exact: true }).waitFor();
    expect(await form.getByLabel('条目编号', { exact: true }).inputValue()).toBe('1.1.1');
    await fill(page, form, {
      编号: 'YS-2022-001',
      材料名称: '关于调整食品安全委员会成员的通知',
      文号: '乐食安办〔2022〕1号',
      材料日期: '2022-03-01',
      核对日期: '2022-03-02',
    });
    await button(page, '登记').click();
    await page.waitForURL(/\/records\/\d+$/);
    await page.getByRole('button', { name: '上传文件' }).click();
    const dialog = page.getByRole('dialog');
    await dialog
      .getByLabel('要上传的文件')
      .setInputFiles({ name: '通知.pdf', mimeType: 'application/pdf', buffer: pdf('Notice') });
    await dialog.getByRole('button', { name: '上传文件', exact: true }).click();
    await page.getByText('通知.pdf').first().waitFor();

    await page.goto('/acceptance/1.1.1');
    await proof(page).getByText('这项佐证齐全').waitFor();
    await proof(page).getByText('关于调整食品安全委员会成员的通知').waitFor();
    await looksRight(page, 'acceptance-item-proved');
    await page.close();
  });

  it('freezes a dossier, and sees it done', async () => {
    const page = await person(browser, desk, 'demo.office');
    await page.goto('/dossiers');
    await page.getByText('还没有封存的档案').waitFor();
    await button(page, '封存档案').click();
    const dialog = page.getByRole('dialog', { name: '封存档案' });
    await dialog.getByText(/现在有缺 \d+ 条/).waitFor();
    expect(await dialog.getByLabel(/^名称/).inputValue()).toContain('验收档案');
    await looksRight(page, 'dossier-freeze');
    await dialog.getByLabel(/^名称/).fill('省级验收档案');
    await dialog.getByRole('button', { name: '封存档案' }).click();
    await page.getByRole('link', { name: '省级验收档案', exact: true }).waitFor({ timeout: 50_000 });
    await looksRight(page, 'dossiers');
    await page.close();
  });
});

describe('A unit officer', () => {
  it("begins with his own unit's items, and freezes nothing", async () => {
    const page = await person(browser, desk, 'demo.u23.officer');
    await page.goto('/acceptance');
    await page.getByText(/^显示 \d+ 条$/).waitFor();
    expect(await page.getByRole('combobox', { name: '单位' }).inputValue()).toBe('U23');
    expect(await answers(page, '/api/v1/dossiers')).toBe(403);
    await page.close();
  });
});

describe('The acceptance reviewer', () => {
  it('opens a document of the dossier, and reaches nothing else', async () => {
    const page = await person(browser, desk, 'demo.reviewer');
    const menu = page.getByRole('navigation', { name: '菜单' });
    expect(await menu.getByRole('link').allInnerTexts()).toEqual(['验收看板', '验收档案']);
    await menu.getByRole('link', { name: '验收档案' }).click();
    await page.getByRole('link', { name: '省级验收档案', exact: true }).click();
    await page.getByRole('heading', { name: '指纹和核对方法' }).waitFor();
    await page.getByRole('note').getByText('模拟数据').waitFor();
    await looksRight(page, 'dossier');

    await page.getByPlaceholder('搜索条目、单位').fill('1.1.1');
    await page.getByRole('link', { name: /^1\.1\.1 / }).click();
    const link = page
      .getByRole('dialog')
      .getByRole('link', { name: '关于调整食品安全委员会成员的通知', exact: true });
    await link.waitFor();
    await looksRight(page, 'dossier-item');
    const given = await page.request.get((await link.getAttribute('href'))!);
    expect(given.status()).toBe(200);
    expect(given.headers()['content-type']).toBe('application/pdf');

    for (const path of [...kBooks, '/api/v1/acceptance']) expect(await answers(page, path), path).toBe(403);
    expect(await answers(page, '/api/v1/dossiers', 'POST')).toBe(403);
    await page.goto('/acceptance');
    await page.getByRole('heading', { name: '没有这个页面' }).waitFor();
    await page.close();
  });
});
