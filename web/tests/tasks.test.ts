import { describe, expect, it } from 'vitest';
import type { Task, Unit } from '@/api/types';
import { chosen, filterIn, grouped, progressOf, queryOf, unitsOf } from '@/screens/tasks/chosen';

const named = (id: string, zh: string) => ({ id, name: { zh, en: `the ${id}` } });
const task = (id: string, more: Partial<Task> = {}): Task => ({
  id,
  row: 1,
  group: { zh: '五项行动', en: 'Five actions' },
  key_task: { zh: '开展源头治理行动', en: 'Source governance' },
  measure: '严禁使用国家明令禁止的农业投入品',
  units: [named('U20', '市农业农村局')],
  lead: named('U20', '市农业农村局'),
  lead_certainty: 'to_be_confirmed',
  lead_basis: { zh: '', en: '' },
  targets: [],
  registers: [],
  comments: 0,
  state: null,
  ...more,
});
const open = { mine: false, unit: '', state: '' as const, text: '' };
const ids = (tasks: Task[]): string[] => tasks.map((one) => one.id);

describe('The filter of the tasks', () => {
  const late = task('R01', {
    state: 'not_met',
    units: [named('U20', '市农业农村局'), named('U30', '各乡镇')],
  });
  const met = task('R02', { state: 'met', measure: '学校食堂' });
  const without = task('R03');
  const all = [late, met, without];

  it('stands in the address, and what is unknown there limits nothing', () => {
    const filter = { mine: true, unit: 'U20', state: 'none' as const, text: '食堂 学校' };
    expect(filterIn(queryOf(filter))).toEqual(filter);
    expect(queryOf(open)).toEqual({});
    expect(filterIn({ state: 'purple', mine: 'yes', unit: ['U01', 'U02'] })).toEqual({
      ...open,
      unit: 'U01',
    });
  });
  it('asks by state, and for tasks without a target', () => {
    expect(ids(chosen(all, { ...open, state: 'not_met' }, new Set()))).toEqual(['R01']);
    expect(ids(chosen(all, { ...open, state: 'none' }, new Set()))).toEqual(['R03']);
  });
  it('asks by unit, lead or assisting', () => {
    expect(ids(chosen(all, { ...open, unit: 'U30' }, new Set()))).toEqual(['R01']);
    expect(ids(chosen(all, { ...open, mine: true }, new Set(['U30'])))).toEqual(['R01']);
    expect(chosen(all, { ...open, mine: true }, new Set())).toEqual([]);
  });
  it('finds all words in either language, in measure, units and key task', () => {
    expect(ids(chosen(all, { ...open, text: '食堂 农业农村局' }, new Set()))).toEqual(['R02']);
    expect(ids(chosen(all, { ...open, text: 'SOURCE r03' }, new Set()))).toEqual(['R03']);
  });
});

describe('Whose the tasks are', () => {
  const unit = (id: string, members: string[]): Unit => ({
    ...named(id, id),
    ordinal: '',
    duties: '',
    members,
  });
  const units = [unit('U20', []), unit('U30', ['T01', 'T02'])];

  it("are a unit's own, and for a town those of all towns", () => {
    expect([...unitsOf({ unit: named('U20', ''), area: null }, units)]).toEqual(['U20']);
    expect([...unitsOf({ unit: null, area: named('T02', '') }, units)]).toEqual(['U30']);
    expect([...unitsOf({ unit: null, area: null }, units)]).toEqual([]);
  });
});

describe('The order of the tasks', () => {
  const duty = (id: string) =>
    task(id, {
      row: null,
      group: { zh: '部门职责', en: 'Duties of units' },
      key_task: { zh: `${id}职责`, en: id },
    });
  const other = task('R05', { row: 5, key_task: { zh: '开展科技支撑行动', en: 'Science' } });
  const all = [duty('D-U01'), duty('D-U02'), task('R01'), task('R02', { row: 2 }), other];

  it('is the plan’s: rows before duties, groups, then key tasks', () => {
    const groups = grouped(all, all);
    expect(groups.map((one) => one.name.zh)).toEqual(['五项行动', '部门职责']);
    expect(groups[0]!.keyTasks.map((one) => ids(one.tasks))).toEqual([['R01', 'R02'], ['R05']]);
  });
  it('has no heading of its own for a key task where each is one task, whatever is chosen', () => {
    expect(grouped(all, all).map((one) => one.isFlat)).toEqual([false, true]);
    expect(grouped([other], all)[0]!.isFlat).toBe(false);
  });
});

describe('How far a task is', () => {
  it('is told by all its registers and the last entry of any', () => {
    const book = (id: string, records: number, last_entry_at: string | null) => ({
      ...named(id, id),
      records,
      last_entry_at,
    });
    expect(
      progressOf(
        task('R01', {
          registers: [
            book('sample', 3, '2022-03-01T08:00:00+08:00'),
            book('farmland', 0, null),
            book('pesticide_use', 4, '2022-05-01T08:00:00+08:00'),
          ],
        }),
      ),
    ).toEqual({ records: 7, last: '2022-05-01T08:00:00+08:00' });
    expect(progressOf(task('R01'))).toEqual({ records: 0, last: null });
  });
});
