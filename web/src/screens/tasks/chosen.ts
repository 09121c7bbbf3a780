// Which tasks are shown, and in which order: pure, so that it can be tested without a screen.
import type { Name, Session, StandingState, Task, Unit } from '@/api/types';

/** A filter as it stands in the address: what is "" does not limit. */
export interface Filter {
  mine: boolean;
  unit: string;
  state: StandingState | 'none' | '';
  text: string;
}
export const states = ['not_met', 'stale', 'cannot_judge', 'not_yet_due', 'met', 'none'] as const;

type Query = Record<string, string | null | (string | null)[] | undefined>;
const first = (value: Query[string]): string => (Array.isArray(value) ? value[0] : value) ?? '';

export function filterIn(query: Query): Filter {
  const state = first(query.state);
  return {
    mine: first(query.mine) === '1',
    unit: first(query.unit),
    state: states.find((one) => one === state) ?? '',
    text: first(query.q),
  };
}
export function queryOf(filter: Filter): Record<string, string> {
  return {
    ...(filter.mine && { mine: '1' }),
    ...(filter.unit && { unit: filter.unit }),
    ...(filter.state && { state: filter.state }),
    ...(filter.text.trim() && { q: filter.text.trim() }),
  };
}

/** The units as which a post acts: its own, or for a town the group of the towns. */
export function unitsOf(post: Pick<Session['account'], 'unit' | 'area'> | null, units: Unit[]): Set<string> {
  const own = new Set<string>();
  if (post?.unit) own.add(post.unit.id);
  const area = post?.area?.id;
  if (area) for (const unit of units) if (unit.members.includes(area)) own.add(unit.id);
  return own;
}

const said = (name: Name): string => `${name.zh} ${name.en}`;
function textOf(task: Task): string {
  const parts = [task.id, task.measure, said(task.group), said(task.key_task)];
  for (const one of [...task.units, ...task.registers]) parts.push(said(one.name));
  for (const target of task.targets) parts.push(target.id, said(target.name), said(target.subject));
  return parts.join(' ').toLowerCase();
}

export function chosen(tasks: Task[], filter: Filter, own: Set<string>): Task[] {
  const words = filter.text.toLowerCase().split(/\s+/).filter(Boolean);
  return tasks.filter((task) => {
    if (filter.mine && !task.units.some((unit) => own.has(unit.id))) return false;
    if (filter.unit && !task.units.some((unit) => unit.id === filter.unit)) return false;
    if (filter.state && (task.state ?? 'none') !== filter.state) return false;
    const text = words.length > 0 ? textOf(task) : '';
    return words.every((word) => text.includes(word));
  });
}

export interface KeyTask {
  name: Name;
  tasks: Task[];
}
export interface Group {
  name: Name;
  keyTasks: KeyTask[];
  /** Each key task is one task: a heading for each would only repeat it. */
  isFlat: boolean;
}

/** As the plan groups them, its rows before what follows from the duties; `all` says how, whatever is chosen. */
export function grouped(chosenOnes: Task[], all: Task[]): Group[] {
  const groups: Group[] = [];
  const rowOf = (task: Task): number => task.row ?? Infinity;
  for (const task of [...chosenOnes].sort((a, b) =>
    rowOf(a) < rowOf(b) ? -1 : rowOf(a) > rowOf(b) ? 1 : 0,
  )) {
    let group = groups.at(-1);
    if (group?.name.zh !== task.group.zh) {
      const whole = all.filter((one) => one.group.zh === task.group.zh);
      const names = new Set(whole.map((one) => one.key_task.zh));
      group = { name: task.group, keyTasks: [], isFlat: names.size === whole.length };
      groups.push(group);
    }
    const last = group.keyTasks.at(-1);
    if (last?.name.zh === task.key_task.zh) last.tasks.push(task);
    else group.keyTasks.push({ name: task.key_task, tasks: [task] });
  }
  return groups;
}

/** Records of all its registers, and when the last was entered. */
export function progressOf(task: Task): { records: number; last: string | null } {
  let records = 0;
  let last: string | null = null;
  for (const one of task.registers) {
    records += one.records;
    if (one.last_entry_at && (!last || one.last_entry_at > last)) last = one.last_entry_at;
  }
  return { records, last };
}
