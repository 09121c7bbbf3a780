// A record that is being entered: what was typed, what is held already, what the API says to it.
import { computed, reactive, ref } from 'vue';
import { useAct } from '@/api/act';
import { get, post, Problem } from '@/api/client';
import { onceKey } from '@/api/once';
import type { Fault, Field, Prefill, PrefilledValue, RecordMade, Register } from '@/api/types';
import { changed, type Values } from './merge';

export function useNewRecord(register: () => Register, given: Values) {
  const values = reactive<Values>({ ...given });
  const held = reactive<Record<string, PrefilledValue['from']>>({});
  const shown = reactive<Record<string, string>>({});
  const faults = ref<Fault[]>([]);
  const { busy, problem, run } = useAct();
  const start = ref<Values>({ ...given }); // with what was held: nothing typed yet
  const isTouched = computed(() => changed(start.value, values).length > 0);
  const path = (): string => `/api/v1/registers/${register().id}`;

  let asked = 0;
  /** Takes what the city holds for this form; what somebody typed stays. */
  async function prefill(): Promise<void> {
    const mine = ++asked;
    const references = Object.fromEntries(
      register()
        .fields.filter((field) => field.type === 'reference' && values[field.id])
        .map((field) => [`f.${field.id}`, values[field.id]]),
    );
    let known: Prefill['values'];
    try {
      known = (await get<Prefill>(`${path()}/prefill`, references)).values;
    } catch (failed) {
      if (failed instanceof Problem) return; // a form can be filled in by hand
      throw failed;
    }
    if (mine !== asked) return; // another record was chosen meanwhile
    const before = { ...values };
    for (const field of Object.keys(held)) {
      if (known[field]) continue; // what a record gave goes when another one is chosen
      delete held[field];
      values[field] = '';
    }
    for (const [field, value] of Object.entries(known)) {
      if (values[field] && !held[field]) continue;
      values[field] = value.text;
      held[field] = value.from;
      shown[field] = value.shown;
    }
    for (const field of changed(before, values)) start.value[field] = values[field] ?? '';
  }

  function change(field: Field, value: string): void {
    values[field.id] = value;
    delete held[field.id];
    delete shown[field.id];
    faults.value = faults.value.filter((fault) => fault.field !== field.id);
    if (field.type === 'reference') void prefill();
  }

  let key = onceKey();
  let sent = '';
  /** The record's number, or null when the API refused. */
  async function save(): Promise<number | null> {
    if (busy.value) return null;
    const filled = Object.fromEntries(Object.entries(values).filter(([, value]) => value.trim() !== ''));
    const body = JSON.stringify(filled);
    if (sent && sent !== body) key = onceKey(); // another content is another record
    sent = body;
    let id: number | null = null;
    await run(async () => {
      try {
        const made = await post<RecordMade>(`${path()}/records`, { values: filled }, { idempotencyKey: key });
        key = onceKey();
        sent = '';
        start.value = { ...values };
        faults.value = [];
        id = made.id;
      } catch (failed) {
        if (!(failed instanceof Problem)) throw failed;
        faults.value = failed.faults;
        if (failed.faults.length === 0) throw failed;
      }
    });
    return id;
  }

  /** The next one: what is held for every record stays, what was typed goes. */
  async function another(): Promise<void> {
    for (const field of Object.keys(values)) values[field] = given[field] ?? '';
    for (const field of Object.keys(held)) delete held[field];
    start.value = { ...given };
    await prefill();
  }

  return { values, held, shown, faults, problem, busy, isTouched, prefill, change, save, another };
}
