// Registers by group, in the pack's order, narrowed by what somebody types.
import type { RegisterHead } from '@/api/types';

export interface Group {
  name: string;
  registers: RegisterHead[];
}

export function groupsOf(registers: readonly RegisterHead[], words: string): Group[] {
  const wanted = words.trim().toLowerCase().split(/\s+/).filter(Boolean);
  const groups = new Map<string, RegisterHead[]>();
  for (const register of registers) {
    const text = [
      register.name.zh,
      register.name.en,
      register.id,
      register.group,
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
  return [...groups].map(([name, list]) => ({ name, registers: list }));
}
