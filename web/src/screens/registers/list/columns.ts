// Which fields a list shows, how wide, and what this browser last chose.
import type { Field, Register } from '@/api/types';

const kFirst = 6; // columns beside the name, until somebody chooses

const kWidths: Record<Field['type'], number> = {
  text: 190,
  code: 170,
  enumeration: 120,
  integer: 100,
  decimal: 120,
  date: 120,
  timestamp: 170,
  boolean: 80,
  unit: 170,
  area: 110,
  reference: 180,
  person: 110,
  file: 150,
};
export const widthOf = (field: Field): number => kWidths[field.type];
export const isNumber = (field: Field): boolean => field.type === 'integer' || field.type === 'decimal';

/** What the name already says need not stand in a column of its own. */
function isInName(register: Register, field: Field): boolean {
  return field.id === register.label_field || (register.keys[0] ?? []).includes(field.id);
}

// What a person looks for first: where, what kind, when; long texts and files last.
const kRank: Record<Field['type'], number> = {
  area: 0,
  enumeration: 1,
  date: 1,
  timestamp: 1,
  reference: 1,
  decimal: 2,
  integer: 2,
  boolean: 2,
  unit: 2,
  text: 3,
  code: 3,
  person: 4,
  file: 5,
};

export function firstColumns(register: Register): string[] {
  const rank = (field: Field): number => kRank[field.type] - (field.required ? 1.5 : 0);
  const chosen = register.fields
    .filter((field) => !isInName(register, field) && !field.personal)
    .sort((a, b) => rank(a) - rank(b)) // stable: the register's own order within
    .slice(0, kFirst);
  return register.fields.filter((field) => chosen.includes(field)).map((field) => field.id);
}

const keyOf = (register: string): string => `shian.columns.${register}`;

export function keptColumns(register: Register): string[] {
  try {
    const kept = JSON.parse(localStorage.getItem(keyOf(register.id)) ?? 'null') as unknown;
    if (Array.isArray(kept)) {
      const known = register.fields.map((field) => field.id).filter((id) => kept.includes(id));
      if (known.length > 0) return known;
    }
  } catch {
    // what stands there is not ours
  }
  return firstColumns(register);
}
export function keepColumns(register: string, columns: string[] | null): void {
  if (columns) localStorage.setItem(keyOf(register), JSON.stringify(columns));
  else localStorage.removeItem(keyOf(register));
}
