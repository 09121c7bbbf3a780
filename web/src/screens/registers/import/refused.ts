// The refused rows of a trial, a page at a time, and what was typed into them and not checked yet.
import { computed, reactive, ref, shallowRef, watch, type Ref } from 'vue';
import { get, Problem } from '@/api/client';
import type { Import, RefusedRows } from '@/api/types';
import type { RefusedRow } from './shapes';

const kPage = 50;
const kMost = 200; // rows that the API gives at once

export interface Draft {
  row: number;
  column: number;
  text: string;
}

export function useRefused(held: Ref<Import | null>) {
  const rows = shallowRef<RefusedRow[]>([]);
  const total = ref(0);
  const next = ref<string | null>(null);
  const problem = shallowRef<Problem | null>(null);
  const drafts = reactive(new Map<string, Draft>());
  const sent = reactive(new Map<string, Draft>()); // with the trial; shown until the rows are read again
  const asking = ref(false);
  let revision = '';

  async function page(cursor: string | null): Promise<void> {
    const of = revision;
    asking.value = true;
    try {
      const answer = await get<RefusedRows>(`/api/v1/imports/${held.value!.id}/refused`, {
        limit: cursor ? kPage : Math.min(Math.max(rows.value.length, kPage), kMost), // what was seen stays
        cursor,
      });
      if (of !== revision) return;
      rows.value = cursor ? [...rows.value, ...answer.rows] : answer.rows;
      if (!cursor) sent.clear();
      total.value = answer.total;
      next.value = answer.next;
      problem.value = null;
    } catch (failed) {
      if (!(failed instanceof Problem)) throw failed;
      if (of === revision) problem.value = failed;
    } finally {
      if (of === revision) asking.value = false;
    }
  }
  // Rows stay on the screen while they are tried again.
  watch(
    () => (held.value?.trial ? `${held.value.id} ${held.value.revision} ${held.value.state}` : ''),
    (now) => {
      if (!now || now === revision || held.value?.state === 'trying') return;
      revision = now;
      void page(null);
    },
    { immediate: true },
  );

  const keyOf = (row: number, column: number): string => `${row}:${column}`;
  const textAt = (row: RefusedRow, column: number): string =>
    sent.get(keyOf(row.row, column))?.text ?? row.cells.find((cell) => cell.column === column)?.text ?? '';
  return {
    rows,
    total,
    problem,
    asking,
    rest: computed(() => (next.value ? Math.min(kPage, total.value - rows.value.length) : 0)),
    more: async (): Promise<void> => {
      if (!asking.value) await page(next.value); // pressed twice it would come twice
    },
    drafts,
    textOf: (row: RefusedRow, column: number): string =>
      drafts.get(keyOf(row.row, column))?.text ?? textAt(row, column),
    isDraft: (row: RefusedRow, column: number): boolean => drafts.has(keyOf(row.row, column)),
    type(row: RefusedRow, column: number, text: string): void {
      if (text === textAt(row, column)) drafts.delete(keyOf(row.row, column));
      else drafts.set(keyOf(row.row, column), { row: row.row, column, text });
    },
    /** Sends what was typed, and tells whether it was taken; what is typed meanwhile is still to be sent. */
    async check(send: (cells: Draft[]) => Promise<boolean>): Promise<boolean> {
      const cells = [...drafts.values()];
      if (!(await send(cells))) return false;
      for (const cell of cells) {
        const key = keyOf(cell.row, cell.column);
        sent.set(key, cell);
        if (drafts.get(key)?.text === cell.text) drafts.delete(key);
      }
      return true;
    },
  };
}
export type Refused = ReturnType<typeof useRefused>;

/** The reasons at a cell of the row; with null those of the row as a whole. */
export function reasonsAt(row: RefusedRow, column: number | null): RefusedRow['reasons'] {
  return row.reasons.filter((reason) => reason.column === column);
}
