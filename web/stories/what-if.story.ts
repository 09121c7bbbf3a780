// What if: assumptions from lists, in the address; nothing is changed.
import { describe, expect, it } from 'vitest';
import { openDesk } from './lib/opened';
import { looksRight, person } from './lib/person';

const { desk, browser } = await openDesk();

describe('What if', () => {
  it('shows which targets would stand otherwise, and changes nothing', async () => {
    const page = await person(browser, desk, 'demo.office');
    const board = async () => (await page.request.get('/api/v1/board')).text();
    const pick = (name: string) => page.getByRole('combobox', { name, exact: true });
    const before = await board();
    await page.goto('/board');
    await page.getByRole('link', { name: '假设推演' }).click();
    await page.getByText('还没有假设').waitFor();

    await pick('假设').selectOption('threshold');
    await pick('目标').selectOption('K01');
    await page.getByRole('textbox', { name: '标准' }).fill('90');
    await page.getByRole('button', { name: '加上这个假设' }).click();
    const result = page.getByRole('status').filter({ hasText: '项目标的状态会不同' });
    await result.waitFor();
    const flips = page.getByRole('table', { name: '状态会不同的' });
    await flips.getByRole('link', { name: /^K01/ }).waitFor();

    await pick('假设').selectOption('merge');
    await pick('这个镇街').selectOption('T17');
    await pick('并入').selectOption('T16');
    await page.getByRole('button', { name: '加上这个假设' }).click();
    await page.getByText(/并入柳市镇/).waitFor();
    await looksRight(page, 'what-if');

    const address = page.url();
    await page.goto('/today');
    await page.goto(address);
    await flips.getByRole('link', { name: /^K01/ }).waitFor();
    await page.getByRole('button', { name: /^去掉：K01/ }).click();
    await page.waitForURL((url) => !url.search.includes('threshold'));

    await page.goto(`/what-if?assume=${encodeURIComponent('threshold=K99:1')}`);
    await page
      .getByRole('alert')
      .getByText(/没有目标 K99/)
      .waitFor();
    expect(await board(), 'as it was').toBe(before);
    await page.close();
  });
});
