import { describe, expect, it } from 'vitest';
import type { RegisterHead } from '@/api/types';
import { groupsOf } from '@/screens/registers/groups';

const may = { read: true, create: true, correct: true, withdraw: true, unmask: false, export: true };
const none = { zh: '', en: '' };
function register(id: string, zh: string, en: string, group: string): RegisterHead {
  return { id, name: { zh, en }, group, help: none, may };
}
const all = [
  register('operator', '生产经营主体', 'Operators', '主体与人员'),
  register('sample', '食品抽检样品', 'Samples', '抽检监测'),
  register('school', '学校', 'Schools', '主体与人员'),
];

describe('Groups of registers', () => {
  it('stand in the order of the pack', () => {
    expect(groupsOf(all, '').map((group) => [group.name.zh, group.registers.length])).toEqual([
      ['主体与人员', 2],
      ['抽检监测', 1],
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

  it('keep the name that another pack gives them', () => {
    expect(groupsOf([register('x', '甲', 'A', '本市专项')], '')[0]!.name).toEqual({
      zh: '本市专项',
      en: '本市专项',
    });
  });
});
