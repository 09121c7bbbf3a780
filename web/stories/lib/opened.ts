// What the stories of a file begin with: a desk of their own and a browser, put away after them.
import { afterAll } from 'vitest';
import type { Browser } from 'playwright-core';
import { Desk } from './desk';
import { openBrowser } from './person';

export async function openDesk(...options: string[]): Promise<{ desk: Desk; browser: Browser }> {
  const desk = await Desk.start(...options);
  const browser = await openBrowser().catch(async (failed: unknown) => {
    await desk.stop();
    throw failed;
  });
  afterAll(async () => {
    await browser.close();
    await desk.stop();
  });
  return { desk, browser };
}
