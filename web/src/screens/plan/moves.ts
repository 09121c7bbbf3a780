// Which figures moved while one looked: marked for a while, told once.
import { onScopeDispose, shallowRef, watch, type Ref } from 'vue';
import type { Board, BoardPart, Name, StandingState } from '@/api/types';
import { fractionText, numberText, withUnit } from './figures';

type Amounts = Pick<BoardPart, 'value' | 'numerator' | 'denominator'>;
export interface Move {
  target: string;
  name: Name;
  unit: string;
  from: Amounts;
  to: Amounts;
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
      const amounts = ({ value, numerator, denominator }: Amounts): Amounts => ({
        value,
        numerator,
        denominator,
      });
      return [
        {
          target: target.id,
          name: part.name,
          unit: part.unit,
          from: amounts(then),
          to: amounts(part),
          state,
        },
      ];
    });
  });
}

/** "94.1% → 94.3%"; by numerator and denominator where the value reads the same. */
export function moveText(move: Move, none: string): { from: string; to: string } {
  const read = (of: Amounts): string => withUnit(numberText(of.value), move.unit) || none;
  const [from, to] = [read(move.from), read(move.to)];
  return from === to ? { from: fractionText(move.from), to: fractionText(move.to) } : { from, to };
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
