import { describe, expect, it } from 'vitest';
import { addressOf, nextSort, queryOf, questionOf, textOf } from '@/screens/registers/list/question';
import { field } from './made';

const fields = [
  field('area', 'area'),
  field('day', 'date'),
  field('phone', 'code', { personal: true }),
  field('report', 'file'),
  field('remark', 'text'),
];

describe('The question of a list', () => {
  it('stands behind its address and comes back from it', () => {
    const query = { q: '北白象', 'f.area': 'T16', 'f.day.from': '2022-01-01', sort: '-day' };
    const question = questionOf(query, fields);
    expect(question).toEqual({
      words: '北白象',
      conditions: [
        { field: 'area', equals: 'T16' },
        { field: 'day', from: '2022-01-01' },
      ],
      sort: '-day',
    });
    expect(queryOf(question)).toEqual(query);
    expect(questionOf(Object.fromEntries(new URLSearchParams(textOf(question))), fields)).toEqual(question);
  });

  it('keeps an empty condition: records without a value', () => {
    const question = questionOf({ 'f.remark': '' }, fields);
    expect(question.conditions).toEqual([{ field: 'remark', equals: '' }]);
    expect(addressOf('/records', question)).toBe('/records?f.remark=&sort=-id');
  });

  it('asks nothing by personal data, files or fields that are not there', () => {
    const query = { 'f.phone': '138', 'f.report': 'x', 'f.gone': '1', sort: 'phone' };
    expect(questionOf(query, fields)).toEqual({ words: '', conditions: [], sort: '' });
  });

  it('lists the newest first until somebody orders it', () => {
    expect(addressOf('/records', questionOf({}, fields), { limit: '100' })).toBe(
      '/records?limit=100&sort=-id',
    );
  });

  it('is ordered up, down and as it was by pressing a head', () => {
    expect(nextSort('', 'day')).toBe('day');
    expect(nextSort('day', 'day')).toBe('-day');
    expect(nextSort('-day', 'day')).toBe('');
    expect(nextSort('-area', 'day')).toBe('day');
  });
});
