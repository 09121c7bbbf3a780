import { describe, expect, it } from 'vitest';
import type { AcceptanceGap } from '@/api/types';
import { filesLike, firstOf, foldersOf } from '@/screens/acceptance/dossiers/files';
import { fileAddress, formFor, isFiled, listOf } from '@/screens/acceptance/filing';
import { depthFor, isOpen, leavesOf, sought, treeOf, type Line, type Node } from '@/screens/acceptance/tree';

const both = (text: string) => ({ zh: text, en: text });
const lineOf = (id: string, above: string | null, state: Line['state'], gaps = 0, name = id): Line => ({
  id,
  above,
  depth: 0,
  name: both(name),
  state,
  units: [],
  years: [2022],
  gaps,
});
const kLines = [
  lineOf('1', null, 'heading', 0, '组织实施'),
  lineOf('1.1', '1', 'heading', 0, '启动阶段'),
  lineOf('1.1.1', '1.1', 'lacking', 2, '名单'),
  lineOf('1.1.2', '1.1', 'proved', 0, '方案'),
  lineOf('2', null, 'heading', 0, '任务落实'),
  lineOf('1.2', '1', 'not_yet', 0, '巩固'),
  lineOf('3', null, 'heading', 0, '只有标题'),
];
const idsOf = (nodes: readonly Node[]): string[] =>
  nodes.flatMap(({ item, below }) => [item.id, ...idsOf(below)]);

describe('The tree of an acceptance', () => {
  it('puts items below each other in the order of the list, without headings of nothing', () => {
    expect(idsOf(treeOf(kLines))).toEqual(['1', '1.1', '1.1.1', '1.1.2', '1.2']);
  });
  it('sums what stands below', () => {
    const top = treeOf(kLines)[0]!;
    expect(top.sum).toEqual({ proved: 1, lacking: 1, not_yet: 1, gaps: 2 });
    expect(top.below[0]!.sum).toEqual({ proved: 1, lacking: 1, not_yet: 0, gaps: 2 });
    expect(leavesOf(treeOf(kLines))).toBe(3);
  });
  it('keeps an item whose heading is not shown', () => {
    const nodes = treeOf([lineOf('9.1', '9', 'lacking', 1)]);
    expect(nodes.map(({ item, depth }) => [item.id, depth])).toEqual([['9.1', 0]]);
  });
  it.each([
    ['lacking', '', ['1.1.1']],
    ['', '启动', ['1.1.1', '1.1.2']], // the heading's words are those of all below
    ['', '启动 方案', ['1.1.2']],
    ['not_yet', '组织', ['1.2']],
    ['', '没有', []],
  ])('shows of state "%s" with "%s": %j', (state, words, leaves) => {
    const shown = idsOf(treeOf(sought(kLines, { state, words })));
    expect(shown.filter((id) => kLines.find((line) => line.id === id)!.state !== 'heading')).toEqual(leaves);
  });
  it.each([
    [12, '', 'all'],
    [150, '', 'second'],
    [150, 'all', 'all'],
    [12, 'first', 'first'],
    [12, 'nonsense', 'all'],
  ])('of %i items is open as deep as "%s" asks: %s', (leaves, asked, depth) => {
    expect(depthFor(leaves, asked)).toBe(depth);
  });
  it('opens and closes one against the depth', () => {
    const [top] = treeOf(kLines);
    const inner = top!.below[0]!;
    expect([top!, inner].map((node) => isOpen(node, 'second', new Set()))).toEqual([true, false]);
    expect([top!, inner].map((node) => isOpen(node, 'second', new Set(['1', '1.1'])))).toEqual([false, true]);
  });
});

const gapOf = (of: Partial<AcceptanceGap>): AcceptanceGap => ({
  kind: 'missing',
  year: 2022,
  unit: { id: 'U23', name: both('市市场监管局') },
  what: both(''),
  next: both(''),
  register: { id: 'paper', name: both('材料') },
  record: null,
  target: null,
  fill: {},
  ...of,
});
describe('A gap leads', () => {
  it('to the form of a document with what is known of it', () => {
    const fill = { number: '1.1.1', sort: 'rule', office: 'U23' };
    expect(isFiled(gapOf({ fill }))).toBe(true);
    expect(formFor(gapOf({ fill }))).toEqual({
      path: '/registers/paper/new',
      query: { 'f.number': '1.1.1', 'f.sort': 'rule', 'f.office': 'U23' },
    });
  });
  it('to the plain form of another register, to none where a record or nothing is concerned', () => {
    expect(isFiled(gapOf({}))).toBe(false);
    expect(formFor(gapOf({}))).toEqual({ path: '/registers/paper/new', query: {} });
    expect(formFor(gapOf({ record: 3 }))).toBeNull();
    expect(formFor(gapOf({ register: null }))).toBeNull();
  });
});

describe("A ledger's count leads", () => {
  it('to the list as the books would filter it', () => {
    const filter = { 'f.held_on.from': '2022-01-01', 'f.held_on.to': '2022-12-31' };
    expect(listOf({ register: { id: 'training', name: both('培训') }, filter })).toEqual({
      path: '/registers/training',
      query: filter,
    });
  });
});

describe("A dossier's files", () => {
  const files = ['README.txt', 'data/board.json', '台账/目标.xlsx', '目录.xlsx', '自查报告.pdf'].map(
    (name, i) => ({
      name,
      sha256: `${i}abc`,
    }),
  );
  it('begin with the catalogue and the report', () => {
    expect(firstOf(files).map((file) => file.name)).toEqual(['目录.xlsx', '自查报告.pdf', 'README.txt']);
  });
  it('are found by name, by folder and by the beginning of a hash', () => {
    expect(foldersOf(files)).toEqual(['data', '台账']);
    expect(filesLike(files, '目', '').map((file) => file.name)).toEqual(['台账/目标.xlsx', '目录.xlsx']);
    expect(filesLike(files, '目', '台账')).toHaveLength(1);
    expect(filesLike(files, '4ab', '').map((file) => file.name)).toEqual(['自查报告.pdf']);
  });
  it('are asked for by name', () => {
    expect(fileAddress(3, '台账/a b.xlsx', true)).toBe(
      '/api/v1/dossiers/3/file?name=%E5%8F%B0%E8%B4%A6%2Fa+b.xlsx&download=1',
    );
  });
});
