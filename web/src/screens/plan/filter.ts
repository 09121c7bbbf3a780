// What of the board is shown. It stands in the address, so that a view can be kept, sent and gone back to.
import { computed, type WritableComputedRef } from 'vue';
import { useRoute, useRouter, type LocationQueryValue } from 'vue-router';
import type { BoardTarget, Phase } from '@/api/types';

const kNames = ['view', 'unit', 'area', 'phase', 'state', 'q', 'day', 'target'] as const;
type ParameterName = (typeof kNames)[number];
export type BoardFilter = Record<ParameterName, string>;

const textOf = (value: LocationQueryValue | LocationQueryValue[] | undefined): string =>
  (Array.isArray(value) ? value[0] : value) ?? '';

export function useBoardFilter() {
  const route = useRoute();
  const router = useRouter();
  const change = (to: Partial<BoardFilter>): void => {
    const query = { ...route.query };
    for (const [name, value] of Object.entries(to)) {
      if (value) query[name] = value;
      else delete query[name];
    }
    void router.replace({ query });
  };
  const parameter = (name: ParameterName): WritableComputedRef<string> =>
    computed({ get: () => textOf(route.query[name]), set: (value) => change({ [name]: value }) });
  const filter = Object.fromEntries(kNames.map((name) => [name, parameter(name)])) as Record<
    ParameterName,
    WritableComputedRef<string>
  >;
  return {
    ...filter,
    isNarrowed: computed(() =>
      (['unit', 'area', 'phase', 'state', 'q', 'day'] as const).some((name) => filter[name].value !== ''),
    ),
    clear: () => change({ unit: '', area: '', phase: '', state: '', q: '', day: '' }),
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
  const all = [target.id, target.wording, target.group, ...names.flatMap((name) => [name.zh, name.en])]
    .join('\n')
    .toLowerCase();
  return words.every((word) => all.includes(word));
}
