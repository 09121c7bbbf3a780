// A lifecycle as a drawing: states in a column, under each its steps; from each step a line runs beside the column
// to the state it leads to: on the right to a later one, on the left back to an earlier one. What leads to the same
// state runs along one line.
import type { Lifecycle, LifecycleStep, MatterState } from '@/api/types';

/** How a stretch of a line is drawn: not at all, plainly, or as one that can be taken from where the record stands. */
export type Ink = 0 | 1 | 2;

/** Where a lane crosses a row: above and below the row's middle, through it, and from the column to the lane. */
export interface Cell {
  up: Ink;
  down: Ink;
  across: Ink;
  half: Ink;
}

export interface Side {
  cells: Cell[]; // the lane nearest to the column first
  touches: Ink; // a line leaves the row here, or reaches it
}

export interface Row {
  state: MatterState;
  step: LifecycleStep | null; // null: the state itself
  leadsTo: MatterState[]; // of a step: other states
  mayStay: boolean;
  right: Side;
  left: Side;
}

interface Trunk {
  to: number; // rows
  from: number[];
  first: number;
  last: number;
  lane: number;
}

/** Each trunk gets the nearest lane that is free along it, the short ones first. */
function lay(trunks: Trunk[]): number {
  const placed: Trunk[] = [];
  for (const trunk of [...trunks].sort((a, b) => a.last - a.first - (b.last - b.first) || a.to - b.to)) {
    const taken = placed.filter((one) => one.first <= trunk.last && trunk.first <= one.last);
    while (taken.some((one) => one.lane === trunk.lane)) ++trunk.lane;
    placed.push(trunk);
  }
  return placed.reduce((most, one) => Math.max(most, one.lane + 1), 0);
}

const stronger = (a: Ink, b: Ink): Ink => (a > b ? a : b);

function draw(side: (row: number) => Side, trunks: readonly Trunk[], isHere: (row: number) => boolean): void {
  for (const { to, from, first, last, lane } of trunks) {
    const live = from.filter(isHere);
    const inkOf = (is: boolean): Ink => (is ? 2 : 1);
    /** Between two rows the line is walked by those who come from beyond it, seen from where it leads. */
    const inkBelow = (row: number): Ink =>
      inkOf(live.some((source) => (to > row ? source <= row : source > row)));
    for (let row = first; row <= last; ++row) {
      const { cells } = side(row);
      const own = cells[lane]!;
      if (row > first) own.up = stronger(own.up, inkBelow(row - 1));
      if (row < last) own.down = stronger(own.down, inkBelow(row));
      if (row !== to && !from.includes(row)) continue;
      const ink = inkOf(row === to ? live.length > 0 : isHere(row));
      own.half = stronger(own.half, ink);
      for (const inner of cells.slice(0, lane)) inner.across = stronger(inner.across, ink);
      side(row).touches = stronger(side(row).touches, ink);
    }
  }
}

/** `here`: the state where a record stands, "" for none. */
export function rowsOf(lifecycle: Pick<Lifecycle, 'states' | 'steps'>, here: string): Row[] {
  const { states, steps } = lifecycle;
  const orderOf = new Map(states.map((state, i) => [state.id, i]));
  const rows: Row[] = [];
  const rowOfState: number[] = [];
  const side = (): Side => ({ cells: [], touches: 0 });
  for (const state of states) {
    rowOfState.push(rows.length);
    rows.push({ state, step: null, leadsTo: [], mayStay: false, right: side(), left: side() });
    for (const step of steps.filter(({ from }) => from.includes(state.id))) {
      const leadsTo = states.filter(({ id }) => id !== state.id && step.to.includes(id));
      const mayStay = step.to.length === 0 || step.to.includes(state.id);
      rows.push({ state, step, leadsTo, mayStay, right: side(), left: side() });
    }
  }

  const right = new Map<string, Trunk>();
  const left = new Map<string, Trunk>();
  rows.forEach((row, at) => {
    for (const { id } of row.leadsTo) {
      const to = rowOfState[orderOf.get(id)!]!;
      const trunks = to > at ? right : left;
      const trunk = trunks.get(id) ?? { to, from: [], first: to, last: to, lane: 0 };
      trunk.from.push(at);
      trunk.first = Math.min(trunk.first, at);
      trunk.last = Math.max(trunk.last, at);
      trunks.set(id, trunk);
    }
  });
  for (const [which, trunks] of [
    ['right', right],
    ['left', left],
  ] as const) {
    const all = [...trunks.values()];
    const lanes = lay(all);
    for (const row of rows)
      row[which].cells = Array.from({ length: lanes }, () => ({ up: 0, down: 0, across: 0, half: 0 }));
    draw(
      (row) => rows[row]![which],
      all,
      (row) => rows[row]!.state.id === here,
    );
  }
  return rows;
}

/** The lines of one ink in a row as an SVG path; a lane is two wide, a row two high. */
export function pathOf({ cells }: Side, which: 'right' | 'left', ink: Ink): string {
  return cells
    .map((cell, lane) => {
      const left = 2 * (which === 'right' ? lane : cells.length - 1 - lane);
      const middle = left + 1;
      return [
        cell.up === ink ? `M${middle} 0V1` : '',
        cell.down === ink ? `M${middle} 1V2` : '',
        cell.across === ink ? `M${left} 1H${left + 2}` : '',
        cell.half === ink ? `M${which === 'right' ? left : left + 2} 1H${middle}` : '',
      ].join('');
    })
    .join('');
}

/** Where a step's line runs into one that passes by, as an SVG path of dots: lines without one only cross. */
export function dotsOf({ cells }: Side, which: 'right' | 'left', ink: Ink): string {
  return cells
    .map(({ up, down, half }, lane) => {
      const middle = 2 * (which === 'right' ? lane : cells.length - 1 - lane) + 1;
      return half === ink && up && down ? `M${middle} 1h0` : '';
    })
    .join('');
}
