import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, it } from 'vitest';
import { Desk } from './lib/desk';
import { looksRight, openBrowser, person } from './lib/person';

let desk: Desk;
let browser: Browser;
beforeAll(async () => {
  desk = await Desk.start();
  browser = await openBrowser();
});
afterAll(async () => {
  await browser?.close();
  await desk?.stop();
});

const rows = (page: Page) => page.locator('tr[data-target]');

describe('The board', () => {
  it('shows the whole plan on a page', async () => {
    const page = await person(browser, desk, 'demo.leader');
    await page.goto('/board');
    await rows(page).first().waitFor();
    await looksRight(page, 'board');
    await page.close();
  });
});
