// The account of burden: two departments were asked the same; nobody's name stands in it.
import { describe, expect, it } from 'vitest';
import { openDesk } from './lib/opened';
import { looksRight, person } from './lib/person';

const { desk, browser } = await openDesk();

interface Made {
  id: number;
}
const kContent = '冷藏柜温度超标';

describe('The account of burden', () => {
  it('tells what departments handed in, what was held and what was asked twice', async () => {
    const office = await person(browser, desk, 'demo.office');
    const list = await office.request.get('/api/v1/registers/operator/records?limit=1');
    const operator = String(((await list.json()) as { records: Made[] }).records[0]!.id);
    const inspector = await person(browser, desk, 'demo.u23.inspector');
    for (const [page, register, values] of [
      [inspector, 'inspection', { inspection_no: 'JF-1', area: 'T16', inspected_on: '2022-09-29' }],
      [office, 'finding', { finding_no: 'JF-2', found_on: '2022-09-29' }],
    ] as const) {
      const { csrf } = (await (await page.request.get('/api/v1/session')).json()) as { csrf: string };
      const answer = await page.request.post(`/api/v1/registers/${register}/records`, {
        data: { values: { ...values, operator, content: kContent } },
        headers: { 'X-Shian-CSRF': csrf },
      });
      expect(answer.status(), await answer.text()).toBe(201);
    }

    await office.goto('/burden');
    const twice = office.getByRole('row').filter({ hasText: '督查发现问题' });
    await twice.getByText('市市场监管局').waitFor();
    await office.getByRole('table', { name: '各部门' }).getByText('市市场监管局').click();
    await looksRight(office, 'burden');
    const told = await (await office.request.get('/api/v1/burden')).text();
    for (const hidden of [kContent, 'demo.']) expect(told).not.toContain(hidden);

    const town = await person(browser, desk, 'demo.t16.officer');
    await town.goto('/burden');
    await town.getByRole('row').filter({ hasText: '合计' }).waitFor();
    expect(await town.getByText('市市场监管局').count(), 'others’ counts are their own').toBe(0);
    for (const page of [office, inspector, town]) await page.close();
  });
});
