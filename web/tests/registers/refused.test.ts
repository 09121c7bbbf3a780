import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { effectScope, nextTick, shallowRef, type EffectScope } from 'vue';
import type { Import } from '@/api/types';
import { useRefused, type Draft } from '@/screens/registers/import/refused';

const kTown = 6; // column
const sheet = (from: number, to: number, town = '柳诗') => ({
  rows: Array.from({ length: to - from }, (_, i) => ({
    row: from + i,
    cells: [{ column: kTown, text: town, corrected: false }],
    reasons: [],
  })),
  total: 120,
  next: to < 120 ? String(to) : null,
});
const trial = (revision: number, state: Import['state'] = 'tried'): Import =>
  ({ id: 'a', revision, state, trial: {} }) as Import;

describe('The refused rows of a trial', () => {
  let scope: EffectScope;
  let asked: URL[];
  let answer: (from: number, limit: number) => object;
  beforeEach(() => {
    scope = effectScope();
    asked = [];
    answer = (from, limit) => sheet(from, from + limit);
    vi.stubGlobal('fetch', async (path: string) => {
      const url = new URL(path, 'http://desk');
      asked.push(url);
      const body = answer(Number(url.searchParams.get('cursor')), Number(url.searchParams.get('limit')));
      return new Response(JSON.stringify(body), { headers: { 'content-type': 'application/json' } });
    });
  });
  afterEach(() => {
    scope.stop();
    vi.unstubAllGlobals();
  });
  const read = async (held: ReturnType<typeof shallowRef<Import | null>>) => {
    const refused = scope.run(() => useRefused(held as Parameters<typeof useRefused>[0]))!;
    await vi.waitFor(() => expect(refused.rows.value).toHaveLength(50));
    return refused;
  };

  it('keep what is typed while others are checked', async () => {
    const held = shallowRef<Import | null>(trial(1));
    const refused = await read(held);
    const [first, second] = refused.rows.value;
    refused.type(first!, kTown, '柳市');
    const isTaken = refused.check(async (cells: Draft[]) => {
      expect(cells.map((cell) => cell.row)).toEqual([0]);
      refused.type(second!, kTown, '柳市镇'); // before the answer is there
      refused.type(first!, kTown, '柳市街');
      refused.type(first!, kTown, '柳市');
      return true;
    });
    expect(await isTaken).toBe(true);
    expect([...refused.drafts.values()].map((draft) => draft.row)).toEqual([1]);
    expect(refused.textOf(first!, kTown)).toBe('柳市'); // as it was sent, until the rows are read again

    refused.type(first!, kTown, '柳诗'); // what it was at first is another text than what was sent
    expect(refused.isDraft(first!, kTown)).toBe(true);
    answer = (from, limit) => sheet(from + 1, from + 1 + limit);
    held.value = trial(2);
    await vi.waitFor(() => expect(refused.rows.value[0]!.row).toBe(1));
    expect(refused.textOf(refused.rows.value[0]!, kTown)).toBe('柳市镇');
    expect(refused.drafts.size).toBe(2);
  });

  it('keep all that was typed when it could not be sent', async () => {
    const refused = await read(shallowRef<Import | null>(trial(1)));
    refused.type(refused.rows.value[0]!, kTown, '柳市');
    expect(await refused.check(async () => false)).toBe(false);
    expect(refused.drafts.size).toBe(1);
  });

  it('come once when more is pressed twice, and all that were seen come again after a check', async () => {
    const held = shallowRef<Import | null>(trial(1));
    const refused = await read(held);
    await Promise.all([refused.more(), refused.more()]);
    expect(refused.rows.value.map((row) => row.row)).toEqual(Array.from({ length: 100 }, (_, i) => i));
    held.value = trial(2);
    await nextTick();
    await vi.waitFor(() => expect(asked).toHaveLength(3));
    expect(asked[2]!.searchParams.get('limit')).toBe('100');
  });
});
