import { rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Desk } from './lib/desk';
import { looksRight, openBrowser, person } from './lib/person';
import { Provider } from './lib/provider';

const secret = join(tmpdir(), `shian-story-secret-${process.pid}`);
let provider: Provider;
let desk: Desk;
let browser: Browser;
beforeAll(async () => {
  provider = await Provider.start();
  writeFileSync(secret, 'between the two');
  const redirect = 'http://127.0.0.1/auth/oidc/back';
  const options = ['--oidc-issuer', provider.issuer, '--oidc-client', 'shian', '--oidc-secret-file', secret];
  desk = await Desk.start(...options, '--oidc-redirect', redirect, '--oidc-name', '浙政钉');
  provider.desk = desk.address;
  browser = await openBrowser();
});
afterAll(async () => {
  await browser?.close();
  await desk?.stop();
  provider?.stop();
  rmSync(secret, { force: true });
});

describe("The city's own sign-on", () => {
  it('is offered; whoever has no account there is told whom to ask', async () => {
    const page = await person(browser, desk, '');
    await page.getByRole('link', { name: '用浙政钉登录' }).click();
    await page.getByRole('alert').getByText('您在本系统没有可用的账号，请联系安全管理员').waitFor();
    await looksRight(page, 'sign-on-refused');
    await page.goto('/sign-in?problem=<b>anything</b>');
    await page.getByRole('alert').getByText('统一身份登录失败').waitFor();
    expect(await page.getByText('anything').count()).toBe(0);
    await page.close();
  });

  it('signs in whom the security administrator bound to an account', async () => {
    const security = await person(browser, desk, 'demo.security');
    await security.getByRole('button', { name: 'demo.u20.officer' }).click();
    const panel = security.getByRole('dialog', { name: 'demo.u20.officer' });
    await panel.getByLabel(/统一身份标识/).fill(`${provider.issuer}#${provider.subject}`);
    await panel.getByRole('button', { name: '保存' }).click();
    await security.getByText('已保存').waitFor();
    await security.close();

    const page = await person(browser, desk, '');
    await page.getByRole('link', { name: '用浙政钉登录' }).click();
    await page.waitForURL((url) => url.origin === desk.address && !url.pathname.startsWith('/sign-in'));
    await page.getByRole('button', { name: /市农业农村局/ }).waitFor();
    await page.close();
  });
});
