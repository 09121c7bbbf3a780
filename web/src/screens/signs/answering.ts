// Where a sign is answered: the records themselves, the form of an answer, an answer that is there.
import type { SignFound, Signs } from '@/api/types';

export interface Address {
  path: string;
  query?: Record<string, string>;
}

const prefilled = (values: Record<string, string>): Record<string, string> =>
  Object.fromEntries(Object.entries(values).map(([field, value]) => [`f.${field}`, value]));

/** The form in which the post explains a sign of its own; null where there is nothing to be entered. */
export function explaining(found: SignFound, path: Signs['path'], today: string): Address | null {
  if (!path || !found.is_own || !found.answer_values) return null;
  const values = { ...found.answer_values, [path.kind]: path.explained, [path.answered]: today };
  return { path: `/registers/${path.register}/new`, query: prefilled(values) };
}

/** The form in which the office notes that nobody answered: it can then be made a finding. */
export function noting(found: SignFound, path: Signs['path']): Address | null {
  if (!path || found.is_own || !found.answer_values) return null;
  return { path: `/registers/${path.register}/new`, query: prefilled(found.answer_values) };
}

export const answersOf = (found: SignFound, path: Signs['path']): Address[] =>
  path ? found.answers.map((id) => ({ path: `/registers/${path.register}/records/${id}` })) : [];

export const recordOf = (record: SignFound['records'][number]): Address => ({
  path: `/registers/${record.register.id}/records/${record.id}`,
});

/** The tone in which a stage is shown, by the names of the desk's tones. */
export const toneOf: Record<SignFound['stage'], string> = {
  told: 'not_yet_due',
  explained: 'stale',
  accepted: 'met',
  unconvinced: 'not_met',
  unanswered: 'cannot_judge',
};
