// Somebody at a browser: Debian's Chromium, signed in for a post.
import axe from 'axe-core';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { chromium, type Browser, type Page } from 'playwright-core';
import { expect } from 'vitest';
import { kDemoPassword, root, run, type Desk } from './desk';

export const kOffice = { width: 1366, height: 768 };
export const kPhone = { width: 360, height: 740 };

export function openBrowser(): Promise<Browser> {
  return chromium.launch({
    executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
    args: ['--no-sandbox', '--disable-gpu', '--disable-dev-shm-usage'],
  });
}

/** A page of its own context, signed in with a demo account through the sign-in page; "" stays outside. */
export async function person(
  browser: Browser,
  desk: Desk,
  account: string,
  size = kOffice,
  password = kDemoPassword,
): Promise<Page> {
  const context = await browser.newContext({
    baseURL: desk.address,
    viewport: size,
    locale: 'zh-CN',
    timezoneId: 'Asia/Shanghai',
    acceptDownloads: true,
  });
  context.setDefaultTimeout(15_000);
  const page = await context.newPage();
  const broken: string[] = [];
  page.on('pageerror', (error) => broken.push(error.message));
  page.on('close', () => expect(broken, 'errors on the page').toEqual([]));
  await page.goto('/sign-in');
  if (!account) return page;
  await page.getByLabel('账号', { exact: true }).fill(account);
  await page.getByLabel('密码', { exact: true }).fill(password);
  await page.getByRole('button', { name: '登录', exact: true }).click();
  await page.waitForURL((url) => !url.pathname.startsWith('/sign-in'));
  return page;
}

/** Somebody of a post that no demo account has: a new account, its password for once changed on the first page. */
export async function newcomer(
  browser: Browser,
  desk: Desk,
  account: string,
  ...post: string[]
): Promise<Page> {
  const once = run('account', '--store', desk.store, account, ...post).trim();
  const page = await person(browser, desk, account, kOffice, once);
  await page.getByLabel('原密码').fill(once);
  for (const again of ['新密码', '再输一遍']) await page.getByLabel(again).fill(kDemoPassword);
  await page.getByRole('button', { name: '修改密码', exact: true }).click();
  await page.getByText('密码已修改').waitFor();
  return page;
}

/**
 * What every screen must be: no serious fault by axe, nothing wider than a phone or an office screen. A picture
 * of it stands in build/stories/pictures; those of docs/pictures are copies (`npm run pictures`).
 */
export async function looksRight(page: Page, name: string): Promise<void> {
  const before = page.viewportSize()!;
  for (const [kind, size] of [
    ['', kOffice],
    ['-phone', kPhone],
  ] as const) {
    await page.setViewportSize(size);
    await page.waitForLoadState('networkidle').catch(() => undefined); // live events keep one request open
    await page.waitForTimeout(250);
    const wide = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
    expect(wide, `${name}${kind} is wider than the screen by`).toBeLessThanOrEqual(1);
    const folder = join(root, 'build/stories/pictures');
    mkdirSync(folder, { recursive: true });
    await page.screenshot({ path: join(folder, `${name}${kind}.png`) });
  }
  await page.setViewportSize(before);
  await page.evaluate(axe.source);
  const found = await page.evaluate(async () => {
    const result = await (window as unknown as { axe: typeof axe }).axe.run(document, {
      runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'best-practice'],
    });
    return result.violations
      .filter((fault) => fault.impact === 'serious' || fault.impact === 'critical')
      .map(
        (fault) =>
          `${fault.id}: ${fault.nodes
            .slice(0, 3)
            .map((node) => node.html.slice(0, 140))
            .join(' | ')}`,
      );
  });
  expect(found, `axe on ${name}`).toEqual([]);
}
