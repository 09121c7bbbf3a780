// The kinds of entries that the security journal has.
import type { Key } from '@/words';

export const kKinds = [
  'sign_in',
  'sign_in_failed',
  'sign_out',
  'refused',
  'account',
  'password',
  'second_factor',
  'token',
  'unmask',
  'export',
  'decision',
  'freeze',
  'pack',
  'verification',
  'digest',
] as const;

/** What the catalogue calls a kind; null: one that this desk does not know yet. */
export function wordOf(kind: string): Key | null {
  const known = kKinds.find((one) => one === kind);
  return known ? `journal.kind.${known}` : null;
}
