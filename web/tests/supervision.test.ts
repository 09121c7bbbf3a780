import { describe, expect, it } from 'vitest';
import type { AppraisalItem, AppraisalScore } from '@/api/types';
import {
  figureText,
  groupsOf,
  inOrder,
  marksText,
  pointsText,
  toldOf,
  yearsOf,
} from '@/screens/supervision/appraisal/scores';
import { countsOf, lettersOf, partsOf, type Colour } from '@/screens/supervision/colours';
import { nameOfStretch, stretchOf, type StretchName } from '@/screens/supervision/stretch';

const named = (id: string) => ({ id, name: { zh: id, en: id } });
const letter = (colour: Colour, unit: string, area = '') => ({
  colour,
  unit: unit ? named(unit) : null,
  area: area ? named(area) : null,
});

describe('Letters', () => {
  const letters = [letter('red', 'U07'), letter('red', '', 'T16'), letter('blue', 'U07', 'T16')];
  it.each([
    ['', '', 3],
    ['red', '', 2],
    ['', 'U07', 2],
    ['', 'T16', 2],
    ['red', 'T16', 1],
    ['yellow', '', 0],
  ])('of colour "%s" to "%s": %i', (colour, whom, count) => {
    expect(lettersOf(letters, { colour, whom })).toHaveLength(count);
  });
  it('are counted by colour, to whom it is asked for', () => {
    expect(countsOf(letters, '')).toEqual({ red: 2, orange: 0, yellow: 0, blue: 1 });
    expect(countsOf(letters, 'U07')).toEqual({ red: 1, orange: 0, yellow: 0, blue: 1 });
  });
  it('go to the API in parts, none twice and none left', () => {
    expect(partsOf([1, 2, 3, 4, 5], 2)).toEqual([[1, 2], [3, 4], [5]]);
    expect(partsOf([], 2)).toEqual([]);
  });
});

describe('The days of a circular', () => {
  const none = { from: '', to: '' };
  it.each<[StretchName, string, string, string]>([
    ['month', '2022-09-30', '2022-09-01', '2022-09-30'],
    ['lastMonth', '2022-09-30', '2022-08-01', '2022-08-31'],
    ['lastMonth', '2022-01-15', '2021-12-01', '2021-12-31'],
    ['lastMonth', '2024-03-05', '2024-02-01', '2024-02-29'],
    ['quarter', '2022-09-30', '2022-07-01', '2022-09-30'],
    ['quarter', '2022-11-02', '2022-10-01', '2022-11-02'],
    ['year', '2022-09-30', '2022-01-01', '2022-09-30'],
  ])('%s of %s are %s to %s', (name, asOf, from, to) => {
    expect(stretchOf(name, asOf, none)).toEqual({ from, to });
    expect(nameOfStretch({ from, to }, asOf)).toBe(name);
  });
  it('stay as they are where they are one’s own', () => {
    const own = { from: '2022-02-03', to: '2022-02-05' };
    expect(stretchOf('own', '2022-09-30', own)).toEqual(own);
    expect(nameOfStretch(own, '2022-09-30')).toBe('own');
  });
});

const score = (of: Partial<AppraisalScore>): AppraisalScore => ({
  subject: 'T01',
  name: { zh: '甲', en: 'a' },
  points: '8.33',
  full: '10',
  whole: '10',
  share: '83.3',
  earned: null,
  grade: null,
  rank: null,
  not_ranked: { zh: '', en: '' },
  not_judged: 0,
  not_proven: 0,
  held_vetoes: [],
  filed: null,
  ...of,
});
const item = (of: Partial<AppraisalItem>): AppraisalItem =>
  ({ figure: null, unit: '%', threshold: null, group: { zh: '', en: '' }, ...of }) as AppraisalItem;

describe('Scores', () => {
  it('stand by place; those without one behind, by share, those that are not judged last', () => {
    const order = inOrder([
      score({ subject: 'none', share: null, points: null }),
      score({ subject: 'low', share: '60' }),
      score({ subject: 'second', rank: 2 }),
      score({ subject: 'high', share: '90' }),
      score({ subject: 'first', rank: 1, share: '10' }),
    ]).map((one) => one.subject);
    expect(order).toEqual(['first', 'second', 'high', 'low', 'none']);
  });
  it('say of how many marks they are', () => {
    expect(marksText(score({}))).toBe('8.33 / 10');
    expect(marksText(score({ whole: '40' }))).toBe('8.33 / 10 (40)');
    expect(marksText(score({ points: null }))).toBe('');
    expect(pointsText('8')).toBe('8.00');
  });
  it('say what was told and what waits', () => {
    const filed = (of: object) =>
      score({ filed: { objected_on: null, answered_on: null, final_on: null, ...of } as never });
    expect(
      toldOf({
        subjects: [
          score({}),
          filed({}),
          filed({ objected_on: '2022-10-01' }),
          filed({ objected_on: '2022-10-01', answered_on: '2022-10-02', final_on: '2022-10-09' }),
        ],
      }),
    ).toEqual({ told: 3, objected: 1, final: 1 });
  });
  it('show a figure with what it was divided from, and never round it up to the threshold', () => {
    const figure = {
      value: '97.998',
      numerator: '48999',
      denominator: '50000',
      low: null,
      high: null,
      known: 'value' as const,
      records: 1,
    };
    expect(figureText(item({ figure, threshold: '98' }))).toBe('97.998% = 48,999 / 50,000');
    expect(figureText(item({ figure: { ...figure, value: null, numerator: null } }))).toBe('');
    expect(figureText(item({}))).toBe('');
  });
  it('keep their items under the groups, in the scheme’s order', () => {
    const of = (zh: string, id: string) => item({ id, group: { zh, en: zh } });
    const groups = groupsOf([of('甲', '1'), of('乙', '2'), of('甲', '3')]);
    expect(groups.map((group) => [group.name.zh, group.items.map((one) => one.id)])).toEqual([
      ['甲', ['1', '3']],
      ['乙', ['2']],
    ]);
  });
  it.each([
    [2022, '2022-09-30', ['2022']],
    [2022, '2024-01-01', ['2024', '2023', '2022']],
    [2023, '2022-09-30', ['2023']],
    [2022, '', ['2022']],
  ])('of a scheme from %i can be asked for on %s: %j', (from, asOf, years) => {
    expect(yearsOf(from, asOf)).toEqual(years);
  });
});
