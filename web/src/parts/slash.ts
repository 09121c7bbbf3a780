// The key "/" goes to the box to search with, from wherever nothing is being typed.
import { onScopeDispose } from 'vue';

export const kSearchBox = 'search-box';

function isTyping(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement &&
    (target.isContentEditable || ['INPUT', 'TEXTAREA', 'SELECT'].includes(target.tagName))
  );
}

/** `elsewhere`: what to do where the screen shows no box. */
export function useSlash(elsewhere: () => unknown): void {
  function pressed(event: KeyboardEvent): void {
    if (event.key !== '/' || event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    if (isTyping(event.target) || document.querySelector('[aria-modal="true"]')) return;
    event.preventDefault();
    const box = document.getElementById(kSearchBox);
    if (!(box instanceof HTMLInputElement) || box.offsetParent === null) return void elsewhere();
    box.focus();
    box.select();
  }
  document.addEventListener('keydown', pressed);
  onScopeDispose(() => document.removeEventListener('keydown', pressed));
}
