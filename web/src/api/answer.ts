// What a screen asks of the API and shows: kept while it is asked anew, and asked anew when the books move.
import { computed, onScopeDispose, ref, shallowRef, toValue, watch, type MaybeRefOrGetter } from 'vue';
import { ask, Problem, type Asking } from './client';
import { i18n } from '@/words';
import { onChange } from './live';

export interface Wanted {
  path: string;
  query?: Asking['query'];
}
export interface Following {
  /** "always": each change of the books; ids: only changes of these registers. */
  follow?: MaybeRefOrGetter<'always' | string[] | null>;
}

export function useAnswer<T>(wanted: MaybeRefOrGetter<Wanted | null>, following: Following = {}) {
  const data = shallowRef<T | null>(null);
  const etag = ref<string | null>(null);
  const problem = shallowRef<Problem | null>(null);
  const asking = ref(0);
  let current: AbortController | null = null;

  let isGone = false;
  let running = Promise.resolve();
  const reload = (): Promise<void> => (running = load());
  async function load(): Promise<void> {
    if (isGone) return;
    const what = toValue(wanted);
    current?.abort();
    if (!what) {
      data.value = null;
      return;
    }
    const mine = (current = new AbortController());
    ++asking.value;
    try {
      const answer = await ask<T>('GET', what.path, { query: what.query, signal: mine.signal });
      if (mine.signal.aborted) return;
      data.value = answer.data;
      etag.value = answer.etag;
      problem.value = null;
    } catch (failed) {
      if (mine.signal.aborted) return;
      if (!(failed instanceof Problem)) throw failed;
      problem.value = failed;
      if (failed.status === 404 || failed.status === 403) data.value = null;
    } finally {
      --asking.value;
    }
  }

  watch(
    // Texts inside records come in the language that was asked for.
    () => i18n.global.locale.value + JSON.stringify(toValue(wanted)),
    () => void reload(),
    { immediate: true },
  );
  onScopeDispose(() => {
    isGone = true;
    current?.abort();
  });

  if (following.follow !== undefined)
    onChange(
      () => toValue(following.follow) ?? null,
      async () => {
        await running; // never cut off by a change
        await reload();
      },
    );

  return { data, etag, problem, loading: computed(() => asking.value > 0), reload };
}
