import { gzipSync } from 'node:zlib';
import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { person } from './lib/person';
import { openDesk } from './lib/opened';

const { desk, browser } = await openDesk();

const kMostBytes = 350 * 1024; // of scripts, gzipped

/** Opens an address as somebody whose browser has nothing of the desk yet: bytes of scripts, ms to the first paint. */
async function cold(page: Page, path: string, heading: string) {
  const scripts: Promise<number>[] = [];
  page.on('response', (response) => {
    if (new URL(response.url()).pathname.endsWith('.js'))
      scripts.push(response.body().then((body) => gzipSync(body).length));
  });
  await page.goto(path);
  await page.getByRole('heading', { name: heading, level: 1 }).waitFor();
  await page.waitForLoadState('networkidle').catch(() => undefined); // live events keep one request open
  const bytes = (await Promise.all(scripts)).reduce((all, one) => all + one, 0);
  const paint = await page.evaluate(
    () => performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? NaN,
  );
  // Told, not judged: a busy machine is slow.
  console.log(
    `${path}: ${Math.round(bytes / 1024)} KB of scripts, first paint after ${Math.round(paint)} ms`,
  );
  return bytes;
}

describe('The first screen', () => {
  it.each([
    ['/today', 'demo.u23.officer', '今日'],
    ['/board', 'demo.u23.leader', '目标进度'],
  ])('is light: %s', async (path, account, heading) => {
    const signedIn = await person(browser, desk, account);
    const storageState = await signedIn.context().storageState();
    await signedIn.context().close();
    const context = await browser.newContext({ baseURL: desk.address, storageState }); // an empty cache
    const bytes = await cold(await context.newPage(), path, heading);
    expect(bytes).toBeGreaterThan(50_000); // scripts were counted
    expect(bytes).toBeLessThan(kMostBytes);
    await context.close();
  });

  it('is light before one signs in', async () => {
    const context = await browser.newContext({ baseURL: desk.address });
    expect(await cold(await context.newPage(), '/sign-in', '食安')).toBeLessThan(kMostBytes);
    await context.close();
  });
});
