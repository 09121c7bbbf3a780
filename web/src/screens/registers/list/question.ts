// What a list is asked for, as it stands behind its address: words, conditions on fields, order.
import type { Field } from '@/api/types';

/** Equal to a value ("" is: no value), or between bounds that are included. */
export interface Condition {
  field: string;
  equals?: string;
  from?: string;
  to?: string;
}
export interface Question {
  words: string;
  conditions: Condition[];
  sort: string; // "day", "-day"; "": the newest first
}
/** As the router has it. */
export type Query = Record<string, string | null | (string | null)[] | undefined>;

const kNewestFirst = '-id';

export function isRanged(field: Field): boolean {
  return ['integer', 'decimal', 'date', 'timestamp'].includes(field.type);
}
/** Personal data is neither filtered nor sorted by; a file's hash says nothing to anybody. */
export function isAskable(field: Field): boolean {
  return !field.personal && field.type !== 'file';
}

const first = (value: Query[string]): string => (Array.isArray(value) ? value[0] : value) ?? '';

export function questionOf(query: Query, fields: readonly Field[]): Question {
  const conditions: Condition[] = [];
  for (const field of fields) {
    if (!isAskable(field)) continue;
    const name = `f.${field.id}`;
    const condition: Condition = { field: field.id };
    if (query[name] !== undefined) condition.equals = first(query[name]);
    if (first(query[`${name}.from`])) condition.from = first(query[`${name}.from`]);
    if (first(query[`${name}.to`])) condition.to = first(query[`${name}.to`]);
    if (Object.keys(condition).length > 1) conditions.push(condition);
  }
  const sort = first(query.sort);
  const sorted = fields.find((field) => field.id === sort.replace(/^-/, ''));
  return { words: first(query.q), conditions, sort: sorted && isAskable(sorted) ? sort : '' };
}

export function queryOf(question: Question): Record<string, string> {
  const query: Record<string, string> = {};
  if (question.words.trim()) query.q = question.words.trim();
  for (const condition of question.conditions) {
    const name = `f.${condition.field}`;
    if (condition.equals !== undefined) query[name] = condition.equals;
    if (condition.from) query[`${name}.from`] = condition.from;
    if (condition.to) query[`${name}.to`] = condition.to;
  }
  if (question.sort) query.sort = question.sort;
  return query;
}

/** What stands behind the address, as text: what a kept filter keeps. */
export function textOf(question: Question): string {
  return new URLSearchParams(queryOf(question)).toString();
}

/** The address of a list's records, of their sheet, ... An empty condition is kept: it asks for no value. */
export function addressOf(path: string, question: Question, also: Record<string, string> = {}): string {
  const query = new URLSearchParams({ ...queryOf(question), ...also });
  if (!query.has('sort')) query.set('sort', kNewestFirst);
  return `${path}?${query.toString()}`;
}

/** The order after a column's head is pressed: up, down, as it was. */
export function nextSort(sort: string, field: string): string {
  if (sort === field) return `-${field}`;
  return sort === `-${field}` ? '' : field;
}
