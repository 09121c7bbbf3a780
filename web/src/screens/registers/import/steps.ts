import type { Import } from '@/api/types';

export const kSteps = ['file', 'columns', 'rows', 'result'] as const;
export type Step = (typeof kSteps)[number];

/** The steps that can be shown for an import as it stands. */
export function stepsOf(one: Import | null): Step[] {
  if (!one) return ['file'];
  switch (one.state) {
    case 'importing':
      return ['result'];
    case 'imported':
      return ['file', 'result'];
    case 'unreadable':
      return ['file', 'columns'];
    default:
      return one.known_file ? ['file', 'columns'] : ['file', 'columns', 'rows'];
  }
}
