import { describe, expect, it } from 'vitest';
import { looksRight, person } from './lib/person';
import { openDesk } from './lib/opened';

const { desk, browser } = await openDesk();

describe('Signing in', () => {
  it('shows that the records are simulated, and the demonstration accounts', async () => {
    const page = await person(browser, desk, '');
    await page.getByText('演示账号', { exact: true }).waitFor();
    expect(await page.getByRole('note').textContent()).toContain('模拟数据');
    await looksRight(page, 'sign-in');
    await page.close();
  });

  it('tells a wrong password plainly and keeps what was typed', async () => {
    const page = await person(browser, desk, '');
    await page.getByLabel('账号', { exact: true }).fill('demo.office');
    await page.getByLabel('密码', { exact: true }).fill('certainly wrong');
    await page.getByRole('button', { name: '登录', exact: true }).click();
    await page.getByRole('alert').getByText('账号或密码不对').waitFor();
    expect(await page.getByLabel('账号', { exact: true }).inputValue()).toBe('demo.office');
    await page.close();
  });

  it('sends whoever opened an address to it afterwards', async () => {
    const page = await person(browser, desk, '');
    await page.goto('/account');
    await page.waitForURL(/sign-in/);
    await page.getByRole('button', { name: /演示·创建办/ }).click();
    await page.waitForURL(/\/account$/);
    await looksRight(page, 'account');
    await page.close();
  });
});
