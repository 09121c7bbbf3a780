// What may stand in a cell, and which columns of a refused row are worth seeing first.
import type { City, Field, Name, Register, UnderstoodColumn } from '@/api/types';
import type { Key } from '@/words';
import type { RefusedRow } from './shapes';

/** The terms to choose from while typing; none: any text. Sheets are Chinese: so are the terms. */
export function termsOf(field: Field, city: City | null, say: (name: Name) => string): string[] {
  switch (field.type) {
    case 'enumeration':
      return field.options.map((option) => option.code);
    case 'area':
      return (city?.areas ?? []).map((area) => say(area.name));
    case 'unit':
      return (city?.units ?? []).map((unit) => say(unit.name));
    case 'boolean':
      return ['是', '否'];
    default:
      return [];
  }
}

export function hintOf(field: Field | undefined): Key | null {
  if (field?.type === 'date') return 'import.hint.date';
  if (field?.type === 'timestamp') return 'import.hint.moment';
  return null;
}

/** What names a row (its keys, its label), then each column in which something is wrong. */
export function shownFirst(
  columns: UnderstoodColumn[],
  rows: RefusedRow[],
  register: Register,
): UnderstoodColumn[] {
  const naming = new Set([...register.keys.flat(), register.label_field]);
  const wrong = new Set(rows.flatMap((row) => row.reasons.map((reason) => reason.column)));
  const names = columns
    .filter((column) => column.parts.some((part) => part.field && naming.has(part.field)))
    .slice(0, 3);
  const shown = columns.filter((column) => names.includes(column) || wrong.has(column.column));
  return shown.length > 1 ? shown : columns.slice(0, 4);
}
