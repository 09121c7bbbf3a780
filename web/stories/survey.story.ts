import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Desk } from './lib/desk';
import { kPhone, looksRight, openBrowser, person } from './lib/person';

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

const kWave = 'MYD2022-3';

async function enter(page: Page, register: string, fields: Record<string, string>): Promise<void> {
  const query = Object.entries(fields).map(([id, value]) => `f.${id}=${encodeURIComponent(value)}`);
  await page.goto(`/registers/${register}/new?${query.join('&')}`);
  await page.getByRole('button', { name: '登记', exact: true }).click();
  await page.waitForURL(/\/records\/\d+$/);
}

describe('A survey', () => {
  it('is designed by the office with a sample by town', async () => {
    const page = await person(browser, desk, 'demo.office');
    await page.goto('/surveys');
    await page.getByText('还没有调查').waitFor();
    await page.getByRole('button', { name: '设计一次调查' }).click();
    await page.waitForURL(/survey_design\/new/);
    expect(await page.getByLabel('问卷版次', { exact: true }).inputValue()).toBe('2022-1');

    const days = { from_on: '2022-09-20', until_on: '2022-10-10' };
    const more = { questionnaire: '2022-1', mode: '电话', margin: '5', ...days };
    await enter(page, 'survey_design', { wave_no: kWave, code: 'yq-2022', ...more });
    const source = { design: kWave, source: '演示用的数' };
    await enter(page, 'survey_stratum', { area: '柳市镇', residents: '331900', ...source });
    await enter(page, 'survey_stratum', { area: '虹桥镇', residents: '130000', ...source });

    await page.goto(`/surveys/${kWave}`);
    await page.getByText('需要 385 份', { exact: false }).waitFor();
    const towns = page.getByRole('region', { name: '各镇街' });
    await towns.getByText('有效 0 / 计划 277').waitFor();
    await towns.getByText('有效 0 / 计划 108').waitFor();
    await page.close();
  });

  it('is answered by a citizen on a telephone, without an account', async () => {
    const page = await person(browser, desk, '', kPhone);
    await page.goto('/survey/yq-2022');
    const send = page.getByRole('button', { name: '提交' });
    const choose = (ask: string, choice: string) =>
      page.getByRole('group', { name: ask }).getByLabel(choice, { exact: true }).check();
    await choose('您是否已满 18 周岁？', '否');
    await page.getByText('请直接提交').waitFor();
    expect(await send.isEnabled(), 'screened out, he may send').toBe(true);
    await choose('您是否已满 18 周岁？', '是');
    expect(await send.isEnabled(), 'questions are open').toBe(false);
    await choose('您是否已在本市居住六个月以上？', '是');
    await choose('您是否知道本市正在创建食品安全示范城市？', '听说过');
    for (const ask of ['总的来说', '平时买菜', '在外就餐', '监管工作'])
      await page.getByRole('group', { name: ask }).getByLabel('比较满意', { exact: true }).check();
    await page.getByLabel('您住在哪个镇街？').selectOption({ label: '柳市镇' });
    await looksRight(page, 'survey-open');
    await send.click();
    await page.getByText('答卷已收到').waitFor();
    await page.close();
  });

  it('is entered by an interviewer with digits alone', async () => {
    const page = await person(browser, desk, 'demo.office');
    await page.goto(`/surveys/${kWave}`);
    await page.getByRole('button', { name: '录入访问' }).click();
    const asks = (ask: string) => page.getByRole('heading', { name: ask }).waitFor();
    const type = async (...keys: string[]) => {
      for (const key of keys) await page.keyboard.press(key);
    };
    for (let person = 1; person <= 2; ++person) {
      await asks('您是否已满 18 周岁？');
      await type('1');
      await asks('您是否已在本市居住六个月以上？');
      await type('1');
      await asks('您是否知道本市正在创建食品安全示范城市？');
      if (person === 1) {
        await looksRight(page, 'survey-interview');
        await type('4', 'Backspace');
        await asks('您是否知道本市正在创建食品安全示范城市？');
      }
      await type('1');
      await asks('总的来说，您对本市的食品安全状况满意吗？');
      await type('1', '2', '1', '2');
      await asks('居住镇街');
      await type(String(person));
      await asks('年龄段');
      await type('2');
      await asks('性别');
      await type('3');
      await page.getByText(`已保存 ${person} 份`).waitFor();
    }
    await page.getByRole('button', { name: '拒访' }).click();
    await page.getByText('已保存 3 份').waitFor();
    await page.close();
  });

  it('gets no verdict from a small sample, keeps the open link apart and is closed', async () => {
    const page = await person(browser, desk, 'demo.office');
    await page.goto('/surveys');
    await looksRight(page, 'surveys');
    await page.getByRole('link', { name: kWave }).click();
    const result = page.getByRole('region', { name: '调查结果' });
    await result.getByText('样本太少').first().waitFor();
    await result.getByText('有效 2 / 计划 385').waitFor();
    await page.getByText('已收到 1 份').waitFor();
    await page.getByRole('img', { name: '公开链接的二维码' }).waitFor();
    await looksRight(page, 'survey-result');

    await enter(page, 'survey_design', {
      wave_no: 'MYD2022-0',
      questionnaire: '2022-1',
      from_on: '2022-03-01',
      until_on: '2022-03-20',
      mode: '入户',
      target: '100',
    });
    await page.goto(`/surveys/${kWave}`);
    await page.getByLabel('较早的一次').selectOption('MYD2022-0');
    await page.waitForURL(/against=MYD2022-0/);
    await page.getByText('知晓率：MYD2022-0 答卷不足以计算').waitFor();
    await looksRight(page, 'survey-compared');

    await page.getByRole('button', { name: '结束调查并登记结果' }).click();
    await page.getByRole('button', { name: '结束调查', exact: true }).click();
    await page.getByText('结果已登记').waitFor();
    await page.goto('/registers/survey_wave?q=' + kWave);
    await page.getByText(kWave).first().waitFor();
    await page.close();

    const citizen = await person(browser, desk, '', kPhone);
    await citizen.goto('/survey/yq-2022');
    await citizen.getByText('这次调查现在不收答卷', { exact: false }).waitFor();
    await citizen.close();
  });
});
