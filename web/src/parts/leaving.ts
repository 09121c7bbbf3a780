// What was typed and not saved is not lost by a click beside the form.
import { onBeforeUnmount, onMounted, onScopeDispose } from 'vue';
import { onBeforeRouteLeave, onBeforeRouteUpdate } from 'vue-router';
import { useSession } from '@/api/session';
import { useWords } from '@/words';
import { isSure } from './ask';

const asked = new Set<() => Promise<boolean>>();

/** Whether what stands on the screen may go: asked before one signs out. */
export async function mayLeave(): Promise<boolean> {
  for (const may of asked) if (!(await may())) return false;
  return true;
}

/** `keep` saves what was typed, where that can be done without asking, and tells whether it was saved. */
export function useUnsavedGuard(isUnsaved: () => boolean, keep?: () => Promise<boolean>): void {
  const { t } = useWords();
  const { account } = useSession();
  async function may(): Promise<boolean> {
    if (!isUnsaved() || !account.value) return true; // a session that is over keeps nothing: no use in asking
    if (await keep?.()) return true;
    const [title, text] = [t('form.unsaved.title'), t('form.unsaved')];
    return isSure(title, text, t('form.unsaved.leave'), t('form.unsaved.stay'));
  }
  asked.add(may);
  onScopeDispose(() => asked.delete(may));
  onBeforeRouteLeave(may);
  onBeforeRouteUpdate(may);
  const onUnload = (event: BeforeUnloadEvent): void => {
    if (isUnsaved()) event.preventDefault(); // the browser asks in its own words
  };
  onMounted(() => window.addEventListener('beforeunload', onUnload));
  onBeforeUnmount(() => window.removeEventListener('beforeunload', onUnload));
}
