import type { Locator, Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { answers, kBooks } from './lib/limits';
import { looksRight, person } from './lib/person';
import { openDesk } from './lib/opened';

const { desk, browser } = await openDesk();

const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true });
async function choose(
  page: Page,
  field: string,
  option: string,
  within: Page | Locator = page,
): Promise<void> {
  await within.getByRole('combobox', { name: field }).press('Enter');
  await page.getByRole('option', { name: option }).click();
}
describe('The security administrator', () => {
  it('makes an account from a post; its person signs in and has to change the password', async () => {
    const page = await person(browser, desk, 'demo.security');
    await page.waitForURL(/office\/accounts$/);
    await page.getByRole('cell', { name: 'demo.office', exact: true }).waitFor();
    await looksRight(page, 'accounts');

    await button(page, '新建账号').click();
    const form = page.getByRole('dialog', { name: '新建账号' });
    await choose(page, '角色', '单位经办', form);
    await choose(page, '单位', 'U11 市教育局', form);
    expect(await form.getByLabel(/^账号/).inputValue()).toBe('u11.officer');
    expect(await form.getByLabel(/^名称/).inputValue()).toBe('市教育局单位经办');
    await looksRight(page, 'account-new');
    await button(page, '建立账号').click();
    const shown = page.locator('.once code');
    await shown.waitFor();
    const once = (await shown.textContent()) ?? '';
    await looksRight(page, 'account-slip');
    await button(page, '已交给本人').click();
    await page.getByRole('cell', { name: 'u11.officer' }).waitFor();

    const other = await person(browser, desk, '');
    await other.getByLabel('账号', { exact: true }).fill('u11.officer');
    await other.getByLabel('密码', { exact: true }).fill(once);
    await button(other, '登录').click();
    await other.waitForURL(/\/account$/);
    await other.goto('/today');
    await other.waitForURL(/\/account$/); // until it is changed, nothing else
    await looksRight(other, 'account-first');
    await other.getByLabel('原密码').fill(once);
    await other.getByLabel(/^新密码/).fill('the sea at Yueqing bay');
    await other.getByLabel('再输一遍').fill('the sea at Yueqing bay');
    await button(other, '修改密码').click();
    await other.waitForURL(/\/today$/);
    await other.close();
    await page.close();
  });

  it('finds accounts, sees who has none, changes a post, disables and resets', async () => {
    const page = await person(browser, desk, 'demo.security');
    await page.getByLabel('搜索账号、名称、单位').fill('柳市');
    await page.getByText('共 1 个').waitFor();
    await page.getByLabel('搜索账号、名称、单位').fill('');

    await page.getByText('按单位和镇街', { exact: true }).click();
    await page.getByRole('row', { name: /U01/ }).getByText('还没有账号').waitFor();
    await looksRight(page, 'account-posts');
    await page
      .getByRole('row', { name: /T25/ })
      .getByRole('button', { name: /新建账号/ })
      .click();
    expect(await page.getByRole('dialog').getByLabel(/^账号/).inputValue()).toBe('t25.officer');
    await button(page, '建立账号').click();
    await button(page, '已交给本人').click();

    await page.getByText('账号名单', { exact: true }).click();
    await button(page, 't25.officer').click();
    const panel = page.getByRole('dialog', { name: 't25.officer' });
    await choose(page, '镇街', 'T24 龙西乡', panel);
    await panel.getByLabel(/^邮箱/).fill('t25@example.gov.cn');
    await panel.getByText('英文', { exact: true }).click();
    await panel.getByRole('button', { name: '保存' }).click();
    await page.getByRole('dialog', { name: '变更岗位' }).getByRole('button', { name: '保存' }).click();
    await page.getByText('已保存').waitFor();
    expect(await panel.getByLabel(/^邮箱/).inputValue()).toBe('t25@example.gov.cn');
    expect(await panel.getByRole('radio', { name: '英文' }).isChecked()).toBe(true);
    await looksRight(page, 'account-panel');
    await panel.getByRole('button', { name: '停用账号' }).click();
    await page.getByRole('dialog', { name: '停用账号' }).getByRole('button', { name: '停用账号' }).click();
    await panel.getByText('已停用', { exact: true }).first().waitFor();
    await panel.getByRole('button', { name: '启用账号' }).click();
    await panel.getByText('待首次改密').first().waitFor();
    await panel.getByRole('button', { name: '重置密码' }).click();
    await page.getByRole('dialog', { name: '重置密码' }).getByRole('button', { name: '重置密码' }).click();
    await page.locator('.once code').waitFor();
    await button(page, '已交给本人').click();
    await page.close();
  });

  it('is refused plainly where an id is taken', async () => {
    const page = await person(browser, desk, 'demo.security');
    await button(page, '新建账号').click();
    await choose(page, '角色', '验收评审', page.getByRole('dialog'));
    await page.locator('[name=id]').fill('demo.office');
    await button(page, '建立账号').click();
    await page.getByRole('dialog').getByRole('alert').waitFor();
    await page.close();
  });
});

describe('The audit administrator', () => {
  it('reads who did what, and who was refused', async () => {
    const refused = await person(browser, desk, 'demo.t16.officer');
    expect(await answers(refused, '/api/v1/accounts')).toBe(403);
    await refused.close();

    const page = await person(browser, desk, 'demo.audit');
    await page.waitForURL(/office\/journal$/);
    await page.getByText('新建账号 u11.officer').waitFor();
    await looksRight(page, 'journal');
    await page.getByLabel('类别').selectOption({ label: '无权被拒' });
    await page.getByRole('row', { name: /demo\.t16\.officer.*GET \/api\/v1\/accounts/ }).waitFor();
    await page.getByLabel('账号', { exact: true }).fill('demo.office');
    await page.getByLabel('账号', { exact: true }).press('Enter');
    await page.getByText('0 条').waitFor(); // the office was refused nothing
    await page.getByLabel('账号', { exact: true }).fill('demo.t16.officer');
    await page.getByLabel('账号', { exact: true }).press('Enter');
    await page
      .getByRole('row', { name: /demo\.t16\.officer/ })
      .first()
      .waitFor();
    await page.getByLabel('起', { exact: true }).fill('2022-01-01');
    await page.getByLabel('止', { exact: true }).fill('2022-12-31');
    await page.getByText('0 条').waitFor(); // before the desk was there
    await page.getByLabel('止', { exact: true }).fill('');
    await page
      .getByRole('row', { name: /demo\.t16\.officer/ })
      .first()
      .waitFor();
    await page.getByPlaceholder('在已读出的条目中搜索').fill('nobody at all');
    await page.getByText('0 条').waitFor();
    await page.close();
  });
});

describe('The three administrators', () => {
  for (const account of ['demo.system', 'demo.security', 'demo.audit'])
    it(`see no records: ${account}`, async () => {
      const page = await person(browser, desk, account);
      for (const path of kBooks) expect(await answers(page, path), path).toBe(403);
      expect(await answers(page, '/api/v1/registers/complaint/records/1/unmasking', 'POST')).toBe(403);
      for (const path of ['/today', '/board', '/registers', '/registers/complaint']) {
        await page.goto(path);
        await page.getByRole('heading', { name: '没有这个页面' }).waitFor();
      }
      await page.close();
    });
});
