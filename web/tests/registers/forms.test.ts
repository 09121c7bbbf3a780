import { describe, expect, it, vi } from 'vitest';
import type { Record as BookRecord } from '@/api/types';
import { useCorrection } from '@/screens/registers/form/correction';
import { useNewRecord } from '@/screens/registers/form/newRecord';
import { api as answering, field, refused, registerOf, type Answer } from './made';

const operator = field('operator', 'reference', { refers_to: 'operator' });
const name = field('operator_name', 'text');
const items = field('items', 'integer');
const phone = field('phone', 'code', { personal: true });
const register = registerOf('inspection', [operator, name, items, phone]);

interface Body {
  values?: Record<string, string | null>;
  reason?: string;
}
const api = (...answers: Answer[]) => answering<Body>(...answers);

const held = (text: string, id: number) => ({
  text,
  shown: text,
  from: { kind: 'record' as const, register: 'operator', id, name: `#${id}` },
});
const prefill = (values: object) => ({ status: 200, body: { values } });
describe('A record that is entered', () => {
  it('takes what is held, and leaves what somebody typed', async () => {
    const form = useNewRecord(() => register, {});
    api(prefill({ operator_name: held('老王餐馆', 3) }));
    form.change(name, '老张餐馆');
    form.change(operator, '3');
    await vi.waitFor(() => expect(form.busy.value).toBe(false));
    expect(form.values.operator_name).toBe('老张餐馆');
    expect(form.held.operator_name).toBeUndefined();
  });

  it('gives back what one record gave when another is chosen', async () => {
    const form = useNewRecord(() => register, {});
    const asked = api(prefill({ operator_name: held('老王餐馆', 3) }), prefill({}));
    form.change(operator, '3');
    await vi.waitFor(() => expect(form.values.operator_name).toBe('老王餐馆'));
    expect(form.held.operator_name!.id).toBe(3);
    form.change(operator, '4');
    await vi.waitFor(() => expect(form.values.operator_name).toBe(''));
    expect(asked[1]!.path).toContain('f.operator=4');
  });

  it('is not unsaved by what was only filled in', async () => {
    const form = useNewRecord(() => register, {});
    api(prefill({ operator_name: held('老王餐馆', 3) }));
    await form.prefill();
    expect(form.isTouched.value).toBe(false);
    form.change(items, '3');
    expect(form.isTouched.value).toBe(true);
  });

  it('is sent again under the same key, and under another one with other content', async () => {
    const form = useNewRecord(() => register, {});
    form.change(items, '3');
    const asked = api(); // nobody answers
    expect(await form.save()).toBeNull();
    expect(form.problem.value!.code).toBe('network');
    await form.save();
    form.change(items, '4');
    await form.save();
    const keys = asked.map((one) => one.headers['Idempotency-Key']);
    expect(keys[0]).toMatch(/^[0-9a-f]{32}$/);
    expect(keys[1]).toBe(keys[0]);
    expect(keys[2]).not.toBe(keys[0]);
  });

  it('shows what is wrong at its field until that is changed', async () => {
    const form = useNewRecord(() => register, {});
    form.change(items, '三');
    api(refused(422, 'items', null));
    expect(await form.save()).toBeNull();
    expect(form.faults.value.map((fault) => fault.field)).toEqual(['items', null]);
    expect(form.values.items).toBe('三');
    form.change(items, '3');
    expect(form.faults.value.map((fault) => fault.field)).toEqual([null]);
  });

  it('sends only what has a value', async () => {
    const form = useNewRecord(() => register, {});
    form.change(items, '3');
    form.change(name, '  ');
    const asked = api({ status: 201, body: { register: 'inspection', id: 7 } });
    expect(await form.save()).toBe(7);
    expect(asked[0]!.body.values).toEqual({ items: '3' });
    expect(form.isTouched.value).toBe(false);
  });
});

const record = (values: BookRecord['values'], shown: BookRecord['shown']): BookRecord => ({
  register: 'inspection',
  id: 7,
  unit: '',
  name: '',
  withdrawn: false,
  values,
  shown,
  masked: ['phone'],
  may: { correct: true, withdraw: true, unmask: false },
});
const first = record(
  { operator_name: '老王餐馆', items: '3', phone: null },
  { operator_name: '老王餐馆', items: '3', phone: '138***01' },
);
const changedByOther = refused(412);
const history = {
  status: 200,
  body: { register: 'inspection', id: 7, entries: [{ seq: 1 }, { seq: 9, actor: 'other' }, { seq: 4 }] },
};

describe('A record that is corrected', () => {
  it('sends what was changed only, with what it is based on; an emptied field is null', async () => {
    const form = useCorrection(register, first, '"a"');
    form.change(items, '5');
    form.change(name, '');
    form.reason.value = ' 录入错误 ';
    const asked = api({ status: 200, body: first, etag: '"b"' });
    expect(await form.save()).not.toBeNull();
    expect(asked[0]).toMatchObject({ method: 'PATCH', headers: { 'If-Match': '"a"' } });
    expect(asked[0]!.body).toEqual({ values: { operator_name: null, items: '5' }, reason: '录入错误' });
  });

  it('meets what somebody else made of it, and is sent again as chosen', async () => {
    const form = useCorrection(register, first, '"a"');
    form.change(items, '5');
    const theirs = record(
      { operator_name: '新王餐馆', items: '4', phone: null },
      { operator_name: '新王餐馆', items: '4', phone: '138***01' },
    );
    api(changedByOther, { status: 200, body: theirs, etag: '"b"' }, history);
    expect(await form.save()).toBeNull();
    expect(form.conflict.value).toMatchObject({ both: ['items'], theirs: ['operator_name'], mine: [] });
    expect(form.conflict.value!.by!.actor).toBe('other');

    form.settle([]); // mine
    expect(form.conflict.value).toBeNull();
    expect(form.values).toMatchObject({ operator_name: '新王餐馆', items: '5' });
    const asked = api({ status: 200, body: theirs, etag: '"c"' });
    await form.save();
    expect(asked[0]!.headers['If-Match']).toBe('"b"');
    expect(asked[0]!.body.values).toEqual({ items: '5' });
  });

  it('says so when what somebody else made of it cannot be read', async () => {
    const form = useCorrection(register, first, '"a"');
    form.change(items, '5');
    api(changedByOther); // then the connection is gone
    expect(await form.save()).toBeNull();
    expect(form.problem.value!.code).toBe('network');
    expect(form.conflict.value).toBeNull();
    expect(form.busy.value).toBe(false);
    expect(form.values.items).toBe('5');
  });

  it('has nothing to send when theirs is chosen', async () => {
    const form = useCorrection(register, first, '"a"');
    form.change(items, '5');
    const theirs = record({ ...first.values, items: '4' }, { ...first.shown, items: '4' });
    api(changedByOther, { status: 200, body: theirs, etag: '"b"' }, history);
    await form.save();
    form.settle(['items']);
    expect(form.values.items).toBe('4');
    expect(form.mine.value).toEqual([]);
  });

  it('overwrites no personal data that it could not see', async () => {
    const form = useCorrection(register, first, '"a"');
    form.change(phone, '13900000002');
    const theirs = record(first.values, { ...first.shown, phone: '137***03' });
    api(changedByOther, { status: 200, body: theirs, etag: '"b"' }, history);
    await form.save();
    expect(form.conflict.value!.both).toEqual(['phone']);
    form.settle(['phone']);
    expect(form.mine.value).toEqual([]); // theirs stays: nothing is sent for it
  });
});
