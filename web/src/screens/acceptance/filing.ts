// Where what is lacking is put right: the addresses of forms, records and lists.
import type { AcceptanceGap, AcceptanceProof, Register } from '@/api/types';

/** The register in which documents are filed for the acceptance, its fields, and how it calls the kinds of proof. */
const kFiling = { register: 'acceptance_evidence', item: 'item_no', kind: 'kind', unit: 'unit' };
const kKinds: Record<AcceptanceProof['kind'], string> = {
  rule: '制度文件',
  minutes: '会议纪要',
  plan: '方案',
  ledger: '台账',
  statistics: '统计',
  photo: '照片',
  report: '总结',
};

export interface Address {
  path: string;
  query?: Record<string, string>;
}

export const isFiled = (gap: AcceptanceGap): boolean =>
  gap.record === null && gap.register?.id === kFiling.register;

/** The form of a new record; of a document with what is known of it. */
export function formFor(gap: AcceptanceGap, item: string, kind: AcceptanceProof['kind']): Address | null {
  if (!gap.register || gap.record !== null) return null;
  const path = `/registers/${gap.register.id}/new`;
  if (!isFiled(gap)) return { path };
  const query: Record<string, string> = {
    [`f.${kFiling.item}`]: item,
    [`f.${kFiling.kind}`]: kKinds[kind],
  };
  if (gap.unit) query[`f.${kFiling.unit}`] = gap.unit.id;
  return { path, query };
}

/** A register's records of a year, where one field alone says which year a record is of. */
export function ledgerOf(id: string, year: number, register: Pick<Register, 'fields'> | null): Address {
  const path = `/registers/${id}`;
  const days = register?.fields.filter((field) => field.type === 'date') ?? [];
  if (days.length === 1) {
    const name = `f.${days[0]!.id}`;
    return { path, query: { [`${name}.from`]: `${year}-01-01`, [`${name}.to`]: `${year}-12-31` } };
  }
  const numbered = register?.fields.some((field) => field.id === 'year' && field.type === 'integer');
  return days.length === 0 && numbered ? { path, query: { 'f.year': String(year) } } : { path };
}

/** A file of a dossier as the API gives it out. */
export function fileAddress(dossier: number | string, name: string, saved = false): string {
  const query = new URLSearchParams({ name, ...(saved ? { download: '1' } : {}) });
  return `/api/v1/dossiers/${dossier}/file?${query.toString()}`;
}
