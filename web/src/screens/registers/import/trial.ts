// One import in hand: what the API holds of it, followed while it is tried and carried out.
import { computed, onScopeDispose, ref, shallowRef, watch, type Ref } from 'vue';
import { useAct } from '@/api/act';
import { get, patch, post, Problem, remove } from '@/api/client';
import { onEvent } from '@/api/live';
import { onceKey } from '@/api/once';
import type { Import, ImportChange, ImportTrial, Understood } from '@/api/types';

interface ImportEvent {
  import: string;
  state: Import['state'];
  revision: number;
  rows: number;
  of: number | null;
}

const isUnderWay = (state: Import['state'] | undefined): boolean =>
  state === 'trying' || state === 'importing';

export function useTrial(id: Ref<string | undefined>) {
  const held = shallowRef<Import | null>(null);
  const missing = shallowRef<Problem | null>(null); // the import cannot be read
  const rows = ref(0); // gone by, of the trial or import under way
  // These stay on the screen while it is tried again.
  const understood = shallowRef<Understood | null>(null);
  const counts = shallowRef<ImportTrial | null>(null);
  const { busy, problem, run } = useAct();

  function take(next: Import): void {
    if (next.id !== id.value) return;
    const now = held.value;
    if (now?.id === next.id && next.revision < now.revision) return; // an answer that was overtaken
    held.value = next;
    rows.value = next.rows_done;
    if (next.understood || next.state === 'unreadable') understood.value = next.understood;
    if (next.trial || next.state === 'unreadable') counts.value = next.trial;
  }

  async function reload(): Promise<void> {
    const asked = id.value;
    if (!asked) return;
    try {
      take(await get<Import>(`/api/v1/imports/${asked}`));
      missing.value = null;
    } catch (failed) {
      if (!(failed instanceof Problem)) throw failed;
      if (asked === id.value) missing.value = failed;
    }
  }

  watch(
    id,
    () => {
      held.value = understood.value = counts.value = missing.value = null;
      void reload();
    },
    { immediate: true },
  );
  onEvent<ImportEvent>('import', (event) => {
    if (event.import !== id.value) return;
    rows.value = event.rows;
    if (event.state !== held.value?.state || event.revision !== held.value.revision) void reload();
  });
  // Where live events do not come through (an old proxy), it is asked from time to time.
  const timer = setInterval(() => isUnderWay(held.value?.state) && void reload(), 2000);
  onScopeDispose(() => clearInterval(timer));

  const of = (): string => `/api/v1/imports/${id.value}`;
  return {
    held,
    understood,
    counts,
    missing,
    rows,
    busy,
    problem,
    reload,
    take,
    isTrying: computed(() => held.value?.state === 'trying'),
    /** Other choices: the table is tried again. */
    choose: (choices: ImportChange) => run(async () => take(await patch<Import>(of(), choices))),
    confirm: () =>
      run(async () =>
        take(
          await post<Import>(
            `${of()}/confirmation`,
            { revision: held.value!.revision },
            { idempotencyKey: onceKey() },
          ),
        ),
      ),
    /** The table is forgotten; what was entered from it stays. */
    discard: () => run(() => remove(of())),
  };
}
export type Trial = ReturnType<typeof useTrial>;
