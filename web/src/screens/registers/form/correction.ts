// A record that is being corrected: what it was, what I make of it, what somebody else made of it meanwhile.
import { computed, reactive, ref, shallowRef } from 'vue';
import { useAct } from '@/api/act';
import { ask, get, Problem } from '@/api/client';
import type { Fault, Field, History, Record as BookRecord, Register } from '@/api/types';
import { formText } from '../values';
import { changed, merge, type Merge, type Values } from './merge';

export interface Conflict extends Merge {
  current: BookRecord; // as the books hold it now
  etag: string;
  start: BookRecord; // as it was when I began
  by: History['entries'][number] | null; // who changed it last, and why
}

const pathOf = (record: BookRecord): string => `/api/v1/registers/${record.register}/records/${record.id}`;

/** What the form holds of a record. Personal data is masked: nothing stands there, and nothing is changed. */
export function valuesOf(register: Register, record: BookRecord): Values {
  return Object.fromEntries(
    register.fields.map((field) => [
      field.id,
      field.personal ? '' : formText(field, record.values[field.id], record.shown[field.id]),
    ]),
  );
}

/** The same for comparing: of masked data one sees at least whether it became another. */
function comparable(register: Register, record: BookRecord, values: Values): Values {
  const personal = register.fields.filter((field) => field.personal);
  return {
    ...values,
    ...Object.fromEntries(
      personal.map((field) => [field.id, values[field.id] || (record.shown[field.id] ?? '')]),
    ),
  };
}

export function useCorrection(register: Register, first: BookRecord, firstEtag: string) {
  const record = shallowRef(first);
  const etag = ref(firstEtag);
  const values = reactive<Values>(valuesOf(register, first));
  const reason = ref('');
  const faults = ref<Fault[]>([]);
  const conflict = shallowRef<Conflict | null>(null);
  const { busy, problem, run } = useAct();
  const mine = computed(() => changed(valuesOf(register, record.value), values));
  const isTouched = computed(() => mine.value.length > 0 || reason.value.trim() !== '');

  function change(field: Field, value: string): void {
    values[field.id] = value;
    faults.value = faults.value.filter((fault) => fault.field !== field.id);
  }

  async function meet(): Promise<void> {
    const path = pathOf(record.value);
    const now = await ask<BookRecord>('GET', path);
    const entries = (await get<History>(`${path}/history`)).entries;
    const start = record.value;
    conflict.value = {
      ...merge(
        comparable(register, start, valuesOf(register, start)),
        comparable(register, start, { ...values }),
        comparable(register, now.data, valuesOf(register, now.data)),
      ),
      current: now.data,
      etag: now.etag ?? '',
      start,
      by: entries.reduce<History['entries'][number] | null>(
        (last, entry) => (!last || entry.seq > last.seq ? entry : last),
        null,
      ),
    };
  }

  /** The corrected record, or null when it was refused. */
  async function save(): Promise<BookRecord | null> {
    const body = {
      values: Object.fromEntries(mine.value.map((field) => [field, values[field] || null])),
      reason: reason.value.trim(),
    };
    let corrected: BookRecord | null = null;
    await run(async () => {
      try {
        const answer = await ask<BookRecord>('PATCH', pathOf(record.value), { body, ifMatch: etag.value });
        corrected = record.value = answer.data;
        Object.assign(values, valuesOf(register, answer.data));
        reason.value = '';
      } catch (failed) {
        if (!(failed instanceof Problem)) throw failed;
        if (failed.status === 412) await meet();
        else if (failed.faults.length > 0) faults.value = failed.faults;
        else throw failed;
      }
    });
    return corrected;
  }

  /** What both changed goes as chosen; what only they changed is taken over; mine stands in the form still. */
  function settle(theirs: readonly string[]): void {
    const met = conflict.value;
    if (!met) return;
    const held = valuesOf(register, met.current);
    for (const field of [...met.theirs, ...theirs]) values[field] = held[field] ?? '';
    record.value = met.current;
    etag.value = met.etag;
    conflict.value = null;
  }

  return { record, values, reason, faults, problem, conflict, busy, mine, isTouched, change, save, settle };
}
