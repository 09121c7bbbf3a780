// Which figures moved while one looked: marked for a while, told once.
import { onScopeDispose, shallowRef, watch, type Ref } from 'vue';
import type { Board, Name, StandingState } from '@/api/types';

export interface Move {
  target: string;
  name: Name;
  unit: string;
  from: string | null;
  to: string | null;
  state: StandingState | null; // the new one, where it changed
}

/** Nothing when the two answer different questions (another day, town or unit). */
export function movesBetween(before: Board, after: Board): Move[] {
  if (before.as_of !== after.as_of || before.area !== after.area || before.unit !== after.unit) return [];
  const old = new Map(before.targets.map((target) => [target.id, target]));
  return after.targets.flatMap((target) => {
    const was = old.get(target.id);
    if (!was) return [];
    return target.parts.flatMap((part, i) => {
      const then = was.parts[i];
      const same =
        !then ||
        (then.value === part.value &&
          then.numerator === part.numerator &&
          then.denominator === part.denominator &&
          was.state === target.state);
      if (same) return [];
      const state = was.state === target.state ? null : target.state;
      return [
        { target: target.id, name: part.name, unit: part.unit, from: then.value, to: part.value, state },
      ];
    });
  });
}

export function useMoves(board: Ref<Board | null>, keptFor = 30_000) {
  const moved = shallowRef<ReadonlyMap<string, Move>>(new Map());
  const newest = shallowRef<readonly Move[]>([]);
  const timers = new Set<ReturnType<typeof setTimeout>>();

  watch(board, (after, before) => {
    if (!after || !before) return;
    const moves = movesBetween(before, after);
    if (moves.length === 0) return;
    newest.value = moves;
    moved.value = new Map([...moved.value, ...moves.map((move) => [move.target, move] as const)]);
    const timer = setTimeout(() => {
      timers.delete(timer);
      moved.value = new Map([...moved.value].filter(([, move]) => !moves.includes(move)));
    }, keptFor);
    timers.add(timer);
  });
  onScopeDispose(() => timers.forEach(clearTimeout));
  return { moved, newest };
}
