// The parts of the API's import shapes that have no name of their own there.
import type { RefusedRows, UnderstoodColumn } from '@/api/types';

export type ColumnPart = UnderstoodColumn['parts'][number];
export type RefusedRow = RefusedRows['rows'][number];
