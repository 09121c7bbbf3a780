import type { Import } from '@/api/types';

/** Why an import waits for the person who began it; null: it does not. */
export function waitsFor(one: Import): 'refused' | 'tried' | 'unreadable' | 'failed' | null {
  if (one.state === 'imported') return (one.report?.refused ?? 0) > 0 ? 'refused' : null;
  if (one.state === 'tried' || one.state === 'unreadable' || one.state === 'failed') return one.state;
  return null; // the machine is at it
}
