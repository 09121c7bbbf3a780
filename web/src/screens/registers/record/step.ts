// A step that is being taken: the day of the act, what it fills, why, and what the books say to it.
import { reactive, ref, shallowRef } from 'vue';
import { useAct } from '@/api/act';
import { ask, Problem } from '@/api/client';
import type { Fault, Field, LifecycleStep, Matter, Record as BookRecord, Register } from '@/api/types';
import { catalogue, type Key } from '@/words';
import { valuesOf } from '../form/correction';
import { changed, type Values } from '../form/merge';
import { isTyped } from '../sections';
import { useDraft } from './drafts';

/** Rows of the form that are no fields of the record; no field of a pack is called so. */
const kDay = '$day';
const kNote = '$note';
const kLongestNote = 200;

function rowOf(id: string, name: Key, more: Partial<Field>): Field {
  return {
    id,
    name: catalogue[name],
    help: { zh: '', en: '' },
    type: 'text',
    required: false,
    personal: false,
    unit: '',
    accepted_units: [],
    scale: 0,
    minimum: null,
    maximum: null,
    max_length: 0,
    pattern: '',
    refers_to: '',
    options: [],
    example: '',
    ...more,
  };
}

/** The form's rows: the day of the act first, what must be filled, what may be, the note last. */
export function rowsOf(
  register: Register,
  step: LifecycleStep,
): { day: Field; fields: Field[]; note: Field } {
  const fieldOf = (id: string): Field | undefined => register.fields.find((field) => field.id === id);
  const of = (list: readonly { id: string }[], required: boolean): Field[] =>
    list.flatMap(({ id }) => {
      const field = fieldOf(id);
      return field && isTyped(field) ? [{ ...field, required }] : [];
    });
  const day = step.day ? fieldOf(step.day.id) : undefined;
  return {
    day: day ? { ...day, required: true } : rowOf(kDay, 'matter.on', { type: 'date', required: true }),
    fields: [...of(step.needs, true), ...of(step.takes, false)],
    note: rowOf(kNote, step.needs_reason ? 'of.reason' : 'matter.note', {
      required: step.needs_reason,
      max_length: kLongestNote,
    }),
  };
}

/** Somebody changed the record while the step was being written: what of it, and where both wrote. */
export interface Meeting {
  theirs: Field[];
  both: Field[];
}

export function useStep(
  register: Register,
  step: LifecycleStep,
  first: BookRecord,
  firstEtag: string,
  today: string,
) {
  const { day, fields, note } = rowsOf(register, step);
  // What one looked at when one began: the page behind may have moved on meanwhile.
  const record = shallowRef(first);
  let etag = firstEtag;
  const held = (of: BookRecord): Values => {
    const all = valuesOf(register, of);
    return Object.fromEntries(fields.map(({ id }) => [id, all[id] ?? '']));
  };
  let start = held(first);
  /** What the records say of the fields that the step counts: it can be written over. */
  const counted: Values = Object.fromEntries((step.counted ?? []).map(({ id, value }) => [id, value]));
  const blank = (): Values => ({ ...start, ...counted, [day.id]: today, [note.id]: '' });
  const draft = useDraft(register.id, first.id, step.id);
  const values = reactive<Values>({ ...blank(), ...draft.values });
  const isGoneOn = ref(draft.values !== null);
  const faults = ref<Fault[]>([]);
  const met = shallowRef<Meeting | null>(null);
  const { busy, problem, run } = useAct();

  /** Fields that say something else than the record. */
  const written = (): string[] =>
    changed(start, Object.fromEntries(fields.map(({ id }) => [id, values[id]!])));
  const mine = (): string[] => [...new Set([...written(), ...Object.keys(counted)])];
  const typed = (of: Field): string => (values[of.id] ?? '').trim();

  function change(field: Field, value: string): void {
    values[field.id] = value;
    faults.value = faults.value.filter((fault) => fault.field !== field.id);
    // What the form began with is not kept: by then the records may say something else.
    const own = changed(blank(), values);
    if (own.length > 0) draft.keep(Object.fromEntries(own.map((id) => [id, values[id]!])));
    else draft.forget();
  }

  /** What was typed before is given up. */
  function startAgain(): void {
    Object.assign(values, blank());
    faults.value = [];
    draft.forget();
    isGoneOn.value = false;
  }

  /** What can be said without asking: a day that is left empty would be taken for today. */
  function ownFaults(): Fault[] {
    const say = (field: Field, key: Key): Fault[] =>
      field.required && typed(field) === ''
        ? [{ field: field.id, code: key, what: catalogue[key], hint: null }]
        : [];
    return [...say(day, 'matter.dayFirst'), ...say(note, 'matter.reasonFirst')];
  }

  async function meet(): Promise<void> {
    const now = await ask<BookRecord>('GET', `/api/v1/registers/${register.id}/records/${first.id}`);
    const theirs = register.fields.filter(
      (field) => (record.value.shown[field.id] ?? '') !== (now.data.shown[field.id] ?? ''),
    );
    const touched = mine();
    const heldNow = held(now.data);
    for (const field of fields) if (!touched.includes(field.id)) values[field.id] = heldNow[field.id]!;
    met.value = { theirs, both: theirs.filter((field) => touched.includes(field.id)) };
    record.value = now.data;
    etag = now.etag ?? '';
    start = heldNow;
  }

  /** Where the record stands now, or null when the step was refused. */
  async function take(): Promise<Matter | null> {
    met.value = null;
    faults.value = ownFaults();
    if (faults.value.length > 0) return null;
    let moved: Matter | null = null;
    const body = {
      on: typed(day),
      values: Object.fromEntries(mine().map((field) => [field, values[field] || null])),
      note: typed(note),
    };
    const path = `/api/v1/registers/${register.id}/records/${first.id}/steps/${step.id}`;
    await run(async () => {
      try {
        moved = (await ask<Matter>('POST', path, { body, ifMatch: etag })).data;
        draft.forget();
      } catch (failed) {
        if (!(failed instanceof Problem)) throw failed;
        if (failed.status === 412) await meet();
        else if (failed.faults.length > 0) faults.value = failed.faults;
        else throw failed;
      }
    });
    return moved;
  }

  return {
    day,
    fields,
    note,
    record,
    values,
    faults,
    met,
    busy,
    problem,
    isGoneOn,
    change,
    startAgain,
    take,
  };
}
