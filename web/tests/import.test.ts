import { describe, expect, it } from 'vitest';
import type { Import, Register, UnderstoodColumn } from '@/api/types';
import { sizeText } from '@/parts/size';
import { dayOf, minuteOf } from '@/parts/when';
import { giverOf, standingOf } from '@/screens/registers/import/columns';
import { reasonsAt } from '@/screens/registers/import/refused';
import type { ColumnPart, RefusedRow } from '@/screens/registers/import/shapes';
import { stepsOf } from '@/screens/registers/import/steps';
import { shownFirst } from '@/screens/registers/import/wanted';

const part = (field: string | null, how: ColumnPart['how'] = field ? 'name' : 'none'): ColumnPart => ({
  header: '',
  field,
  suggestion: null,
  how,
  unit: '',
});
const column = (
  index: number,
  parts: ColumnPart[],
  more: Partial<UnderstoodColumn> = {},
): UnderstoodColumn => ({
  column: index,
  letter: String.fromCharCode(65 + index),
  header: `h${index}`,
  samples: [],
  passed_over: false,
  parts,
  ...more,
});
const refusedAt = (row: number, ...columns: (number | null)[]): RefusedRow => ({
  row,
  cells: [],
  reasons: columns.map((at) => ({ column: at, field: null, what: { zh: '错', en: 'wrong' } })),
});

describe('A column of a table', () => {
  it.each([
    ['matched', column(0, [part('area')])],
    ['open', column(0, [part(null, 'suggested')])],
    ['open', column(0, [part('a'), part(null, 'duplicate')])],
    ['left', column(0, [part(null)], { passed_over: true })],
  ] as const)('stands as %s', (standing, of) => expect(standingOf(of)).toBe(standing));

  it('is named where a field comes from it', () => {
    const columns = [column(0, [part('no')]), column(1, [part(null), part('area')])];
    expect(giverOf(columns, 'area')?.letter).toBe('B');
    expect(giverOf(columns, 'unit')).toBeNull();
  });
});

describe('A refused row', () => {
  const register = { keys: [['no']], label_field: 'name' } as unknown as Register;
  const columns = [
    column(0, [part('remark')]),
    column(1, [part('no')]),
    column(2, [part('name')]),
    column(3, [part('day')]),
    column(4, [part('area')]),
  ];

  it('shows what names it and what is wrong, in the order of the sheet', () => {
    const shown = shownFirst(columns, [refusedAt(7, 4), refusedAt(9, null)], register);
    expect(shown.map((one) => one.column)).toEqual([1, 2, 4]);
  });
  it('shows the first columns where nothing names it', () => {
    const nameless = { keys: [], label_field: '' } as unknown as Register;
    expect(shownFirst(columns, [refusedAt(7, null)], nameless).map((one) => one.column)).toEqual([
      0, 1, 2, 3,
    ]);
  });
  it('tells reasons of a cell from those of the whole row', () => {
    const row = refusedAt(7, 4, null);
    expect(reasonsAt(row, 4)).toHaveLength(1);
    expect(reasonsAt(row, null)).toHaveLength(1);
    expect(reasonsAt(row, 0)).toHaveLength(0);
  });
});

describe('The steps of an import', () => {
  it.each([
    ['tried', false, ['file', 'columns', 'rows']],
    ['failed', false, ['file', 'columns', 'rows']],
    ['tried', true, ['file', 'columns']], // imported before: there are no rows to look at
    ['unreadable', false, ['file', 'columns']],
    ['importing', false, ['result']],
    ['imported', false, ['file', 'result']],
  ] as const)('that is %s (known before: %s)', (state, known_file, steps) =>
    expect(stepsOf({ state, known_file } as Import)).toEqual(steps),
  );
  it('begin with a file', () => expect(stepsOf(null)).toEqual(['file']));
});

describe('A size', () => {
  it.each([
    [0, '0 B'],
    [1023, '1023 B'],
    [1536, '1.5 KB'],
    [50 * 1024 * 1024, '50 MB'],
    [187_630, '183 KB'],
  ])('of %d bytes is %s', (bytes, text) => expect(sizeText(bytes)).toBe(text));
});

describe('A moment', () => {
  it('in the plan’s zone is read as it stands', () =>
    expect(minuteOf('2022-09-30T10:05:00.000+08:00')).toBe('2022-09-30 10:05'));
  it('in UTC is told in the reader’s zone', () => {
    const there = new Date(2022, 8, 30, 0, 5); // the reader's clock
    expect(minuteOf(there.toISOString())).toBe('2022-09-30 00:05');
    expect(dayOf(there.toISOString())).toBe('2022-09-30');
  });
});
