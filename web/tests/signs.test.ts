import { describe, expect, it } from 'vitest';
import type { SignFound, Signs } from '@/api/types';
import { answersOf, explaining, noting, recordOf } from '@/screens/signs/answering';

const both = (text: string) => ({ zh: text, en: text });
const kPath: Signs['path'] = {
  register: 'sign_answer',
  answer_days: 10,
  late_days: 3,
  kind: 'kind',
  explained: '说明',
  corrected: '更正',
  text: 'answer',
  answered: 'answered_on',
};
const foundOf = (of: Partial<SignFound>): SignFound => ({
  key: 'inspection.load/inspection/7',
  why: both('一天 21 条'),
  owners: [{ unit: { id: 'U23', name: both('市市场监管局') }, area: null }],
  from: null,
  until: null,
  figures: [],
  total: 21,
  records: [],
  stage: 'told',
  stage_name: both('待本单位核对'),
  since: '2022-09-30',
  answer_due: '2022-10-18',
  answers: [],
  common: [],
  hidden: 0,
  is_own: true,
  answer_values: { sign_no: 'inspection.load/inspection/7@U23', unit: 'U23' },
  ...of,
});

describe('A sign is answered', () => {
  it('by its own unit in the form of an explanation, with what is known of it', () => {
    expect(explaining(foundOf({}), kPath, '2022-09-30')).toEqual({
      path: '/registers/sign_answer/new',
      query: {
        'f.sign_no': 'inspection.load/inspection/7@U23',
        'f.unit': 'U23',
        'f.kind': '说明',
        'f.answered_on': '2022-09-30',
      },
    });
  });
  it.each([
    ['of others', foundOf({ is_own: false }), kPath],
    ['that has its answer', foundOf({ answer_values: null }), kPath],
    ['of a pack without answers', foundOf({}), null],
  ])('in no form where it is one %s', (_, found, path) => {
    expect(explaining(found, path, '2022-09-30')).toBeNull();
  });
  it('by nobody: the office notes that, without a kind and a day', () => {
    expect(noting(foundOf({ is_own: false }), kPath)?.query).toEqual({
      'f.sign_no': 'inspection.load/inspection/7@U23',
      'f.unit': 'U23',
    });
    expect(noting(foundOf({}), kPath)).toBeNull();
  });
  it('once: the answers that are there are led to', () => {
    expect(answersOf(foundOf({ answers: [3] }), kPath)).toEqual([
      { path: '/registers/sign_answer/records/3' },
    ]);
    expect(answersOf(foundOf({ answers: [3] }), null)).toEqual([]);
  });
  it('where the records are', () => {
    const record = {
      register: { id: 'inspection', name: both('监督检查') },
      id: 7,
      name: 'JD7',
      entered_on: null,
      late: false,
      values: [],
    };
    expect(recordOf(record)).toEqual({ path: '/registers/inspection/records/7' });
  });
});
