// What of the board is shown.
import { computed } from 'vue';
import type { BoardTarget, Phase } from '@/api/types';
import { useAddress } from '@/parts/address';

const kNarrowing = ['unit', 'area', 'phase', 'state', 'q', 'day'] as const;

export function useBoardFilter() {
  const { change, ...filter } = useAddress(['view', 'target', ...kNarrowing]);
  return {
    ...filter,
    isNarrowed: computed(() => kNarrowing.some((name) => filter[name].value !== '')),
    clear: () => change(Object.fromEntries(kNarrowing.map((name) => [name, '']))),
  };
}

/** The phase within which a target is due: the first that ends after it; one without an end comes after all. */
export function phaseOf(day: string, phases: readonly Phase[]): Phase | null {
  const ended = phases.find((phase) => phase.end !== null && day <= phase.end);
  return ended ?? phases.find((phase) => phase.end === null) ?? null;
}

/** Whether a text stands in what one sees of a target; several words must all stand there. */
export function says(target: BoardTarget, text: string): boolean {
  const words = text.toLowerCase().split(/\s+/).filter(Boolean);
  if (words.length === 0) return true;
  const names = [
    target.subject,
    ...target.parts.map((part) => part.name),
    ...target.units.map((u) => u.name),
  ];
  const all = [
    target.id,
    target.wording,
    target.group.zh,
    target.group.en,
    ...names.flatMap((name) => [name.zh, name.en]),
  ]
    .join('\n')
    .toLowerCase();
  return words.every((word) => all.includes(word));
}
