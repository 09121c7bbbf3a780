import { beforeEach, describe, expect, it } from 'vitest';
import type { LifecycleStep, Record as BookRecord, StepTaken } from '@/api/types';
import { forgetDrafts } from '@/screens/registers/record/drafts';
import { rowsOf, useStep } from '@/screens/registers/record/step';
import { api, field, refused, registerOf } from './made';

const named = (id: string) => ({ id, name: { zh: id, en: id } });
const register = registerOf('complaint', [
  field('ended_on', 'date'),
  field('outcome', 'text'),
  field('redress', 'decimal'),
  field('phone', 'code', { personal: true }),
  field('letter', 'file'),
  field('unit', 'unit'),
]);
const step: LifecycleStep = {
  ...named('end'),
  from: ['accepted'],
  to: ['ended'],
  by: ['unit_officer'],
  day: named('ended_on'),
  needs: [named('outcome')],
  takes: [named('redress'), named('phone'), named('letter')],
  sets: [],
  needs_reason: false,
  other_than: null,
};
function record(values: Record<string, string>): BookRecord {
  return {
    register: 'complaint',
    id: 7,
    name: '',
    unit: 'U23',
    withdrawn: false,
    values: { ...values },
    shown: { ...values, phone: '138****47' },
    masked: ['phone'],
    may: { correct: true, withdraw: true, unmask: false },
  } as BookRecord;
}
const kToday = '2022-09-30';

beforeEach(forgetDrafts);

const taken = { status: 200, body: { state: 'ended' } };

describe('A step’s form', () => {
  it('asks for the day, for what it needs, for what it takes, and for a note', () => {
    const { day, fields, note } = rowsOf(register, step);
    expect([day.id, day.required]).toEqual(['ended_on', true]);
    expect(fields.map(({ id, required }) => [id, required])).toEqual([
      ['outcome', true], // the register itself does not ask for it
      ['redress', false],
      ['phone', false], // a file is attached to the record, not typed
    ]);
    expect(note.required).toBe(false);
  });

  it('has a day of its own where no field holds the day, and asks why where the step does', () => {
    const { day, note } = rowsOf(register, { ...step, day: null, needs_reason: true });
    expect(register.fields.map(({ id }) => id)).not.toContain(day.id);
    expect([day.type, day.name.zh, note.required]).toEqual(['date', '办理日期', true]);
  });

  it('holds what the record holds, and nothing of what is masked', () => {
    const { values } = useStep(register, step, record({ outcome: '和解' }), '"1"', kToday);
    expect(values).toMatchObject({ ended_on: kToday, outcome: '和解', redress: '', phone: '' });
  });
});

describe('A step that is taken', () => {
  it('sends the day, the note, and of the fields those that became another', async () => {
    const form = useStep(register, step, record({ outcome: '和解', redress: '20' }), '"1"', kToday);
    form.change(form.day, '2022-09-26');
    form.change(form.fields[1]!, '');
    form.change(form.note, ' 已告知 ');
    const asked = api(taken);
    expect((await form.take())!.state).toBe('ended');
    expect(asked).toMatchObject([
      {
        method: 'POST',
        path: '/api/v1/registers/complaint/records/7/steps/end',
        headers: { 'If-Match': '"1"' },
      },
    ]);
    expect(asked[0]!.body).toEqual({ on: '2022-09-26', values: { redress: null }, note: '已告知' });
  });

  it('fills in what the records count, and sends it also where it is written over', async () => {
    const counting = { ...step, counted: [{ ...named('redress'), value: '12' }] };
    const form = useStep(register, counting, record({ redress: '3' }), '"1"', kToday);
    expect(form.values.redress).toBe('12');
    const asked = api(taken, taken);
    await form.take();
    form.change(form.fields[1]!, '3'); // what the record held all along is said as well, else it is counted again
    await form.take();
    expect(asked.map(({ body }) => (body as { values: unknown }).values)).toEqual([
      { redress: '12' },
      { redress: '3' },
    ]);
  });

  it.each([
    ['without a day', {}, (form: ReturnType<typeof useStep>) => form.change(form.day, ''), 'ended_on'],
    ['without the reason it needs', { needs_reason: true }, () => undefined, '$note'],
  ])('is not sent %s', async (_, more, act, at) => {
    const form = useStep(register, { ...step, ...more }, record({}), '"1"', kToday);
    act(form);
    const asked = api();
    expect(await form.take()).toBeNull();
    expect(form.faults.value.map((fault) => fault.field)).toEqual([at]);
    expect(asked).toEqual([]);
  });

  it('shows what is wrong at its field until that is changed', async () => {
    const form = useStep(register, step, record({}), '"1"', kToday);
    api(refused(422, 'ended_on', 'outcome', null));
    expect(await form.take()).toBeNull();
    form.change(form.day, '2022-09-29');
    expect(form.faults.value.map((fault) => fault.field)).toEqual(['outcome', null]);
    expect(form.problem.value).toBeNull();
  });

  it('stands as it was left when its form is opened once more, until it is sent or given up', async () => {
    const open = (of: Record<string, string> = {}) => useStep(register, step, record(of), '"1"', kToday);
    const first = open({ redress: '20' });
    first.change(first.fields[0]!, '和解');
    first.change(first.note, '电话里说的');
    const second = open({ redress: '30' }); // what it did not touch is as the record says now
    expect(second.isGoneOn.value).toBe(true);
    expect(second.values).toMatchObject({ outcome: '和解', redress: '30', $note: '电话里说的' });
    second.startAgain();
    expect([second.isGoneOn.value, second.values.outcome, open().isGoneOn.value]).toEqual([false, '', false]);
    const third = open();
    third.change(third.fields[0]!, '和解');
    api(taken);
    await third.take();
    expect(open().isGoneOn.value).toBe(false);
  });

  it('is counted anew when its form is opened once more, unless the figure was typed', () => {
    const open = (counted: string) =>
      useStep(
        register,
        { ...step, counted: [{ ...named('redress'), value: counted }] },
        record({ redress: '3' }),
        '"1"',
        kToday,
      );
    const first = open('12');
    first.change(first.note, '电话里说的');
    const second = open('13');
    expect(second.values).toMatchObject({ redress: '13', $note: '电话里说的' });
    second.change(second.fields[1]!, '3'); // what the record holds is typed as well
    expect(open('14').values.redress).toBe('3');
    second.change(second.fields[1]!, '13');
    second.change(second.note, '');
    expect(open('14').isGoneOn.value).toBe(false);
  });

  it('says what was refused as a whole', async () => {
    const form = useStep(register, step, record({}), '"1"', kToday);
    api(refused(403));
    await form.take();
    expect(form.problem.value!.status).toBe(403);
  });
});

describe('A record that somebody else changed while the step was written', () => {
  const theirs = { outcome: '撤诉', redress: '35', unit: 'U20' };
  async function meet() {
    const form = useStep(register, step, record({ redress: '20', unit: 'U23' }), '"1"', kToday);
    form.change(form.fields[0]!, '和解');
    form.change(form.note, '当面');
    const asked = api<StepTaken>(refused(412), { status: 200, body: record(theirs), etag: '"2"' }, taken);
    expect(await form.take()).toBeNull();
    return { form, asked };
  }

  it('is told of: what they changed, and where both wrote', async () => {
    const { form } = await meet();
    expect(form.met.value!.theirs.map(({ id }) => id)).toEqual(['outcome', 'redress', 'unit']);
    expect(form.met.value!.both.map(({ id }) => id)).toEqual(['outcome']);
    expect(form.problem.value).toBeNull();
  });

  it('keeps what was typed, takes over what was not, and is sent again with the new mark', async () => {
    const { form, asked } = await meet();
    expect(form.values).toMatchObject({ outcome: '和解', redress: '35', $note: '当面' });
    expect((await form.take())!.state).toBe('ended');
    expect(asked.map(({ method, headers }) => [method, headers['If-Match']])).toEqual([
      ['POST', '"1"'],
      ['GET', undefined],
      ['POST', '"2"'],
    ]);
    expect(asked[2]!.body.values).toEqual({ outcome: '和解' });
    expect(form.met.value).toBeNull();
  });
});
