// A step that is being taken: the day of the act, what it fills, what the books say to it.
import { computed, reactive, ref } from 'vue';
import { useAct } from '@/api/act';
import { ask, Problem } from '@/api/client';
import type { Fault, Field, LifecycleStep, Matter, Record as BookRecord, Register } from '@/api/types';
import { valuesOf } from '../form/correction';
import { changed, type Values } from '../form/merge';
import { isTyped } from '../sections';

/** The fields that a step fills, those it needs first. */
export function fieldsOf(register: Register, step: LifecycleStep): { field: Field; needed: boolean }[] {
  const of = (list: readonly { id: string }[], needed: boolean) =>
    list.flatMap(({ id }) => {
      const field = register.fields.find((one) => one.id === id);
      return field && isTyped(field) ? [{ field, needed }] : [];
    });
  return [...of(step.needs, true), ...of(step.takes, false)];
}

export function useStep(
  register: Register,
  step: LifecycleStep,
  record: () => BookRecord,
  etag: () => string,
  today: string,
) {
  const start = valuesOf(register, record());
  const values = reactive<Values>({ ...start });
  const day = ref(today);
  const note = ref('');
  const faults = ref<Fault[]>([]);
  const isStale = ref(false);
  const { busy, problem, run } = useAct();

  /** What still has to be filled before it can be sent. A masked field may hold something already. */
  const missing = computed(
    () => step.needs.filter(({ id }) => !values[id] && !record().masked.includes(id)).length,
  );
  const isReady = computed(
    () => day.value !== '' && missing.value === 0 && (!step.needs_reason || note.value.trim() !== ''),
  );

  function change(field: Field, value: string): void {
    values[field.id] = value;
    faults.value = faults.value.filter((fault) => fault.field !== field.id);
  }

  /** Where the record stands now, or null when the step was refused. */
  async function take(): Promise<Matter | null> {
    let moved: Matter | null = null;
    isStale.value = false;
    faults.value = [];
    const body = {
      on: day.value,
      values: Object.fromEntries(changed(start, values).map((field) => [field, values[field] || null])),
      note: note.value.trim(),
    };
    const path = `/api/v1/registers/${register.id}/records/${record().id}/steps/${step.id}`;
    await run(async () => {
      try {
        moved = (await ask<Matter>('POST', path, { body, ifMatch: etag() })).data;
      } catch (failed) {
        if (!(failed instanceof Problem)) throw failed;
        if (failed.status === 412) isStale.value = true;
        else if (failed.faults.length > 0) faults.value = failed.faults;
        else throw failed;
      }
    });
    return moved;
  }

  return { values, day, note, faults, isStale, isReady, busy, problem, change, take };
}
