// Entries of the security journal as they were asked for: the newest page, and older ones behind it on request.
import { computed, shallowRef, watch, type Ref } from 'vue';
import { useAct } from '@/api/act';
import { useAnswer } from '@/api/answer';
import { get, type Asking } from '@/api/client';
import type { SecurityJournal } from '@/api/types';

const kPath = '/api/v1/journal';

export function useEntries(query: Readonly<Ref<Asking['query']>>) {
  const asked = useAnswer<SecurityJournal>(() => ({ path: kPath, query: query.value }));
  const newest = asked.data;
  const { busy, problem, run, forget } = useAct();
  const older = shallowRef<SecurityJournal[]>([]);
  watch(newest, () => {
    older.value = [];
    forget();
  });
  const pages = computed(() => (newest.value ? [newest.value, ...older.value] : []));
  const next = computed(() => pages.value.at(-1)?.next ?? null);

  async function readOlder(): Promise<void> {
    const of = newest.value;
    await run(async () => {
      const page = await get<SecurityJournal>(kPath, { ...query.value, cursor: next.value });
      if (of === newest.value) older.value = [...older.value, page]; // else another question was asked meanwhile
    });
  }

  return {
    ...asked,
    entries: computed(() => pages.value.flatMap((page) => page.entries)),
    hasOlder: computed(() => next.value !== null),
    older: { busy, problem, read: readOlder },
  };
}
