import { mount } from '@vue/test-utils';
import { describe, expect, it } from 'vitest';
import type { Lifecycle, LifecycleStep } from '@/api/types';
import { dotsOf, pathOf, rowsOf, type Row } from '@/screens/registers/record/diagram';
import LifecycleDiagram from '@/screens/registers/record/LifecycleDiagram.vue';
import { i18n } from '@/words';

/** "a>b": a step from a to b; "a,b>c|d": from either, to one of both; "a>": it stays. */
function lifecycle(states: string, ...ways: string[]): Lifecycle {
  const named = (id: string) => ({ id, name: { zh: id, en: id } });
  const listed = (text: string, by: string): string[] => text.split(by).filter(Boolean);
  const steps = ways.map((way): LifecycleStep => {
    const [from, to] = way.split('>') as [string, string];
    return {
      ...named(way),
      from: listed(from, ','),
      to: listed(to, '|'),
      by: [],
      day: null,
      needs: [],
      takes: [],
      sets: [],
      needs_reason: false,
      other_than: null,
    };
  });
  const known = [...states].map((id, i) => ({
    ...named(id),
    is_end: i === states.length - 1,
    by_itself: false,
  }));
  return { register: 'x', states: known, steps, clocks: [] };
}
const idOf = (row: Row): string => row.step?.id ?? row.state.id;
const lanesOf = (rows: readonly Row[]): [left: number, right: number] => [
  rows[0]!.left.cells.length,
  rows[0]!.right.cells.length,
];

/** A side as text, a row a line: per lane what is drawn of it; capitals can be taken from where the record stands. */
function picture(rows: readonly Row[], side: 'left' | 'right'): string[] {
  return rows.map((row) => {
    const cells = row[side].cells.map(({ up, down, across, half }) => {
      const parts = Object.entries({ u: up, d: down, x: across, h: half });
      return parts.map(([of, ink]) => ['', of, of.toUpperCase()][ink]).join('') || '.';
    });
    return `${idOf(row)} ${cells.join(' ')}`;
  });
}

describe('A lifecycle’s drawing', () => {
  it('holds each state in its order, and under it the steps that start there', () => {
    const rows = rowsOf(lifecycle('abc', 'a>b', 'a,b>', 'b>a|c'), '');
    expect(rows.map(idOf)).toEqual(['a', 'a>b', 'a,b>', 'b', 'a,b>', 'b>a|c', 'c']);
    expect(rows.map((row) => row.mayStay)).toEqual([false, false, true, false, true, false, false]);
  });

  it.each<[string, string, string[], [left: number, right: number]]>([
    ['one lane for steps one after the other', 'abcd', ['a>b', 'b>c', 'c>d'], [0, 1]],
    ['one lane for all that leads to the same state', 'abcd', ['a>d', 'b>d', 'c>d'], [0, 1]],
    ['the long way beside the short ones', 'abcd', ['a>b', 'b>c', 'a>d'], [0, 2]],
    ['a way back on the other side', 'abc', ['a>b', 'b>a', 'b>c'], [1, 1]],
    ['no lane where a step stays', 'ab', ['a>'], [0, 0]],
    ['no lane where it may lead back to itself', 'ab', ['a>a|b'], [0, 1]],
    [
      'few lanes for twelve states and more steps',
      'abcdefghijkl',
      [...'abcdefghijk']
        .map((id, i) => `${id}>${'abcdefghijkl'[i + 1]}`)
        .concat('a,b,c,d,e>l', 'c>a', 'f>b', 'g,h>k'),
      [2, 3],
    ],
  ])('needs %s', (_, states, ways, lanes) => {
    expect(lanesOf(rowsOf(lifecycle(states, ...ways), ''))).toEqual(lanes);
  });

  it('runs a line from each step to its state, past what lies between', () => {
    const rows = rowsOf(lifecycle('abc', 'a>b', 'a>c', 'b>c'), '');
    expect(picture(rows, 'right')).toEqual([
      'a . .',
      'a>b dh .',
      'a>c udx dh', // to the outer lane across the inner one
      'b uh ud',
      'b>c x udh',
      'c x uh',
    ]);
  });

  it('marks the whole way of what can be done from where the record stands, and nothing else', () => {
    const rows = rowsOf(lifecycle('abc', 'a>b', 'a>c', 'b>c', 'b>a'), 'b');
    expect(picture(rows, 'right')).toEqual([
      'a . .',
      'a>b dh .',
      'a>c udx dh',
      'b uh ud',
      'b>c X uDH',
      'b>a . UD',
      'c X UH',
    ]);
    expect(picture(rows, 'left').at(0)).toBe('a DH');
    expect(picture(rows, 'left').at(5)).toBe('b>a UH');
    expect(rows.map((row) => row.right.touches)).toEqual([0, 1, 1, 1, 2, 0, 2]);
  });

  it('never lays two lines over each other', () => {
    const states = 'abcdefgh';
    const ways = [...states].flatMap((a) => [...states].map((b) => `${a}>${b}`));
    const rows = rowsOf(lifecycle(states, ...ways), '');
    // Each lane of a side leads to one state at a time: an end of it is never in the middle of another.
    for (const side of ['left', 'right'] as const)
      for (const row of rows.filter((one) => !one.step))
        for (const cell of row[side].cells)
          if (cell.half) expect([cell.up > 0, cell.down > 0].filter(Boolean)).toHaveLength(1);
  });

  it('dots a line that runs into another, not one that only crosses it', () => {
    const rows = rowsOf(lifecycle('abc', 'a>b', 'a>c', 'b>c'), '');
    expect(rows.map((row) => dotsOf(row.right, 'right', 1))).toEqual(['', '', '', '', 'M3 1h0', '']);
  });

  it('is mirrored on the left', () => {
    const cells = [
      { up: 1, down: 0, across: 0, half: 1 } as const,
      { up: 0, down: 2, across: 0, half: 0 } as const,
    ];
    const side = { cells, touches: 1 } as const;
    expect(pathOf({ ...side, cells: [...cells] }, 'right', 1)).toBe('M1 0V1M0 1H1');
    expect(pathOf({ ...side, cells: [...cells] }, 'left', 1)).toBe('M3 0V1M4 1H3');
    expect(pathOf({ ...side, cells: [...cells] }, 'left', 2)).toBe('M1 1V2');
  });

  it('says in words where each step leads', () => {
    const made = mount(LifecycleDiagram, {
      props: { lifecycle: lifecycle('ab', 'a>b', 'a>'), state: 'a' },
      global: { plugins: [i18n] },
    });
    const texts = made.findAll('ul > li').map((one) => one.text());
    expect(texts[0]).toContain('转为“b”');
    expect(texts[1]).toContain('状态不变');
    expect(made.findAll('ol > li')[0]!.text()).toContain('现在');
    expect(made.findAll('svg').every((svg) => svg.element.closest('[aria-hidden="true"]'))).toBe(true);
  });
});
