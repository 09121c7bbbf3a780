// A register's records as one long list: how many there are, and each by its place.
import { onScopeDispose, ref, shallowRef, watch } from 'vue';
import { get, Problem } from '@/api/client';
import { onChange } from '@/api/live';
import type { ListedRecord, RecordPage } from '@/api/types';
import { useLater } from '@/parts/later';
import { useWords } from '@/words';
import { kPage, Pages } from './pages';
import { addressOf, type Question } from './question';

const kPause = 80; // ms: what is scrolled past in that time is not asked for

export function useRecordList(register: () => string, question: () => Question, isReady: () => boolean) {
  const { language } = useWords();
  const rows = ref(0);
  const counted = ref(false);
  const problem = shallowRef<Problem | null>(null);
  const path = (): string => `/api/v1/registers/${register()}/records`;

  const pages = new Pages<ListedRecord>(
    (offset, after, signal) => {
      const from: Record<string, string> = after ? { cursor: after } : { offset: String(offset) };
      return get<RecordPage>(
        addressOf(path(), question(), { ...from, limit: String(kPage) }),
        undefined,
        signal,
      );
    },
    (failed) => tell(failed),
  );
  function tell(failed: unknown): void {
    if (!(failed instanceof Problem)) throw failed;
    problem.value = failed;
  }

  let first = 0;
  let last = 0;
  const { later } = useLater(kPause);
  function look(from: number, to: number): void {
    first = from;
    last = to;
    later(() => pages.need(first, last));
  }

  let counting: AbortController | null = null;
  async function count(): Promise<void> {
    counting?.abort();
    const mine = (counting = new AbortController());
    try {
      const page = await get<RecordPage>(
        addressOf(path(), question(), { limit: '0', count: '1' }),
        undefined,
        mine.signal,
      );
      if (mine.signal.aborted) return;
      rows.value = page.total ?? 0;
      counted.value = true;
      problem.value = null;
    } catch (failed) {
      if (!mine.signal.aborted) tell(failed);
    }
  }

  function begin(): void {
    pages.clear();
    counted.value = false;
    void count();
    void pages.need(0, 1); // comes while they are counted
  }
  watch(
    // What a list shows is text in one language.
    () => (isReady() ? `${language.value} ${addressOf(path(), question())}` : ''),
    (asked) => asked && begin(),
    {
      immediate: true,
    },
  );

  const refresh = (): Promise<unknown> => Promise.all([count(), pages.refresh(first, last)]);
  onChange(() => [register()], refresh);

  onScopeDispose(() => {
    counting?.abort();
    pages.abort();
  });
  return { rows, counted, problem, at: (row: number) => pages.at(row), look, refresh };
}
