// The plan's areas, units and phases: asked once a session, named everywhere.
import { computed, shallowRef } from 'vue';
import { get } from './client';
import type { City, Name, Today } from './types';

const city = shallowRef<City | null>(null);
const asOf = shallowRef(''); // the day on which the books stand; "" until it is known
let asked: Promise<void> | null = null;

export function loadCity(): Promise<void> {
  asked ??= get<City>('/api/v1/city').then(
    (answer) => {
      city.value = answer;
      asOf.value = answer.as_of;
    },
    () => {
      asked = null; // not for this role, or not now
    },
  );
  return asked;
}
/** Who does not see the plan, a business, writes down what it did today all the same. */
export async function loadDay(): Promise<void> {
  asOf.value = await get<Today>('/api/v1/today').then(
    (today) => today.as_of,
    () => '',
  );
}
export function forgetCity(): void {
  asked = null;
  city.value = null;
  asOf.value = '';
}

export function useCity() {
  const names = computed(() => {
    const all = new Map<string, Name>();
    for (const of of [city.value?.areas, city.value?.units, city.value?.bodies])
      for (const one of of ?? []) all.set(one.id, one.name);
    return all;
  });
  return { city, asOf, nameOf: (id: string): Name => names.value.get(id) ?? { zh: id, en: id } };
}
