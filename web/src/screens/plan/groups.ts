// The targets in the plan's own order: its groups (actions, projects, systems) and, within, its key tasks.
import type { BoardTarget, Name, StandingState, Task } from '@/api/types';

export interface Section {
  key: string;
  title: Name | null; // null: the group has no key task for these
  targets: BoardTarget[];
}
export interface Group {
  title: Name | null; // null: targets that stand alone in other parts of the plan
  sections: Section[];
}

export function groupsOf(targets: readonly BoardTarget[], tasks: readonly Task[]): Group[] {
  const keyTasks = new Map<number, { title: Name; row: number }>(); // the first row of each key task
  const firstRows = new Map<string, number>();
  for (const task of tasks) {
    if (task.row === null) continue;
    const row = firstRows.get(task.key_task.zh) ?? task.row;
    firstRows.set(task.key_task.zh, row);
    keyTasks.set(task.row, { title: task.key_task, row });
  }
  const sizes = new Map<string, number>();
  for (const { group } of targets) sizes.set(group.zh, (sizes.get(group.zh) ?? 0) + 1);

  const titles = new Map<string, Name>();
  const groups = new Map<string, Map<number, Section>>();
  for (const target of targets) {
    const keyTask = keyTasks.get(target.task_rows[0] ?? -1) ?? null;
    const isAlone = target.task_rows.length === 0 && sizes.get(target.group.zh) === 1;
    const group = isAlone ? '' : target.group.zh;
    if (!isAlone) titles.set(group, target.group);
    const sections = groups.get(group) ?? new Map<number, Section>();
    groups.set(group, sections);
    const row = keyTask?.row ?? 0;
    const section = sections.get(row) ?? {
      key: `${group}/${row}`,
      title: keyTask?.title ?? null,
      targets: [],
    };
    sections.set(row, section);
    section.targets.push(target);
  }
  const inOrder = (sections: Map<number, Section>): Section[] =>
    [...sections].sort(([a], [b]) => a - b).map(([, section]) => section);
  const made = [...groups].map(([key, sections]) => ({
    title: titles.get(key) ?? null,
    sections: inOrder(sections),
  }));
  return [...made.filter((group) => group.title), ...made.filter((group) => !group.title)];
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
