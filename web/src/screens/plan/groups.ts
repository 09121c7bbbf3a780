// The targets in the plan's own order: its groups (actions, projects, systems) and, within, its key tasks.
import type { BoardTarget, Name, StandingState, Task } from '@/api/types';

export interface Section {
  key: string;
  title: Name | null; // null: the group has no key task for these
  targets: BoardTarget[];
}
export interface Group {
  title: string; // as the plan prints it
  sections: Section[];
}

export function groupsOf(targets: readonly BoardTarget[], tasks: readonly Task[]): Group[] {
  const keyTasks = new Map<number, Name>();
  for (const task of tasks) if (task.row !== null) keyTasks.set(task.row, task.key_task);
  const groups = new Map<string, Map<string, Section>>();
  for (const target of targets) {
    const sections = groups.get(target.group) ?? new Map<string, Section>();
    groups.set(target.group, sections);
    const title = keyTasks.get(target.task_rows[0] ?? -1) ?? null;
    const key = `${target.group}/${title?.zh ?? ''}`;
    const section = sections.get(key) ?? { key, title, targets: [] };
    sections.set(key, section);
    section.targets.push(target);
  }
  return [...groups].map(([title, sections]) => ({ title, sections: [...sections.values()] }));
}

export const targetsOf = (group: Group): BoardTarget[] =>
  group.sections.flatMap((section) => section.targets);

export const kStates: readonly StandingState[] = ['met', 'not_met', 'not_yet_due', 'cannot_judge', 'stale'];

export function countsOf(targets: readonly BoardTarget[]): Record<StandingState, number> {
  const counts = { met: 0, not_met: 0, not_yet_due: 0, cannot_judge: 0, stale: 0 };
  for (const target of targets) ++counts[target.state];
  return counts;
}

/** What a reader calls it: its indicator; where it has several, what they are about. */
export function titleOf(target: Pick<BoardTarget, 'subject' | 'parts'>): Name {
  const [only, ...others] = target.parts;
  return only && others.length === 0 ? only.name : target.subject;
}
