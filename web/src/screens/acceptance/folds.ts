// What somebody opened and closed in a tree: kept while the page lives, so that going back finds it so.
import { shallowRef, type ShallowRef } from 'vue';

const kept = new Map<string, ShallowRef<ReadonlySet<string>>>();

export function useFolds(tree: string) {
  const flipped = kept.get(tree) ?? shallowRef<ReadonlySet<string>>(new Set<string>());
  kept.set(tree, flipped);
  return {
    flipped,
    flip(item: string): void {
      const next = new Set(flipped.value);
      if (!next.delete(item)) next.add(item);
      flipped.value = next;
    },
    forget(): void {
      flipped.value = new Set();
    },
  };
}
