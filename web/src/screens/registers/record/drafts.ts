// What was typed for a step and not sent stands in its form when that is opened once more. Kept in memory alone,
// until somebody else signs in or nobody is: it may hold personal data.
import { watch } from 'vue';
import { useSession } from '@/api/session';
import type { Values } from '../form/merge';

const drafts = new Map<string, Values>();
export const forgetDrafts = (): void => drafts.clear();
watch(() => useSession().account.value?.id, forgetDrafts, { flush: 'sync' });

export function useDraft(register: string, record: number, step: string) {
  const key = [register, record, step].join('/');
  return {
    values: drafts.get(key) ?? null,
    keep: (values: Values) => void drafts.set(key, values),
    forget: () => void drafts.delete(key),
  };
}
