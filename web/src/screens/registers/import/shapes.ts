import type { Name } from '@/api/types';

export type Matched =
  'name' | 'english_name' | 'id' | 'alias' | 'remembered' | 'chosen' | 'suggested' | 'duplicate' | 'none';
export interface ColumnPart {
  header: string;
  field: string | null;
  suggestion: string | null;
  how: Matched;
  unit: string;
}
export interface ImportColumn {
  column: number;
  letter: string;
  header: string;
  samples: string[];
  passed_over: boolean;
  parts: ColumnPart[];
}
export interface Understood {
  sheet: string;
  sheets: string[];
  format: string;
  encoding: string;
  header_rows: [number, number];
  notes: Name[];
  simulated: boolean;
  columns: ImportColumn[];
  missing: { field: string; required: boolean }[];
  filled: { field: string; text: string; shown: string }[];
}
export interface Counts {
  rows: number;
  good?: number;
  created: number;
  corrected: number;
  same: number;
  refused: number;
  passed_over: number;
}
export interface Import {
  id: string;
  register: string;
  name: string;
  bytes: number;
  made_at: string;
  expires_at: string;
  state: 'trying' | 'tried' | 'unreadable' | 'importing' | 'imported' | 'failed';
  revision: number;
  choices: {
    sheet: string;
    header_row: number | null;
    on_existing: 'refuse' | 'correct';
    columns: { column: number; fields: string[] }[];
    cells: { row: number; column: number; text: string }[];
  };
  rows_done: number;
  known_file: boolean;
  understood: Understood | null;
  trial: (Counts & { good: number }) | null;
  report: (Counts & { batch: number; at: string }) | null;
  problem: { code: string; what: Name; hint: Name | null } | null;
}
export interface RefusedRow {
  row: number;
  cells: { column: number; text: string; corrected: boolean }[];
  reasons: { column: number | null; field: string | null; what: Name }[];
}
export interface RefusedPage {
  total: number;
  rows: RefusedRow[];
  next: string | null;
}
export interface Batch {
  id: number;
  register: string;
  name: string;
  actor: string;
  unit: string;
  at: string;
  created: number;
  corrected: number;
  same: number;
  refused: number;
  undone_at: string | null;
  may: { undo: boolean };
}
