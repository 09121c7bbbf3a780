// A register made for a test, and an API that answers what the test says.
import { afterEach, vi } from 'vitest';
import type { Field, Register } from '@/api/types';

export const none = { zh: '', en: '' };
export function field(id: string, type: Field['type'], more: Partial<Field> = {}): Field {
  return {
    id,
    type,
    name: { zh: id, en: id },
    help: none,
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
export const registerOf = (id: string, fields: Field[]): Register => ({
  id,
  name: none,
  group: none,
  help: none,
  may: { read: true, create: true, correct: true, withdraw: true, unmask: false, export: true },
  pack: 'china',
  area_field: '',
  unit_field: '',
  label_field: '',
  keys: [],
  fields,
  rules: [],
  has_lifecycle: false,
});

export interface Asked<B> {
  method: string;
  path: string;
  headers: Record<string, string>;
  body: B;
}
export interface Answer {
  status: number;
  body: unknown;
  etag?: string;
}
/** An API that answers in turn, and what it was asked. */
export function api<B>(...answers: Answer[]): Asked<B>[] {
  const asked: Asked<B>[] = [];
  vi.stubGlobal('fetch', async (path: string, init: RequestInit) => {
    asked.push({
      method: init.method!,
      path,
      headers: init.headers as Record<string, string>,
      body: (init.body ? JSON.parse(init.body as string) : {}) as B,
    });
    const answer = answers.shift();
    if (!answer) throw new TypeError('no connection');
    const headers = { 'content-type': 'application/json', ...(answer.etag ? { etag: answer.etag } : {}) };
    return new Response(JSON.stringify(answer.body), { status: answer.status, headers });
  });
  return asked;
}
afterEach(() => vi.unstubAllGlobals());

export const refused = (status: number, ...fields: (string | null)[]): Answer => ({
  status,
  body: {
    type: 'urn:shian:record.refused',
    title: none,
    status,
    detail: null,
    faults: fields.map((at) => ({ field: at, code: 'x', what: none, hint: null })),
  },
});
