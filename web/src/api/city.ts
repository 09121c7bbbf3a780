// The plan's areas, units and phases: asked once a session, named everywhere.
import { computed, shallowRef } from 'vue';
import { get } from './client';
import type { City, Name } from './types';

const city = shallowRef<City | null>(null);
let asked: Promise<void> | null = null;

export function loadCity(): Promise<void> {
  asked ??= get<City>('/api/v1/city').then(
    (answer) => {
      city.value = answer;
    },
    () => {
      asked = null; // not for this role, or not now
    },
  );
  return asked;
}
export function forgetCity(): void {
  asked = null;
  city.value = null;
}

export function useCity() {
  const names = computed(() => {
    const all = new Map<string, Name>();
    for (const of of [city.value?.areas, city.value?.units, city.value?.bodies])
      for (const one of of ?? []) all.set(one.id, one.name);
    return all;
  });
  return { city, nameOf: (id: string): Name => names.value.get(id) ?? { zh: id, en: id } };
}
