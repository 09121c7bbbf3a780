// What shall happen once somebody has stopped typing, scrolling, ...
import { onScopeDispose } from 'vue';

/** Of what is put off only the last is done, when nothing came for `ms`; nothing once the component is gone. */
export function useLater(ms: number) {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const cancel = (): void => clearTimeout(timer);
  function later(act: () => unknown): void {
    cancel();
    timer = setTimeout(act, ms);
  }
  onScopeDispose(cancel);
  return { later, cancel };
}
