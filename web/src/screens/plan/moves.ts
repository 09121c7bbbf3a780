// Which figures moved while one looked: marked for a while, told once.
import { onScopeDispose, shallowRef, watch, type Ref } from 'vue';
import type { Board, BoardPart, StandingState } from '@/api/types';
import { fractionText, numberText, withUnit } from './figures';

type Amounts = Pick<BoardPart, 'value' | 'numerator' | 'denominator'>;
interface Side extends Amounts {
  state: StandingState; // of the target
}
export interface Move {
  target: string;
  unit: string;
  threshold: string | null;
  from: Side;
  to: Side;
}

const sameAmounts = (a: Amounts, b: Amounts): boolean =>
  a.value === b.value && a.numerator === b.numerator && a.denominator === b.denominator;

/**
 * One for each target that moved: of its first indicator whose figures did; of its first where only the state
 * did. Nothing when the two answer different questions (another day, town or unit).
 */
export function movesBetween(before: Board, after: Board): Move[] {
  if (before.as_of !== after.as_of || before.area !== after.area || before.unit !== after.unit) return [];
  const old = new Map(before.targets.map((target) => [target.id, target]));
  return after.targets.flatMap((target) => {
    const was = old.get(target.id);
    if (!was) return [];
    const pairs = target.parts.flatMap((now) => {
      const then = was.parts.find((one) => one.indicator === now.indicator);
      return then ? [{ then, now }] : [];
    });
    const moved =
      pairs.find(({ then, now }) => !sameAmounts(then, now)) ?? (was.state !== target.state && pairs[0]);
    if (!moved) return [];
    const side = ({ value, numerator, denominator }: Amounts, state: StandingState): Side => ({
      value,
      numerator,
      denominator,
      state,
    });
    const { then, now } = moved;
    const { unit, threshold } = now;
    return [{ target: target.id, unit, threshold, from: side(then, was.state), to: side(now, target.state) }];
  });
}

/**
 * "94.1% → 94.3%": the first reading in which the two sides differ. By the value; by numerator and denominator
 * where the value reads the same; by the state where nothing else moved, or nothing that can be read.
 */
export function moveText(
  { from, to, unit, threshold }: Move,
  none: string,
  stateName: (state: StandingState) => string,
): { from: string; to: string } {
  const readings = [
    (of: Side) => withUnit(numberText(of.value, threshold), unit) || none,
    (of: Side) => fractionText(of),
    (of: Side) => (from.state === to.state ? withUnit(of.value ?? '', unit) : stateName(of.state)),
  ];
  const read = readings.find((one) => one(from) !== one(to)) ?? readings[1]!;
  return { from: read(from), to: read(to) };
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
