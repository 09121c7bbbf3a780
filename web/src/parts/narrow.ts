// Whether the screen is a phone's: what is a table on a desk is one card at a time there.
import { onScopeDispose, ref, type Ref } from 'vue';

export function useNarrow(below = 760): Ref<boolean> {
  const query = window.matchMedia(`(max-width: ${below - 1}px)`);
  const narrow = ref(query.matches);
  const follow = (): void => void (narrow.value = query.matches);
  query.addEventListener('change', follow);
  onScopeDispose(() => query.removeEventListener('change', follow));
  return narrow;
}
