import { execFileSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { root } from './lib/desk';
import { answers, kBooks } from './lib/limits';
import { looksRight, person } from './lib/person';
import { openDesk } from './lib/opened';

vi.setConfig({ testTimeout: 150_000 }); // uploads, and the books counted anew
const { desk, browser } = await openDesk();
let folder: string;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'shian-story-pack-'));
});
afterAll(async () => {
  if (folder) rmSync(folder, { recursive: true, force: true });
});

/** Signed in, and patient: a pack is compared and applied meanwhile, the books counted anew. */
async function at(account: string): Promise<Page> {
  const page = await person(browser, desk, account);
  page.setDefaultTimeout(60_000);
  return page;
}
const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true });

/** The packs of the repository with one change, as the .zip that a person uploads. */
function packed(name: string, file: string, from: string, to: string): string {
  const work = join(folder, name);
  cpSync(join(root, 'packs'), work, { recursive: true });
  const at = join(work, file);
  const text = readFileSync(at, 'utf8');
  expect(text, file).toContain(from);
  writeFileSync(at, text.replace(from, to));
  const zip = join(folder, `${name}.zip`);
  execFileSync('python3', ['-m', 'zipfile', '-c', zip, 'yueqing/', 'china/', 'law/'], { cwd: work });
  return zip;
}

describe('The creation office', () => {
  it('signs a threshold that the plan leaves open, and the target is judged', async () => {
    const leader = await at('demo.u23.leader');
    await leader.goto('/targets/K18');
    await leader.getByText('? 无法判定').first().waitFor();

    const page = await at('demo.office');
    await page.goto('/office/decisions');
    const card = page.getByRole('article', { name: 'K18 目标值' });
    await card.getByText('待确认', { exact: true }).waitFor();
    await looksRight(page, 'decisions');
    await card.getByRole('button', { name: '登记签署 K18' }).click();
    const form = page.getByRole('dialog');
    await form.getByLabel(/^签署的值/).fill('60');
    await form.getByLabel('签署日期').fill('2022-06-01');
    await form.getByLabel('签署日期').press('Enter');
    await form.getByLabel(/^签署岗位/).fill('市创建办主任');
    await form.getByLabel(/^文号/).fill('乐食安办〔2022〕8号');
    await looksRight(page, 'decision-sign');
    await button(page, '先看影响').click();
    const row = form.getByRole('row', { name: /K18/ });
    await row.getByText('无法判定').waitFor();
    await row.getByText('✓ 达标').waitFor();
    await looksRight(page, 'decision-impact');
    await button(page, '确认登记').click();
    await page.getByText('签署已登记').waitFor();

    await leader.getByText('✓ 达标').first().waitFor(); // nobody reloaded it
    await leader.close();
    await page.getByText('已签署 1', { exact: true }).click();
    await page.waitForURL(/which=decided/);
    await page.getByRole('article', { name: 'K18 目标值' }).getByText('乐食安办〔2022〕8号').waitFor();
    await looksRight(page, 'decisions-signed');
    await page.close();
  });

  it('is told what is wrong with a decision', async () => {
    const page = await at('demo.office');
    await page.goto('/office/decisions');
    await page.getByRole('button', { name: '登记签署 K20' }).click();
    const form = page.getByRole('dialog');
    await form.getByLabel(/^签署的值/).fill('many');
    await form.getByLabel('签署日期').fill('2022-06-01');
    await form.getByLabel('签署日期').press('Enter');
    await form.getByLabel(/^签署岗位/).fill('市创建办主任');
    await form.getByLabel(/^文号/).fill('乐食安办〔2022〕8号');
    await button(page, '先看影响').click();
    await form.getByRole('alert').waitFor();
    await page.close();
  });

  it('cannot be done by a unit: it reads what was signed', async () => {
    const page = await at('demo.u23.officer');
    await page.goto('/office/decisions');
    await page.getByRole('article').first().waitFor();
    expect(await page.getByRole('button', { name: /签署 K/ }).count()).toBe(0);
    expect(await answers(page, '/api/v1/decisions', 'POST')).toBe(403);
    await page.close();
  });
});

describe('The acceptance reviewer', () => {
  it('reads what the office froze for him', async () => {
    const office = await at('demo.office');
    await office.goto('/frozen');
    await office.getByText('还没有冻结的看板').waitFor();
    await button(office, '冻结看板').click();
    await office.getByLabel(/^名称/).fill('省级验收 2022-12');
    await looksRight(office, 'freeze');
    await office.getByRole('dialog').getByRole('button', { name: '冻结看板' }).click();
    await office.waitForURL(/\/frozen\/.+/);
    await office.getByText('与冻结时一致').first().waitFor();
    await office.close();

    const page = await at('demo.reviewer');
    await page.waitForURL(/\/frozen$/);
    await page.getByRole('note').getByText('模拟数据').waitFor();
    await looksRight(page, 'frozen');
    await page.getByRole('link', { name: '省级验收 2022-12' }).click();
    await page.getByText('与冻结时一致').waitFor();
    await looksRight(page, 'frozen-board');
    await page.getByRole('link', { name: /^K39 / }).click();
    await page.waitForURL(/targets\/K39$/);
    await page.getByRole('heading', { name: /^K39 / }).waitFor();
    await looksRight(page, 'frozen-target');

    await page.close();
  });

  it('reaches nothing else, neither by address nor by asking the API', async () => {
    const page = await at('demo.reviewer');
    for (const path of kBooks) expect(await answers(page, path), path).toBe(403);
    expect(await answers(page, '/api/v1/frozen', 'POST')).toBe(403);
    expect(await answers(page, '/api/v1/accounts')).toBe(403);
    for (const path of [
      '/today',
      '/board',
      '/targets/K39',
      '/registers',
      '/office/decisions',
      '/office/pack',
    ]) {
      await page.goto(path);
      await page.getByRole('heading', { name: '没有这个页面' }).waitFor();
    }
    await page.close();
  });
});

describe('The audit administrator', () => {
  it('verifies the books and sees that they are whole', async () => {
    const page = await at('demo.audit');
    await page.goto('/office/verification');
    await page.getByText('还没有核验过').waitFor();
    await button(page, '开始核验').click();
    await page.getByText('全部一致').waitFor({ timeout: 60_000 });
    await page.getByText('重新计算的指标与看板一致').waitFor();
    await looksRight(page, 'verification');
    await page.close();
  });
});

describe('A new version of the pack', () => {
  it('is refused with file, line and column where it has a fault', async () => {
    const page = await at('demo.system');
    await page.waitForURL(/office\/pack$/);
    await looksRight(page, 'pack');
    const zip = packed(
      'fault',
      'yueqing/targets.yaml',
      'produce.provincial_routine_pass',
      'produce.provincial_pas',
    );
    await page.locator('input[type=file]').setInputFiles(zip);
    const row = page.getByRole('row', {
      name: /targets\.yaml.*produce\.provincial_pas/,
    });
    await row.waitFor();
    expect(await row.getByRole('cell').nth(1).textContent()).toMatch(/^\d+$/);
    await looksRight(page, 'pack-fault');
    await page.close();
  });

  it('shows what it would change, and changes it once it is applied', async () => {
    const page = await at('demo.office');
    await page.goto('/office/pack');
    const zip = packed('change', 'yueqing/targets.yaml', 'threshold: 98', 'threshold: 90');
    await page.locator('input[type=file]').setInputFiles(zip);
    await page.getByRole('heading', { name: '内容变化' }).waitFor();
    await page
      .getByRole('row', { name: /K01.*98.*90/ })
      .first()
      .waitFor();
    await looksRight(page, 'pack-change');
    await page.getByLabel(/^启用理由/).fill('按领导小组会议纪要调整');
    await button(page, '启用新版本').click();
    await page.getByRole('dialog').getByRole('button', { name: '启用新版本' }).click();
    await page.getByText('新版本已启用').waitFor();
    await page.getByRole('cell', { name: '按领导小组会议纪要调整' }).waitFor();
    await looksRight(page, 'pack-applied');
    await page.goto('/targets/K01');
    await page.getByText('≥ 90%').first().waitFor();
    await page.close();
  });
});
