// What a screen shows stands in its address, so that a view can be kept, sent and gone back to.
import { computed, type WritableComputedRef } from 'vue';
import { useRoute, useRouter } from 'vue-router';

type Parameters<N extends string> = Record<N, WritableComputedRef<string>>;

/** The address's parameters of these names, "" where there is none; `change` sets several at once. */
export function useAddress<N extends string>(names: readonly N[]) {
  const route = useRoute();
  const router = useRouter();
  const change = (to: Partial<Record<N, string>>): void => {
    const query = { ...route.query };
    for (const [name, value] of Object.entries<string | undefined>(to)) {
      if (value) query[name] = value;
      else delete query[name];
    }
    void router.replace({ query });
  };
  const held = (name: N): string => {
    const value = route.query[name];
    return (Array.isArray(value) ? value[0] : value) ?? '';
  };
  const parameter = (name: N): WritableComputedRef<string> =>
    computed({ get: () => held(name), set: (value) => change({ [name]: value } as Record<N, string>) });
  const parameters = Object.fromEntries(names.map((name) => [name, parameter(name)])) as Parameters<N>;
  return { ...parameters, change };
}
