// The refused rows of a trial, a page at a time, and what was typed into them and not checked yet.
import { computed, reactive, ref, shallowRef, watch, type Ref } from 'vue';
import { get, Problem } from '@/api/client';
import type { Import, RefusedRows } from '@/api/types';
import type { RefusedRow } from './shapes';

const kPage = 50;

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
  let revision = '';

  async function page(cursor: string | null): Promise<void> {
    const of = revision;
    try {
      const answer = await get<RefusedRows>(`/api/v1/imports/${held.value!.id}/refused`, {
        limit: kPage,
        cursor,
      });
      if (of !== revision) return;
      rows.value = cursor ? [...rows.value, ...answer.rows] : answer.rows;
      total.value = answer.total;
      next.value = answer.next;
      problem.value = null;
    } catch (failed) {
      if (!(failed instanceof Problem)) throw failed;
      if (of === revision) problem.value = failed;
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
  return {
    rows,
    total,
    problem,
    rest: computed(() => (next.value ? Math.min(kPage, total.value - rows.value.length) : 0)),
    more: () => page(next.value),
    drafts,
    textOf: (row: RefusedRow, column: number): string =>
      drafts.get(keyOf(row.row, column))?.text ??
      row.cells.find((cell) => cell.column === column)?.text ??
      '',
    isDraft: (row: RefusedRow, column: number): boolean => drafts.has(keyOf(row.row, column)),
    type(row: RefusedRow, column: number, text: string): void {
      const was = row.cells.find((cell) => cell.column === column)?.text ?? '';
      if (text === was) drafts.delete(keyOf(row.row, column));
      else drafts.set(keyOf(row.row, column), { row: row.row, column, text });
    },
  };
}
export type Refused = ReturnType<typeof useRefused>;

/** The reasons at a cell of the row; with null those of the row as a whole. */
export function reasonsAt(row: RefusedRow, column: number | null): RefusedRow['reasons'] {
  return row.reasons.filter((reason) => reason.column === column);
}
