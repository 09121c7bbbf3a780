// Where what is lacking is put right: the addresses of forms, lists and files.
import type { AcceptanceGap, AcceptanceProof } from '@/api/types';

export interface Address {
  path: string;
  query: Record<string, string>;
}

/** Whether a document would put it right: what it has to say is known already. */
export const isFiled = (gap: AcceptanceGap): boolean => Object.keys(gap.fill).length > 0;

/** The form of a new record, with what is known of it. */
export function formFor(gap: AcceptanceGap): Address | null {
  if (!gap.register || gap.record !== null) return null;
  const query = Object.fromEntries(Object.entries(gap.fill).map(([field, text]) => [`f.${field}`, text]));
  return { path: `/registers/${gap.register.id}/new`, query };
}

/** A register's list of the records that are meant. */
export function listOf(rows: Pick<AcceptanceProof['ledgers'][number], 'register' | 'filter'>): Address {
  return { path: `/registers/${rows.register.id}`, query: rows.filter };
}

/** A file of a dossier as the API gives it out. */
export function fileAddress(dossier: number | string, name: string, saved = false): string {
  const query = new URLSearchParams({ name, ...(saved ? { download: '1' } : {}) });
  return `/api/v1/dossiers/${dossier}/file?${query.toString()}`;
}
