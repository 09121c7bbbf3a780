// The brief for whoever leads: one page that opens down to its figures, a paper, a wall.
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { looksRight, person } from './lib/person';
import { openDesk } from './lib/opened';

const { desk, browser } = await openDesk();

describe('The brief', () => {
  it('shows the board’s counts on one page, each figure with a way down, and as a paper', async () => {
    const page = await person(browser, desk, 'demo.office');
    await page.getByRole('link', { name: '领导简报' }).click();
    const brief = page.getByRole('article', { name: '领导简报' });
    await brief.getByRole('heading', { name: '需要关注的目标' }).waitFor();
    await looksRight(page, 'brief');

    const board = (await (await page.request.get('/api/v1/board')).json()) as {
      counts: Record<string, number>;
    };
    const tile = brief.getByRole('link', { name: /达标/ }).first();
    expect(await tile.locator('b').innerText()).toBe(String(board.counts.met));

    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('link', { name: '下载（DOCX）' }).click(),
    ]);
    expect(download.suggestedFilename()).toMatch(/^食品安全示范创建工作简报（2022年\d+月\d+日）\.docx$/);
    expect(
      readFileSync(await download.path())
        .subarray(0, 2)
        .toString(),
    ).toBe('PK');

    const target = brief.getByRole('table').getByRole('link').first();
    const id = (await target.innerText()).split(' ')[0]!;
    await target.click();
    await page.waitForURL(`**/targets/${id}`);
    await page.close();
  });

  it('is shown on a wall a slide at a time, by keys and by itself', async () => {
    const page = await person(browser, desk, 'demo.office');
    await page.goto('/brief');
    await page.getByRole('link', { name: '投屏' }).click();
    const wall = page.getByRole('main', { name: '投屏' });
    await wall.getByRole('heading', { name: '总体情况' }).waitFor();
    await looksRight(page, 'projector');
    expect(await page.getByRole('navigation').count(), 'nothing stands around it').toBe(0);

    await page.keyboard.press('ArrowRight');
    await wall.getByRole('heading', { name: /^需要关注的目标/ }).waitFor();
    await looksRight(page, 'projector-attention');
    await page.keyboard.press('End');
    await wall.getByRole('heading', { name: '督查督办' }).waitFor();
    await looksRight(page, 'projector-numbers');
    await page.keyboard.press('ArrowRight'); // and from the beginning
    await wall.getByRole('heading', { name: '总体情况' }).waitFor();

    await page.clock.install();
    await page.keyboard.press(' ');
    await page.waitForURL(/play=1/);
    await page.clock.runFor(16_000);
    await wall.getByRole('heading', { name: /^需要关注的目标/ }).waitFor();

    await page.keyboard.press('Escape');
    await page.waitForURL(/\/brief$/);
    await page.close();
  });

  it('is the office’s alone', async () => {
    const page = await person(browser, desk, 'demo.t16.officer');
    await page.goto('/brief');
    await page.waitForURL(/\/not-here/);
    await page.close();
  });
});
