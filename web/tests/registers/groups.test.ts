import { describe, expect, it } from 'vitest';
import type { Name, RegisterHead } from '@/api/types';
import { groupsOf } from '@/screens/registers/groups';

const may = { read: true, create: true, correct: true, withdraw: true, unmask: false, export: true };
const none = { zh: '', en: '' };
const people = { zh: '主体与人员', en: 'Operators and people' };
const sampling = { zh: '抽检监测', en: 'Sampling and monitoring' };
function register(id: string, zh: string, en: string, group: Name): RegisterHead {
  return { id, name: { zh, en }, group, help: none, may };
}
const all = [
  register('operator', '生产经营主体', 'Operators', people),
  register('sample', '食品抽检样品', 'Samples', sampling),
  register('school', '学校', 'Schools', people),
];

describe('Groups of registers', () => {
  it('stand in the order of the pack, by the names it gives', () => {
    expect(groupsOf(all, '').map((group) => [group.name, group.registers.length])).toEqual([
      [people, 2],
      [sampling, 1],
    ]);
  });

  it('hold what matches all words, in either language and without case', () => {
    const found = (words: string): string[] =>
      groupsOf(all, words).flatMap((group) => group.registers.map((one) => one.id));
    expect(found('主体')).toEqual(['operator', 'school']);
    expect(found('SAMPLE 抽检')).toEqual(['sample']);
    expect(found('operators people')).toEqual(['operator', 'school']);
    expect(found('没有这样的')).toEqual([]);
  });
});
