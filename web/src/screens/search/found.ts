// What was found: where it stands, and the pages behind the first.
import { computed, ref, shallowRef, watch, type Ref } from 'vue';
import { Problem } from '@/api/client';
import type { EvidenceShown, RecordShown } from '@/api/types';

export interface Page<T> {
  items: T[];
  next: string | null; // where the page behind it begins
}

/** The first page as it is asked anew, with those behind it as far as they were asked for. */
export function usePages<T>(first: Ref<Page<T> | null>, fetch: (next: string) => Promise<Page<T>>) {
  const behind = shallowRef<Page<T>[]>([]);
  const busy = ref(false);
  const problem = shallowRef<Problem | null>(null);
  watch(first, () => {
    behind.value = [];
    problem.value = null;
  });
  const pages = computed(() => (first.value ? [first.value, ...behind.value] : []));
  const next = computed(() => pages.value.at(-1)?.next ?? null);

  async function more(): Promise<void> {
    const from = next.value;
    const of = first.value;
    if (!from || busy.value) return;
    busy.value = true;
    problem.value = null;
    try {
      const page = await fetch(from);
      if (first.value === of) behind.value = [...behind.value, page]; // else it belongs to another question
    } catch (failed) {
      if (!(failed instanceof Problem)) throw failed;
      problem.value = failed;
    } finally {
      busy.value = false;
    }
  }
  return { items: computed(() => pages.value.flatMap((page) => page.items)), next, more, busy, problem };
}

export const recordAddress = (record: RecordShown): string =>
  `/registers/${encodeURIComponent(record.register.id)}/records/${record.id}`;
export const pictureAddress = (side: EvidenceShown): string =>
  `/api/v1/registers/${encodeURIComponent(side.register.id)}/records/${side.id}/files/${encodeURIComponent(side.field)}`;

/** The years that may be chosen, the newest first. */
export function yearsUntil(day: string, count = 8): string[] {
  const last = Number(day.slice(0, 4));
  return last ? Array.from({ length: count }, (_, i) => String(last - i)) : [];
}
