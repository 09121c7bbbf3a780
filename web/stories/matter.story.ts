import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { run } from './lib/desk';
import { choose, clocksOf, dialogOf, matterOf, press, takeStep } from './lib/matter';
import { looksRight, person } from './lib/person';
import { openDesk } from './lib/opened';

const kPatient = { timeout: 180_000 };

const { desk, browser } = await openDesk();
const paths: string[] = []; // of the complaints' pages
beforeAll(async () => {
  const sheet = join(desk.folder, 'letters.csv');
  const numbers = [1, 2, 3, 4, 5];
  const phone = (i: number) => (i > 3 ? '13900139000' : '');
  const rows = numbers.map((i) => `BL-${i},投诉,柳市镇,2022-09-2${i},市市场监管局,${phone(i)}`);
  writeFileSync(sheet, `工单编号,类别,所属镇街,收到日期,承办单位,联系电话\n${rows.join('\n')}\n`);
  run('import', '--store', desk.store, 'complaint', sheet);
  const found = JSON.parse(
    run(
      'records',
      '--store',
      desk.store,
      'complaint',
      '--json',
      '--where',
      'received_on >= 2022-09-21',
      '--limit',
      '500',
    ),
  ) as { records: { id: number; name: string }[] };
  for (const i of numbers)
    paths.push(`/registers/complaint/records/${found.records.find((one) => one.name === `BL-${i}`)!.id}`);
}, 120_000);

describe('A complaint', kPatient, () => {
  it('goes from the letter to the word to its sender, and its clocks with it', async () => {
    const page = await person(browser, desk, 'demo.u23.officer');
    await page.goto(paths[0]!);
    await matterOf(page).getByText('待受理').first().waitFor();
    await clocksOf(page).getByText('计时中').waitFor(); // seven working days from 21 September
    await looksRight(page, 'matter');

    await takeStep(page, '受理', '2022-09-20');
    await press(page, '受理');
    await dialogOf(page).getByText('受理早于收到').waitFor();
    await looksRight(page, 'matter-step');
    await dialogOf(page).getByRole('combobox').first().fill('2022-09-26');
    await page.keyboard.press('Tab');
    await press(page, '受理');
    await matterOf(page).getByText('办理中').first().waitFor();
    await page.waitForFunction(() => document.activeElement?.getAttribute('aria-label') === '办理');
    await clocksOf(page).getByText('按期完成').waitFor();
    await clocksOf(page).getByText('计时中').waitFor(); // the mediation now

    await takeStep(page, '终止调解', '2022-09-24');
    const dialog = dialogOf(page);
    await press(page, '终止调解');
    // Both are told at their fields, and one stands in the first of them.
    const wrong = (name: string) => dialog.locator('.field', { hasText: name }).locator('.fault');
    await wrong('终止调解日期').getByText('早于上一步的 2022-09-26').waitFor();
    await wrong('办理结果').getByText('须填').waitFor();
    await page.waitForFunction(() => document.activeElement?.id === 'field-mediation_ended_on');
    await looksRight(page, 'matter-faults');
    await dialog.getByRole('combobox').first().fill('2022-09-30');
    await page.keyboard.press('Tab');
    await choose(page, '办理结果', '调解成功');
    await press(page, '终止调解');
    await matterOf(page).getByText('调解已终止').first().waitFor();
    await takeStep(page, '告知投诉人');
    await press(page, '告知投诉人');
    await matterOf(page).getByText('已办 3 步').waitFor();
    await takeStep(page, '办结');
    await press(page, '办结');
    await matterOf(page).getByText('已办结并告知').first().waitFor();
    await matterOf(page).getByText('已办 4 步').click();
    await matterOf(page).getByText('办理流程图').click();
    await page.locator('.el-message').first().waitFor({ state: 'detached' });
    await looksRight(page, 'matter-done');
    await page.getByRole('region', { name: '历史' }).getByText('办理“受理”', { exact: false }).waitFor();
    await page.close();
  });

  it('tells what another version of the law would make of a limit, and changes nothing', async () => {
    const page = await person(browser, desk, 'demo.u23.officer');
    await page.goto(paths[0]!);
    const clock = clocksOf(page).locator('article', { hasText: '调解' }).first();
    const due = await clock.locator('.due').textContent();
    await clock.getByText('怎么算出来的').click();
    const versions = clock.getByLabel('换一个版本试算');
    await versions.selectOption({ index: 1 });
    const trial = clock.getByRole('status');
    await trial.getByText('只是试算，记录没有改动', { exact: false }).waitFor();
    expect(await trial.locator('li').count()).toBeGreaterThan(3); // line by line
    expect(await trial.locator('b').textContent()).not.toBe(due);
    await looksRight(page, 'matter-as-if');
    await versions.selectOption('');
    await trial.waitFor({ state: 'detached' });
    expect(await clock.locator('.due').textContent()).toBe(due);
    await page.close();
  });

  it('says who takes the steps that are not the reader’s', async () => {
    const town = await person(browser, desk, 'demo.t16.officer');
    await town.goto(paths[1]!);
    await takeStep(town, '受理');
    await press(town, '受理');
    await matterOf(town).getByText('办理中').first().waitFor();
    await matterOf(town).getByText('批准延期：由单位经办办理').waitFor();
    expect(await matterOf(town).getByRole('button', { name: '批准延期' }).count()).toBe(0);
    await looksRight(town, 'matter-town');
    await town.close();

    const leader = await person(browser, desk, 'demo.u23.leader');
    await leader.goto(paths[1]!);
    await matterOf(leader).getByText('终止调解：由单位经办、镇街经办办理').waitFor();
    expect(await matterOf(leader).getByRole('button').count()).toBe(0);
    await leader.close();
  });

  it('is not moved from a page that has grown old', async () => {
    const page = await person(browser, desk, 'demo.u23.officer');
    const other = await person(browser, desk, 'demo.u23.officer');
    await page.route('**/api/v1/events*', (route) => route.abort()); // it does not hear of the other
    for (const one of [page, other]) await one.goto(paths[2]!);
    await takeStep(page, '不予受理');
    await dialogOf(page).getByLabel('不予受理理由').fill('不属于本局');
    await takeStep(other, '受理');
    await press(other, '受理');
    await matterOf(other).getByText('办理中').first().waitFor();
    await press(page, '不予受理');
    await dialogOf(page).getByText('刚刚被别人改动', { exact: false }).waitFor();
    await dialogOf(page).getByText('被改动的有：受理日期', { exact: false }).waitFor();
    expect(await dialogOf(page).getByLabel('不予受理理由').inputValue()).toBe('不属于本局');
    await matterOf(page).getByText('办理中').first().waitFor(); // behind it the page is as it is now
    await dialogOf(page).getByText('现在是“办理中”，不能再办理“不予受理”', { exact: false }).waitFor();
    expect(await dialogOf(page).getByRole('button', { name: '不予受理', exact: true }).isDisabled()).toBe(
      true,
    );
    await looksRight(page, 'matter-stale');
    await page.close();
    await other.close();
  });

  it('is not taken over what another wrote meanwhile, though the page behind has followed the books', async () => {
    const page = await person(browser, desk, 'demo.u23.officer');
    const other = await person(browser, desk, 'demo.u23.officer');
    await page.goto(paths[2]!);
    await takeStep(page, '终止调解');
    await choose(page, '办理结果', '调解成功');
    await other.goto(`${paths[2]}/correct`);
    await other.getByRole('combobox', { name: '办理结果' }).click();
    await other.getByRole('option', { name: '调解不成', exact: true }).click();
    await other.getByRole('textbox', { name: '理由', exact: true }).fill('来电说没有谈成');
    await other.getByRole('button', { name: '更正', exact: true }).click();
    await other.waitForURL((url) => !url.pathname.endsWith('correct'));
    await page.getByRole('region', { name: '内容' }).getByText('调解不成').waitFor();
    await press(page, '终止调解');
    await dialogOf(page).getByText('被改动的有：办理结果', { exact: false }).waitFor();
    await dialogOf(page).getByText('您也填了', { exact: false }).waitFor();
    await press(page, '终止调解'); // one has looked at it
    await matterOf(page).getByText('调解已终止').first().waitFor();
    await page.getByRole('region', { name: '内容' }).getByText('调解成功').waitFor();
    await other.close();

    // Whoever hands it over does not stay before a page that he may no longer read.
    await takeStep(page, '转办');
    await choose(page, '承办单位', '市农业农村局');
    await dialogOf(page).getByLabel('理由').fill('属于农产品');
    await press(page, '转办');
    await page.getByText('已不在您可查看的范围内').waitFor();
    await page.waitForURL((url) => url.pathname === '/registers/complaint');
    await page.close();
  });

  it('that reports as well is split in two, and tells of the other from the same phone', async () => {
    const page = await person(browser, desk, 'demo.u23.officer');
    await page.goto(paths[3]!);
    const alike = page.getByRole('region', { name: '相近记录' });
    await alike.getByText('同一电话一年内的投诉举报').waitFor();
    await alike.getByRole('link', { name: 'BL-5' }).waitFor();
    await takeStep(page, '拆出举报', '2022-09-26');
    await press(page, '拆出举报');
    const report = matterOf(page).getByRole('link', { name: /BL-4-1$/ });
    await report.waitFor();
    await page.locator('.el-message').first().waitFor({ state: 'detached' });
    await looksRight(page, 'matter-split');
    await report.click();
    await page.getByRole('heading', { name: 'BL-4-1' }).waitFor();
    await clocksOf(page)
      .getByText('举报', { exact: false })
      .or(clocksOf(page).getByText('核查', { exact: false }))
      .first()
      .waitFor();
    await page.getByRole('region', { name: '内容' }).getByText('举报', { exact: true }).first().waitFor();
    await page.close();
  });

  it('is read in English', async () => {
    const page = await person(browser, desk, 'demo.u23.officer');
    await page.goto(paths[1]!);
    await matterOf(page).getByText('办理中').first().waitFor();
    await page.getByRole('button', { name: 'English' }).click();
    const matter = page.getByRole('region', { name: 'Progress' });
    await matter.getByText('accepted').first().waitFor();
    await matter.getByRole('button', { name: 'end the mediation', exact: true }).waitFor();
    await matter.getByText('The whole way').click();
    await matter.getByText('leads to "mediation ended"', { exact: false }).first().waitFor();
    await looksRight(page, 'matter-english');
    await page.close();
  });

  it('has its whole way drawn on the list of its register, a case its own', async () => {
    const page = await person(browser, desk, 'demo.u23.officer');
    for (const register of ['complaint', 'case_file']) {
      await page.goto(`/registers/${register}`);
      await page.getByText('办理流程图').click();
      await page.locator('.diagram').waitFor();
      await looksRight(page, `matter-way-${register}`);
    }
    // As many states as the pack gives a case.
    const answer = await page.request.get('/api/v1/registers/case_file/lifecycle');
    const { states } = (await answer.json()) as { states: unknown[] };
    expect(states.length).toBeGreaterThan(5);
    expect(await page.locator('.diagram > li').count()).toBe(states.length);
    await page.close();
  });
});
