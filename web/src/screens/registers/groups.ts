// Registers by group, in the pack's order, narrowed by what somebody types.
import type { Name, RegisterHead } from '@/api/types';

export interface Group {
  name: Name;
  registers: RegisterHead[];
}

export function groupsOf(registers: readonly RegisterHead[], words: string): Group[] {
  const wanted = words.trim().toLowerCase().split(/\s+/).filter(Boolean);
  const groups = new Map<string, Group>();
  for (const register of registers) {
    const text = [
      register.name.zh,
      register.name.en,
      register.id,
      register.group.zh,
      register.group.en,
      register.help.zh,
      register.help.en,
    ]
      .join('\n')
      .toLowerCase();
    if (!wanted.every((word) => text.includes(word))) continue;
    const group = groups.get(register.group.zh) ?? { name: register.group, registers: [] };
    groups.set(register.group.zh, group);
    group.registers.push(register);
  }
  return [...groups.values()];
}
