// The acceptance rehearsed: the same address draws the same, what is lacking leads to where it is mended.
import { describe, expect, it } from 'vitest';
import { openDesk } from './lib/opened';
import { looksRight, person } from './lib/person';

const { desk, browser } = await openDesk();

describe('The rehearsal of the acceptance', () => {
  it('draws by a seed, opens what is drawn, and tells whose the gaps are', async () => {
    const page = await person(browser, desk, 'demo.office');
    await page.goto('/acceptance');
    await page.getByRole('link', { name: '验收演练' }).click();
    const summary = page.getByRole('status').filter({ hasText: '抽了' });
    await summary.getByText(/缺 \d+ 处，请在 \d{4}-\d{2}-\d{2} 前补上/).waitFor();
    await looksRight(page, 'rehearsal');

    await page.getByRole('button', { name: '再抽一次' }).click();
    await page.waitForURL(/seed=\d+/);
    await page.getByText('只看有缺的').click();
    await page.waitForURL(/all=1/);
    const figures = page.locator('section').filter({ hasText: '追问的数字' });
    await figures.getByText('合计相符').first().waitFor();
    const drawn = await figures.innerText();
    await page.reload();
    await figures.getByText('合计相符').first().waitFor();
    expect(await figures.innerText(), 'the same address draws the same').toBe(drawn);
    await looksRight(page, 'rehearsal-all');

    await figures.getByRole('listitem').first().getByRole('link').first().click();
    await page.waitForURL(/\/targets\/K\d+/);
    await page.close();
  });

  it('is the office’s', async () => {
    const page = await person(browser, desk, 'demo.u23.officer');
    await page.goto('/acceptance/rehearsal');
    await page.waitForURL(/\/not-here/);
    await page.close();
  });
});
