import { mount, RouterLinkStub } from '@vue/test-utils';
import { describe, expect, it } from 'vitest';
import DueSection from '@/screens/today/DueSection.vue';
import Glance from '@/screens/today/Glance.vue';
import { weekdayOf } from '@/parts/when';
import { boardOf, targetOf } from '@/screens/today/links';
import ToConfirm from '@/screens/today/ToConfirm.vue';
import { waitsFor } from '@/screens/today/imports';
import type { DueItem, DueList, Today } from '@/api/types';
import type { Import } from '@/api/types';

describe('A day of the plan', () => {
  it('has its weekday whatever zone the browser is in', () => {
    expect(weekdayOf('2022-10-30')).toBe(0);
    expect(weekdayOf('2022-10-31')).toBe(1);
    expect(weekdayOf('2024-02-29')).toBe(4);
  });
});

describe('What opens from Today', () => {
  const named = (id: string) => ({ id, name: { zh: id, en: id } });
  it.each([
    ['the city', { unit: null, area: null }, '/board', '/targets/K39'],
    ['a unit', { unit: named('U23'), area: null }, '/board?unit=U23', '/targets/K39'],
    ['a town', { unit: null, area: named('T16') }, '/board?area=T16', '/targets/K39?area=T16'],
  ])('is asked for the same: %s', (_, whose, board, target) => {
    expect(boardOf(whose)).toBe(board);
    expect(targetOf(whose, 'K39')).toBe(target);
  });
});

describe('A point to be decided', () => {
  it('is called by its kind, and leads to where it is decided', () => {
    const name = { zh: '投诉调解', en: 'Mediation' };
    const item = { subject: 'clock:TS-MEDIATE-20.roll', kind: 'roll' as const, name, concerns: ['K46'] };
    const made = mount(ToConfirm, {
      props: { waiting: { total: 1, items: [item] } },
      global: { stubs: { RouterLink: RouterLinkStub } },
    });
    expect(made.get('li').text()).toMatch(/^时限顺延\s+投诉调解/);
    const query = { subject: item.subject };
    expect(made.getComponent(RouterLinkStub).props('to')).toEqual({ path: '/office/decisions', query });
  });
});

describe('An import', () => {
  const waits = (state: Import['state'], refused: number | null = null) =>
    waitsFor({ state, report: refused === null ? null : { refused } } as Import);

  it('waits when rows came back, when it was not confirmed, and when it was not understood or failed', () => {
    expect(waits('imported', 3)).toBe('refused');
    expect(waits('tried')).toBe('tried');
    expect(waits('unreadable')).toBe('unreadable');
    expect(waits('failed')).toBe('failed');
  });
  it('does not wait when all rows are in, or while the machine is at it', () => {
    expect(waits('imported', 0)).toBeNull();
    expect(waits('trying')).toBeNull();
    expect(waits('importing')).toBeNull();
  });
});

describe('What is due', () => {
  const none: DueList = { total: 0, items: [] };
  const item = (id: number): DueItem => ({
    register: { id: 'complaint', name: { zh: '投诉举报', en: 'Complaints' } },
    id,
    name: `TS-${id}`,
    rule: 'complaint.mediate',
    clock: { zh: '投诉调解终结', en: 'Mediation ends' },
    law: '',
    article: '',
    start: null,
    due: '2022-09-16',
    days: -14,
    due_at: null,
    is_over: false,
    provisional: false,
  });
  const section = (list: DueList) =>
    mount(DueSection, {
      props: { id: 'late', list, isLate: true },
      global: { stubs: { RouterLink: RouterLinkStub } },
    });
  const today = (late: DueList): Today => ({
    as_of: '2022-09-30',
    simulated: true,
    notice: null,
    scope: 'own',
    unit: null,
    area: null,
    next_stage: null,
    counts: { met: 0, not_met: 0, not_yet_due: 0, cannot_judge: 0, stale: 0 },
    targets: [],
    tasks: [],
    late,
    due_soon: none,
    dates: [],
    held: [],
    to_confirm: null,
  });
  const glance = (late: DueList): string[] =>
    mount(Glance, { props: { today: today(late) } })
      .findAll('b')
      .map((one) => one.text());

  it('is said to be nothing, or how much', () => {
    expect(section(none).text()).toContain('没有超期的事项');
    expect(glance(none)[0]).toBe('无');
    expect(glance({ total: 7, items: [] })[0]).toBe('7');
  });
  it('shows the most pressing first, all at a press, and says when there are more still', async () => {
    const items = Array.from({ length: 9 }, (_, i) => item(i + 1));
    const made = section({ total: 60, items });
    expect(made.findAll('li')).toHaveLength(6);
    expect(made.text()).toContain('共 60 件，这里列出最急的 9 件');
    await made.get('button').trigger('click');
    expect(made.findAll('li')).toHaveLength(9);
    expect(made.get('button').attributes('aria-expanded')).toBe('true');
  });
  it('leads to the record of each', () => {
    const made = section({ total: 1, items: [item(812)] });
    expect(made.getComponent(RouterLinkStub).props('to')).toBe('/registers/complaint/records/812');
    expect(made.text()).toContain('超 14 天');
  });
});
