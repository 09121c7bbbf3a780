import { describe, expect, it } from 'vitest';
import type { Area, AreaFigure, Board, BoardPart, BoardTarget, Phase, Task } from '@/api/types';
import { barShape, fractionText, numberText, thresholdText, withUnit } from '@/screens/plan/figures';
import { phaseOf, says } from '@/screens/plan/filter';
import { countsOf, groupsOf, titleOf } from '@/screens/plan/groups';
import { lineShape } from '@/screens/plan/lines';
import { movesBetween, moveText, type Move } from '@/screens/plan/moves';
import { optionOf } from '@/screens/plan/target/chart';
import { placesOf, townsOf } from '@/screens/plan/towns';

const both = (text: string) => ({ zh: text, en: text });
const kActions = { zh: '五项行动', en: 'Five actions' };
const kGeneral = { zh: '总体要求', en: 'General' };
const partOf = (indicator: string, of: Partial<BoardPart> = {}): BoardPart =>
  ({
    indicator,
    name: both(indicator),
    unit: '%',
    value: '50',
    numerator: null,
    denominator: null,
    threshold: '98',
    ...of,
  }) as BoardPart;
const targetOf = (id: string, of: Partial<BoardTarget> = {}): BoardTarget =>
  ({
    id,
    subject: both(`subject of ${id}`),
    wording: '原文',
    group: kActions,
    section: both(''),
    task_rows: [],
    units: [],
    state: 'met',
    parts: [partOf(`${id}.rate`)],
    ...of,
  }) as BoardTarget;

describe('Figures', () => {
  it.each([
    ['6539', null, '6,539'],
    ['1234567.891', null, '1,234,567.9'],
    ['97.25', null, '97.3'],
    ['4.496215', null, '4.5'],
    ['0.1534', null, '0.153'],
    ['-1250', null, '-1,250'],
    ['0', null, '0'],
    ['100', '100', '100'],
    // never like the threshold that it has not reached
    ['97.998', '98', '97.998'],
    ['4.496215', '4.5', '4.496'],
    ['98.0001', '98', '98.0001'],
    ['4.5', '4.5', '4.5'],
  ])('are read: %s against %s is %s', (exact, threshold, text) => {
    expect(numberText(exact, threshold)).toBe(text);
  });
  it('say nothing where there is none', () => {
    expect(numberText(null)).toBe('');
    expect(withUnit('', '%')).toBe('');
  });
  it('carry their unit', () => {
    expect(withUnit('98', '%')).toBe('98%');
    expect(withUnit('4.5', '批次/千人')).toBe('4.5 批次/千人');
  });
  it('show both sides of a share', () => {
    expect(fractionText({ numerator: '6120', denominator: '6539' })).toBe('6,120 / 6,539');
    expect(fractionText({ numerator: null, denominator: '12' })).toBe('? / 12');
    expect(fractionText({ numerator: '7', denominator: null })).toBe('7');
  });
  it('stand beside what they are held to', () => {
    expect(thresholdText('at_least', { threshold: '98', unit: '%' })).toBe('≥ 98%');
    expect(thresholdText('at_most', { threshold: '0.16', unit: 'kg/亩' })).toBe('≤ 0.16 kg/亩');
    expect(thresholdText('at_least', { threshold: null, unit: '%' })).toBe('');
  });
});

describe('A bar', () => {
  it('ends at the whole for a share', () => {
    expect(barShape('50', '98', '%')).toEqual({ filled: 0.5, mark: 0.98 });
  });
  it('leaves room beyond the greater of figure and threshold otherwise', () => {
    const shape = barShape('2', '4', '批次/千人');
    expect(shape.mark).toBeCloseTo(1 / 1.15);
    expect(shape.filled).toBeCloseTo(0.5 / 1.15);
  });
  it('is empty without a figure and has no mark without a threshold', () => {
    expect(barShape(null, '98', '%').filled).toBe(0);
    expect(barShape('5', null, '起').mark).toBeNull();
    expect(barShape('0', '0', '起')).toEqual({ filled: 0, mark: 0 });
  });
});

describe('A line', () => {
  const points = (...values: (string | null)[]) =>
    values.map((value, i) => ({ day: `2022-0${i + 1}-28`, value }));
  it('has a gap where there is no figure', () => {
    const shape = lineShape(points('1', '2', null, '4', '5'), null, 100, 20);
    expect(shape.paths).toHaveLength(2);
    expect(shape.dots).toHaveLength(0);
    expect(shape.last).toEqual({ x: 97, y: 3 });
  });
  it('shows a single figure between gaps as a dot', () => {
    const shape = lineShape(points(null, '2', null), '4', 100, 20);
    expect(shape.paths).toHaveLength(0);
    expect(shape.dots).toEqual([{ x: 50, y: 17 }]);
    expect(shape.threshold).toBe(3);
  });
  it('lies within the box whatever the figures are', () => {
    for (const values of [
      ['0', '0'],
      ['5', '5'],
      ['-3', '-3'],
      ['100', '99.9'],
    ]) {
      const shape = lineShape(points(...values), null, 100, 20);
      expect(shape.last!.y).toBeGreaterThanOrEqual(3);
      expect(shape.last!.y).toBeLessThanOrEqual(17);
    }
    expect(lineShape([], null, 100, 20).last).toBeNull();
  });
});

describe('A chart', () => {
  it('tells a month as text, whatever stands in the pack', () => {
    const { tooltip } = optionOf({
      months: ['22.09'],
      values: ['4.5'],
      fractions: ['9 / 2'],
      threshold: null,
      thresholdText: '',
      unit: '<img src=x>',
    }) as { tooltip: { formatter: (at: { dataIndex: number }[]) => HTMLElement } };
    const shown = tooltip.formatter([{ dataIndex: 0 }]);
    expect([...shown.children].map((line) => line.textContent)).toEqual([
      '22.09',
      '4.5 <img src=x>',
      '9 / 2',
    ]);
    expect(shown.querySelector('img')).toBeNull();
  });
});

describe("The plan's structure", () => {
  const tasks = [
    { row: 1, key_task: both('源头治理') },
    { row: 6, key_task: both('科技支撑') },
    { row: null, key_task: both('职责') },
  ] as Task[];
  it('keeps the order of the targets for groups, of the tasks within', () => {
    const groups = groupsOf(
      [
        targetOf('K01', { group: kGeneral }),
        targetOf('K05', { group: kGeneral }),
        targetOf('K02', { task_rows: [6] }),
        targetOf('K03', { task_rows: [1] }),
        targetOf('K04', { task_rows: [6, 1] }),
      ],
      tasks,
    );
    expect(groups.map((group) => group.title)).toEqual([kGeneral, kActions]);
    expect(groups[0]!.sections[0]!.title).toBeNull();
    expect(groups[1]!.sections.map((one) => one.title?.zh)).toEqual(['源头治理', '科技支撑']);
    expect(groups[1]!.sections[1]!.targets.map((one) => one.id)).toEqual(['K02', 'K04']);
  });
  it('puts what stands alone in other parts of the plan together, at the end', () => {
    const groups = groupsOf(
      [
        targetOf('K51', { group: { zh: '三(三)', en: 'part 三(三)' } }),
        targetOf('K01', { group: kGeneral }),
        targetOf('K02', { group: kGeneral }),
        targetOf('K52', { group: { zh: '三(二)', en: 'part 三(二)' } }),
        targetOf('K10', { group: kActions, task_rows: [1] }),
      ],
      tasks,
    );
    expect(groups.map((group) => group.title)).toEqual([kGeneral, kActions, null]);
    expect(groups[2]!.sections[0]!.targets.map((one) => one.id)).toEqual(['K51', 'K52']);
  });
  it('names a target by its indicator, or by its subject where it has several', () => {
    expect(titleOf(targetOf('K01')).zh).toBe('K01.rate');
    expect(titleOf(targetOf('K01', { parts: [partOf('a'), partOf('b')] })).zh).toBe('subject of K01');
    expect(titleOf(targetOf('K01', { parts: [] })).zh).toBe('subject of K01');
  });
  it('counts the states', () => {
    const counts = countsOf([targetOf('K01'), targetOf('K02', { state: 'stale' }), targetOf('K03')]);
    expect(counts).toEqual({ met: 2, not_met: 0, not_yet_due: 0, cannot_judge: 0, stale: 1 });
  });
});

describe('The filter', () => {
  const phases = [
    { id: 'P1', start: '2022-01-01', end: '2022-03-31' },
    { id: 'P3', start: null, end: '2022-12-31' },
    { id: 'P4', start: '2023-01-01', end: null },
  ] as Phase[];
  it.each([
    ['2022-03-31', 'P1'],
    ['2022-04-01', 'P3'],
    ['2022-12-31', 'P3'],
    ['2023-12-31', 'P4'],
  ])('finds the phase in which %s falls: %s', (day, phase) => {
    expect(phaseOf(day, phases)?.id).toBe(phase);
  });
  it('finds every word somewhere in what is seen, in either language', () => {
    const target = targetOf('K39', {
      units: [{ id: 'U23', name: { zh: '市市场监管局', en: 'Market Supervision' } }],
    });
    expect(says(target, '')).toBe(true);
    expect(says(target, 'k39 market')).toBe(true);
    expect(says(target, '市场监管 原文')).toBe(true);
    expect(says(target, 'k39 fire')).toBe(false);
  });
});

describe('What moved', () => {
  const amounts = (value: string, numerator: string | null = null, denominator: string | null = null) => ({
    value,
    numerator,
    denominator,
  });
  const boardOf = (targets: BoardTarget[], of: Partial<Board> = {}): Board =>
    ({ as_of: '2022-09-30', area: null, unit: null, targets, ...of }) as Board;
  const before = boardOf([targetOf('K01'), targetOf('K02')]);
  it('is told with what it was and is', () => {
    const after = boardOf([
      targetOf('K01', { state: 'not_met', parts: [partOf('K01.rate', { value: '40' })] }),
      targetOf('K02'),
    ]);
    expect(movesBetween(before, after)).toEqual([
      {
        target: 'K01',
        unit: '%',
        threshold: '98',
        from: { ...amounts('50'), state: 'met' },
        to: { ...amounts('40'), state: 'not_met' },
      },
    ]);
  });
  it('is told once a target: of the indicator that moved, of the first where only the state did', () => {
    const two = (second: string, state: 'met' | 'not_met') =>
      boardOf([targetOf('K01', { state, parts: [partOf('a'), partOf('b', { value: second })] })]);
    const values = (moves: Move[]) => moves.map(({ from, to }) => [from.value, to.value, to.state]);
    expect(values(movesBetween(two('7', 'met'), two('8', 'not_met')))).toEqual([['7', '8', 'not_met']]);
    expect(values(movesBetween(two('7', 'met'), two('7', 'not_met')))).toEqual([['50', '50', 'not_met']]);
  });
  it.each([
    ['its value', amounts('50'), amounts('50.2'), ['50%', '50.2%']],
    ['its value, never as the threshold', amounts('97.9'), amounts('97.998'), ['97.9%', '97.998%']],
    ['its value where there was none', { ...amounts(''), value: null }, amounts('3'), ['-', '3%']],
    [
      'its numerator where the value reads the same',
      amounts('0.17067', '248', '1453.1'),
      amounts('0.17136', '249', '1453.1'),
      ['248 / 1,453.1', '249 / 1,453.1'],
    ],
    [
      'the exact value where all of it reads the same',
      amounts('0.17067', '248', '1453.12'),
      amounts('0.17068', '248', '1453.11'),
      ['0.17067%', '0.17068%'],
    ],
  ])('is read by %s', (_, from, to, text) => {
    const move = { target: 'K39', unit: '%', threshold: '98' };
    const read = moveText(
      { ...move, from: { ...from, state: 'met' }, to: { ...to, state: 'met' } },
      '-',
      (state) => state,
    );
    expect([read.from, read.to]).toEqual(text);
  });
  it('is read by its state where nothing else moved', () => {
    const of = { ...amounts('50', '1', '2') };
    const move = { target: 'K39', unit: '%', threshold: '98' };
    expect(
      moveText(
        { ...move, from: { ...of, state: 'met' }, to: { ...of, state: 'stale' } },
        '-',
        (state) => `[${state}]`,
      ),
    ).toEqual({ from: '[met]', to: '[stale]' });
  });
  it('is nothing when the question changed', () => {
    const other = [targetOf('K01', { parts: [partOf('K01.rate', { value: '40' })] })];
    expect(movesBetween(before, boardOf(other, { area: 'T01' }))).toEqual([]);
    expect(movesBetween(before, boardOf(other, { as_of: '2022-10-01' }))).toEqual([]);
    expect(movesBetween(before, before)).toEqual([]);
  });
});

describe('Towns', () => {
  const figure = (value: string | null) => ({ value, name: both('') }) as AreaFigure;
  const areas = { T10: figure('3'), T02: figure(null), T01: figure('9') };
  it.each([
    ['plan', ['T01', 'T02', 'T10']],
    ['worst', ['T10', 'T01', 'T02']],
    ['best', ['T01', 'T10', 'T02']],
  ] as const)('are put in order: %s', (order, ids) => {
    expect(townsOf(areas, order).map((town) => town.id)).toEqual(ids);
  });
  it('lie where they are published to lie, and nowhere else', () => {
    const { places, height } = placesOf(
      [
        { id: 'south', longitude: '120.9', latitude: '28.0' },
        { id: 'north', longitude: '121.1', latitude: '28.4' },
        { id: 'unknown', longitude: null, latitude: null },
      ] as Area[],
      300,
      50,
    );
    expect(places.map((place) => place.id)).toEqual(['south', 'north']);
    expect(places[0]!.x).toBeCloseTo(50);
    expect(places[1]!.x).toBeCloseTo(250);
    expect(places[0]!.y).toBeGreaterThan(places[1]!.y);
    expect(places[0]!.y).toBeLessThan(height);
  });
});
