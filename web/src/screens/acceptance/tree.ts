// The items of an acceptance as a tree: what stands below what, sums over it, what of it is shown.
import type { Acceptance, AcceptanceItem, AcceptanceState, Name } from '@/api/types';

export type Line = Acceptance['items'][number];
export type ItemState = Exclude<AcceptanceState, 'heading'>;
export const kItemStates = ['lacking', 'proved', 'not_yet'] as const satisfies ItemState[];

/** Of an item and all below it. */
export interface Sum {
  proved: number;
  lacking: number;
  not_yet: number;
  gaps: number;
}
export interface Node {
  item: Line;
  depth: number; // 0: stands below nothing that is shown
  below: Node[];
  sum: Sum;
}

function summed(node: Node): Sum {
  const { state, gaps } = node.item;
  const sum: Sum = { proved: 0, lacking: 0, not_yet: 0, gaps };
  if (state !== 'heading') ++sum[state];
  for (const { sum: of } of node.below)
    for (const part of ['proved', 'lacking', 'not_yet', 'gaps'] as const) sum[part] += of[part];
  return sum;
}

/** In the list's order. A heading below which nothing is left, as it is all another unit's, goes with it. */
export function treeOf(items: readonly Line[]): Node[] {
  const empty: Sum = { proved: 0, lacking: 0, not_yet: 0, gaps: 0 };
  const nodes = new Map(items.map((item) => [item.id, { item, depth: 0, below: [], sum: empty } as Node]));
  const tops: Node[] = [];
  for (const node of nodes.values()) {
    const above = node.item.above === null ? undefined : nodes.get(node.item.above);
    (above?.below ?? tops).push(node);
  }
  const settled = (list: Node[], depth: number): Node[] =>
    list
      .map((node) => {
        const below = settled(node.below, depth + 1);
        const made = { ...node, depth, below };
        return { ...made, sum: summed(made) };
      })
      .filter((node) => node.item.state !== 'heading' || node.below.length > 0);
  return settled(tops, 0);
}

export const leavesOf = (nodes: readonly Node[]): number =>
  nodes.reduce((all, { sum }) => all + sum.proved + sum.lacking + sum.not_yet, 0);

/** What is "" does not limit. */
export interface Sought {
  state: string;
  words: string;
}
const said = (name: Name): string => `${name.zh} ${name.en}`;

/** Items of that state that have the words, themselves or in a heading above them; headings stay for them. */
export function sought(items: readonly Line[], { state, words }: Sought): Line[] {
  const wanted = words.toLowerCase().split(/\s+/).filter(Boolean);
  const texts = new Map<string, string>();
  const textOf = (item: Line): string => {
    const own = [item.id, said(item.name), ...item.units.map((unit) => said(unit.name))].join(' ');
    return `${own.toLowerCase()} ${item.above === null ? '' : (texts.get(item.above) ?? '')}`;
  };
  for (const item of items) texts.set(item.id, textOf(item)); // an item stands after the one above it
  return items.filter((item) => {
    if (item.state === 'heading') return true;
    if (state && item.state !== state) return false;
    const text = texts.get(item.id) ?? '';
    return wanted.every((word) => text.includes(word));
  });
}

/** How deep the tree is open before anybody folds: a short one wholly. */
export const kDepths = ['first', 'second', 'all'] as const;
export type Depth = (typeof kDepths)[number];
const kShort = 40;
export function depthFor(leaves: number, asked: string): Depth {
  return kDepths.find((one) => one === asked) ?? (leaves <= kShort ? 'all' : 'second');
}
/** `flipped`: those that somebody opened or closed against the depth. */
export function isOpen(node: Node, depth: Depth, flipped: ReadonlySet<string>): boolean {
  const byDepth = depth === 'all' || (depth === 'second' && node.depth < 1);
  return flipped.has(node.item.id) ? !byDepth : byDepth;
}

/** An item of a frozen dossier as a line of its tree. */
export function lineOf(item: AcceptanceItem): Line {
  const { id, above, name, state, units, years } = item;
  const gaps = item.proofs.reduce((all, proof) => all + proof.gaps.length, 0);
  return { id, above, depth: 0, name, state, units, years, gaps };
}
