// Registers by group, in the pack's order, narrowed by what somebody types.
import type { Name, RegisterHead } from '@/api/types';

export interface Group {
  name: Name;
  registers: RegisterHead[];
}

// Packs name groups in Chinese only. These are the national pack's; another's stand as they are.
const kEnglish: Record<string, string> = {
  主体与人员: 'Operators and people',
  抽检监测: 'Sampling and monitoring',
  源头和追溯: 'Source and tracing',
  餐饮和校园: 'Catering and schools',
  '检查、投诉、执法': 'Inspections, complaints, enforcement',
  应急和食源性疾病: 'Emergencies and foodborne illness',
  组织保障和验收: 'Organisation and acceptance',
};

export function groupsOf(registers: readonly RegisterHead[], words: string): Group[] {
  const wanted = words.trim().toLowerCase().split(/\s+/).filter(Boolean);
  const groups = new Map<string, RegisterHead[]>();
  for (const register of registers) {
    const text = [
      register.name.zh,
      register.name.en,
      register.id,
      register.group,
      kEnglish[register.group],
      register.help.zh,
      register.help.en,
    ]
      .join('\n')
      .toLowerCase();
    if (!wanted.every((word) => text.includes(word))) continue;
    const group = groups.get(register.group) ?? [];
    groups.set(register.group, group);
    group.push(register);
  }
  return [...groups].map(([zh, list]) => ({ name: { zh, en: kEnglish[zh] ?? zh }, registers: list }));
}
