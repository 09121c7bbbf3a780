import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { codeOf, quietStep } from './lib/authenticator';
import { kDemoPassword } from './lib/desk';
import { looksRight, person } from './lib/person';
import { openDesk } from './lib/opened';

const { desk, browser } = await openDesk();

const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true });

async function signOut(page: Page): Promise<void> {
  await page.getByRole('button', { name: /演示·/ }).click();
  await page.getByRole('menuitem', { name: '退出' }).click();
  await page.waitForURL(/sign-in/);
}

describe('The own account', () => {
  it('takes a second factor: scanned, confirmed, asked at sign-in, turned off', async () => {
    const page = await person(browser, desk, 'demo.office');
    await page.goto('/account');
    await page.getByText('还没有登记邮箱，请安全管理员登记。').waitFor();
    await button(page, '启用两步验证').click();
    await page.getByLabel('先输入当前密码').fill('certainly wrong');
    await button(page, '下一步').click();
    await page.getByRole('alert').getByText('密码不对').waitFor();
    await page.getByLabel('先输入当前密码').fill(kDemoPassword);
    await button(page, '下一步').click();

    const picture = page.getByRole('img', { name: '两步验证二维码' });
    await picture.waitFor();
    expect(await picture.evaluate((image: HTMLImageElement) => image.naturalWidth)).toBeGreaterThan(0);
    await looksRight(page, 'second-factor');
    const secret = (await page.locator('code.secret').textContent()) ?? '';
    expect(secret.replace(/ /g, '')).toMatch(/^[A-Z2-7]{32}$/);

    // Each code counts once: three neighbouring steps, within what the server allows a phone's clock.
    const step = await quietStep(20_000);
    await page.getByLabel('输入验证器上显示的六位数字').fill(codeOf(secret, step - 7));
    await button(page, '确认启用').click();
    await page.getByRole('alert').getByText('验证码不对').waitFor();
    await page.getByLabel('输入验证器上显示的六位数字').fill(codeOf(secret, step - 1));
    await button(page, '确认启用').click();
    await page.getByText('已启用', { exact: true }).waitFor();

    await signOut(page);
    await page.getByLabel('账号', { exact: true }).fill('demo.office');
    await page.getByLabel('密码', { exact: true }).fill(kDemoPassword);
    await button(page, '登录').click();
    const code = page.getByLabel('验证器上的六位数字');
    await code.waitFor();
    await looksRight(page, 'sign-in-code');
    await code.fill(codeOf(secret, step));
    await button(page, '登录').click();
    await page.waitForURL((url) => !url.pathname.startsWith('/sign-in'));

    await page.goto('/account');
    await button(page, '停用两步验证').click();
    await page.getByLabel('先输入当前密码').fill(kDemoPassword);
    await page.getByLabel('验证器上的六位数字').fill(codeOf(secret, step + 1));
    await button(page, '停用两步验证').click();
    await page.getByText('未启用', { exact: true }).waitFor();
    await page.close();
  });

  it('makes a token that reads, shown once, and revokes it', async () => {
    const page = await person(browser, desk, 'demo.u23.officer');
    await page.goto('/account');
    await button(page, '新建令牌').click();
    await page.getByLabel(/用途/).fill('检验系统每日读取');
    await button(page, '生成令牌').click();
    const shown = page.locator('.once code');
    await shown.waitFor();
    const secret = (await shown.textContent()) ?? '';
    await looksRight(page, 'tokens');

    const asked = (method: string, path: string): Promise<number> =>
      fetch(desk.address + path, {
        method,
        headers: { Authorization: `Bearer ${secret}`, 'Content-Type': 'application/json' },
        body: method === 'GET' ? undefined : '{"values":{}}',
      }).then((answer) => answer.status);
    expect(await asked('GET', '/api/v1/registers')).toBe(200);
    expect(await asked('POST', '/api/v1/registers/sample/records')).toBe(403);
    expect(await asked('POST', '/api/v1/tokens')).toBe(403);

    await page.reload();
    await page.getByRole('cell', { name: '检验系统每日读取', exact: true }).waitFor();
    expect(await page.getByText(secret).count()).toBe(0);
    await page.getByRole('button', { name: '停用 检验系统每日读取' }).click();
    await page.getByRole('dialog').getByRole('button', { name: '停用', exact: true }).click();
    await page.getByText('还没有令牌').waitFor();
    expect(await asked('GET', '/api/v1/registers')).toBe(401);
    await page.close();
  });

  it('shows where one is signed in, and signs out elsewhere', async () => {
    const left = await person(browser, desk, 'demo.u23.leader');
    const page = await person(browser, desk, 'demo.u23.leader');
    await page.goto('/account');
    const rows = page.getByRole('region', { name: '登录中的设备' }).getByRole('row');
    await rows.nth(2).waitFor();
    expect(await page.getByText('本次登录').count()).toBe(1);
    await rows.first().scrollIntoViewIfNeeded();
    await page.getByRole('button', { name: /^退出 Chrome/ }).click();
    await page.getByLabel(/请输入当前密码/).fill('certainly wrong');
    await button(page, '退出').click();
    await page.getByRole('alert').getByText('密码不对').waitFor();
    await looksRight(page, 'open-sessions');
    await page.getByLabel(/请输入当前密码/).fill(kDemoPassword);
    await button(page, '退出').click();
    await page.getByText('已退出').waitFor();
    expect(await rows.count()).toBe(2); // its head and this one
    await left.goto('/account');
    await left.waitForURL(/sign-in/);
    await left.close();
    await page.close();
  });

  it('speaks English as well', async () => {
    const page = await person(browser, desk, 'demo.u23.officer');
    await page.goto('/account');
    await button(page, 'English').click();
    await page.getByRole('heading', { name: 'Second factor' }).waitFor();
    await looksRight(page, 'account-en');
    await page.close();
  });
});
