// The points that a plan leaves open, in the order in which they matter: what hangs on each of them.
import type { BoardTarget, DecisionPoint, Task } from '@/api/types';

/** What the points are about, as far as it is known. */
export interface Plan {
  targets: readonly BoardTarget[];
  tasks: readonly Task[];
}
export type Effect = 'blocks' | 'presses' | 'bears' | 'leads' | 'rest';
export interface Section {
  effect: Effect;
  points: DecisionPoint[];
}
const kEffects: readonly Effect[] = ['blocks', 'presses', 'bears', 'leads', 'rest'];
const kPressing: readonly BoardTarget['state'][] = ['not_met', 'stale', 'cannot_judge'];

export const isOpen = (point: DecisionPoint): boolean => point.certainty === 'to_be_confirmed';

/** The targets that a point bears on: named, or by an indicator of theirs. */
function targetsOf(point: DecisionPoint, plan: Plan): BoardTarget[] {
  return plan.targets.filter(
    ({ id, parts }) =>
      point.concerns.includes(id) || parts.some((part) => point.concerns.includes(part.indicator)),
  );
}

export function effectOf(point: DecisionPoint, plan: Plan): Effect {
  if (point.kind === 'threshold' && point.value === null) return 'blocks';
  if (point.kind === 'lead') return 'leads'; // who does it; the figure is judged as before
  const targets = targetsOf(point, plan);
  if (targets.some(({ state }) => kPressing.includes(state))) return 'presses';
  return targets.length > 0 ? 'bears' : 'rest';
}

export function sectionsOf(points: readonly DecisionPoint[], plan: Plan): Section[] {
  const effects = new Map(points.map((point) => [point, effectOf(point, plan)]));
  return kEffects
    .map((effect) => ({ effect, points: points.filter((point) => effects.get(point) === effect) }))
    .filter((section) => section.points.length > 0);
}

/** The units that a point concerns: named, or responsible for a target or task of it. */
export function unitsOf(point: DecisionPoint, plan: Plan): Set<string> {
  const tasks = plan.tasks.filter((task) => point.concerns.includes(task.id));
  const responsible = [...targetsOf(point, plan), ...tasks].flatMap((one) => one.units);
  return new Set([...point.concerns, ...responsible.map((unit) => unit.id)]);
}

/** The page of what a point concerns; null: it has none. */
export function pathOf(id: string, plan: Plan): string | null {
  if (plan.targets.some((target) => target.id === id)) return `/targets/${id}`;
  return plan.tasks.some((task) => task.id === id) ? `/tasks/${id}` : null;
}
