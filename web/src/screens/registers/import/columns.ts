// What became of a table's columns, as the wizard speaks of it.
import type { UnderstoodColumn } from '@/api/types';
import type { Key } from '@/words';
import type { ColumnPart } from './shapes';

/** matched: fills a field; open: somebody should say what it is; left: not imported, by choice. */
export type Standing = 'matched' | 'open' | 'left';

export function standingOf(column: UnderstoodColumn): Standing {
  if (column.passed_over) return 'left';
  return column.parts.every((part) => part.field) ? 'matched' : 'open';
}

const kReasons: Record<ColumnPart['how'], Key> = {
  name: 'import.how.exact',
  english_name: 'import.how.exact',
  id: 'import.how.exact',
  alias: 'import.how.alias',
  remembered: 'import.how.remembered',
  chosen: 'import.how.chosen',
  suggested: 'import.how.suggested',
  duplicate: 'import.how.duplicate',
  none: 'import.how.none',
};
export function reasonOf(column: UnderstoodColumn, part: ColumnPart): Key {
  return column.passed_over ? 'import.how.passed' : kReasons[part.how];
}

/** The column that gives a field; null: none does. */
export function giverOf(columns: UnderstoodColumn[], field: string): UnderstoodColumn | null {
  return columns.find((column) => column.parts.some((part) => part.field === field)) ?? null;
}
