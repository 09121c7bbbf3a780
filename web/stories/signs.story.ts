import { describe, expect, it } from 'vitest';
import { looksRight, person } from './lib/person';
import { openDesk } from './lib/opened';

const { desk, browser } = await openDesk();

describe('A second look', () => {
  it('is told to its own unit with the records side by side, and is explained', async () => {
    const page = await person(browser, desk, 'demo.u23.officer');
    await page.goto('/registers/inspection/new?f.inspection_no=JD-1&f.area=T16&f.inspected_on=2023-01-05');
    const enter = page.getByRole('button', { name: '登记', exact: true });
    await enter.click();
    await page.waitForURL(/\/records\/\d+$/);

    await page.goto('/signs');
    const section = page.getByRole('region', { name: '检查日期在今天以后' });
    await section.getByText('待本单位核对').waitFor();
    await section.getByRole('region', { name: '记录对照' }).getByText('2023-01-05').waitFor();
    await looksRight(page, 'signs');

    await section.getByRole('link', { name: '说明' }).click();
    await page.waitForURL(/sign_answer\/new/);
    await page.getByLabel('答复内容', { exact: true }).fill('年份写错，正在更正');
    await enter.click();
    await page.waitForURL(/\/records\/\d+$/);
    await page.goto('/signs');
    await section.getByText('已说明').waitFor();
    await page.close();
  });

  it('comes before the office when it is explained, and names nobody', async () => {
    const page = await person(browser, desk, 'demo.office');
    await page.goto('/signs');
    const section = page.getByRole('region', { name: '检查日期在今天以后' });
    await section.getByText('已说明').waitFor();
    expect(await section.getByRole('link', { name: '说明', exact: true }).count()).toBe(0);
    await section.getByRole('link', { name: '查看答复' }).click();
    await page.getByRole('region', { name: '内容' }).getByText('年份写错，正在更正').waitFor();
    await page.close();
  });
});
