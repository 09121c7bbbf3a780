// The sign of a state, the same on every screen: read without colour.
import type { StandingState } from '@/api/types';

export const signOf: Record<StandingState, string> = {
  met: '✓',
  not_met: '✕',
  not_yet_due: '…',
  cannot_judge: '?',
  stale: '◷',
};
