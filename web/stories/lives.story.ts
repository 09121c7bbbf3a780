import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Posts, enter, isArchived, take, tell, type Step } from './lib/life';
import { dialogOf, fill, takeStep } from './lib/matter';
import { looksRight } from './lib/person';
import { openDesk } from './lib/opened';
import { kEnforcement, kSampling } from './lives/enforcement';
import { kTrade } from './lives/trade';

const kPatient = { timeout: 180_000 };

const { desk, browser } = await openDesk();
let posts: Posts;
beforeAll(async () => {
  posts = new Posts(browser, desk);
}, 120_000);
afterAll(async () => {
  await posts?.close();
});

describe('From birth to archive is told', kPatient, () => {
  it.each([...kSampling, ...kEnforcement, ...kTrade])('$tells', async (story) => {
    const paths = await tell(posts, story);
    const [last] = story.steps.at(-1)!;
    if (!story.looks) return;
    const page = await posts.at(story.records[last]!.by);
    await page.goto(paths[last]!);
    await looksRight(page, story.looks);
  });

  it('a ban from the trade, which bars its person from a health certificate until it is lifted', async () => {
    const officer = await posts.at('officer');
    const kPerson = { 身份证号: '330382198503151016' };
    const ban = await enter(officer, {
      by: 'officer',
      register: 'employment_ban',
      values: { 编号: 'SH-JY-01', 姓名: '赵某', 类别: '五年', ...kPerson },
      begins: '待生效',
      inTime: 0,
    });
    const steps: Step[] = [
      [
        'ban',
        'officer',
        '登记生效',
        '2022-09-01',
        '禁业中',
        { 截止日期: '2027-08-31', 决定机关: '市市场监管局' },
      ],
      ['ban', 'officer', '解除', '2022-09-30', '已解除', { 理由: '决定被撤销' }],
    ];
    await take(officer, steps[0]!);

    // Where he asks for work elsewhere, his certificate is not entered, and the form says why.
    const town = await posts.at('town');
    await town.goto('/registers/health_certificate/new');
    const form = town.locator('form');
    await fill(town, form, { 健康证编号: 'SH-JK-02', 持证人: '赵某', 发证日期: '2022-09-20', ...kPerson });
    await town.getByRole('button', { name: '登记', exact: true }).click();
    await form
      .getByText('此人在从业禁止期内，不得从事食品生产经营管理工作', { exact: false })
      .first()
      .waitFor();
    expect(new URL(town.url()).pathname).toBe('/registers/health_certificate/new');
    await looksRight(town, 'lives-banned');

    await take(officer, steps[1]!);
    await town.getByRole('button', { name: '登记', exact: true }).click();
    await town.waitForURL(/\/records\/\d+$/);
    const done = steps.map((step) => step[2]);
    await isArchived(officer, ban, done, 0);
  });

  it('a step that is taken again, which says first what was noted before', async () => {
    const page = await posts.at('inspector');
    await enter(page, {
      by: 'inspector',
      register: 'case_file',
      values: { 案号: 'SH-AJ-02', 立案日期: '2022-09-01', 所属镇街: '柳市镇' },
      begins: '调查中',
      inTime: 0,
    });
    await take(page, ['case', 'inspector', '先行登记保存', '2022-09-02', '调查中']);
    await takeStep(page, '先行登记保存');
    await dialogOf(page).getByText('已经登记过：先行登记保存日期 2022-09-02').waitFor();
    await looksRight(page, 'lives-again');
    await dialogOf(page).getByRole('button', { name: '取消' }).click();
  });
});
