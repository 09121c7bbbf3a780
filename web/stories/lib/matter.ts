// A record's page as those who work on it use it: where it stands, its steps, its clocks; forms filled by name.
import type { Locator, Page } from 'playwright-core';

export const matterOf = (page: Page) => page.getByRole('region', { name: '办理', exact: true });
export const clocksOf = (page: Page) => page.getByRole('region', { name: '法定时限' });
export const historyOf = (page: Page) => page.getByRole('region', { name: '历史' });
export const dialogOf = (page: Page) => page.getByRole('dialog');

/** Opens a step's dialog; a day is the day of the act. */
export async function takeStep(page: Page, step: string, day?: string): Promise<void> {
  await matterOf(page).getByRole('button', { name: step, exact: true }).click();
  if (day) {
    await dialogOf(page).getByRole('combobox').first().fill(day);
    await page.keyboard.press('Tab');
  }
}
export async function choose(page: Page, field: string, option: string): Promise<void> {
  await dialogOf(page).getByRole('combobox', { name: field }).click();
  await page.getByRole('option', { name: option, exact: true }).click();
}
export const press = (page: Page, step: string) =>
  dialogOf(page).getByRole('button', { name: step, exact: true }).click();

/** What is filled in, by the fields' names: a day, a text, one of a choice, a number, a record, "是" or "否". */
export type Values = Record<string, string>;

/** Fills fields of a form or a dialog, each in the way of its control. */
export async function fill(page: Page, form: Locator, values: Values): Promise<void> {
  for (const [name, value] of Object.entries(values)) {
    const field = form.locator('.field').filter({ has: page.getByLabel(name, { exact: true }) });
    await field.waitFor();
    if (await field.getByRole('radiogroup').count()) {
      await field.locator('.el-radio-button').getByText(value, { exact: true }).click();
    } else if (await field.locator('.el-select').count()) {
      // By its name as one types it. In a form, choosing a record fills in what is known of it.
      const fills = /\/new/.test(page.url()) && (await field.getByText('输入名称或编号查找').count()) > 0;
      const choose = async (): Promise<void> => {
        await field.getByRole('combobox').click();
        await field.getByRole('combobox').fill(value);
        await page.getByRole('option', { name: value }).first().click();
      };
      await Promise.all([fills && page.waitForResponse(/\/prefill/), choose()]);
      // On a busy machine the list may still be narrowed while it is pressed, and moves under the pointer.
      const chosen = field.locator('.el-select__selection').getByText(value).first();
      if (
        !(await chosen.waitFor({ timeout: 3_000 }).then(
          () => true,
          () => false,
        ))
      )
        await choose();
    } else {
      await field.getByLabel(name, { exact: true }).fill(value);
      if (await field.locator('.el-date-editor').count()) await page.keyboard.press('Tab');
    }
  }
}
