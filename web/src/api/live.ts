// Live events: one stream for the page, shared by whoever listens.
import { onScopeDispose, ref } from 'vue';

export interface Change {
  version: number;
  registers: string[]; // ids of those whose records changed; empty: something beside the records
  at: string;
}

type Listener = (data: unknown) => void;
const listeners = new Map<string, Set<Listener>>();
let source: EventSource | null = null;
/** Whether what is shown follows the books at this moment. */
export const isLive = ref(false);

function hear(name: string): void {
  source?.addEventListener(name, (event) => {
    const data: unknown = JSON.parse((event as MessageEvent<string>).data);
    for (const listener of listeners.get(name) ?? []) listener(data);
  });
}

function open(): void {
  source = new EventSource('/api/v1/events');
  let was = false;
  source.onopen = () => {
    // What happened while the stream was away was not heard: whoever listens asks anew.
    if (was)
      for (const listener of listeners.get('change') ?? []) listener({ version: 0, registers: [], at: '' });
    was = isLive.value = true;
  };
  source.onerror = () => (isLive.value = false);
  for (const name of listeners.keys()) hear(name);
}

/** Calls `listener` for each event of that name until the component that asks is gone. */
export function onEvent<T>(name: 'change' | 'import', listener: (data: T) => void): void {
  const known = listeners.has(name);
  const all = listeners.get(name) ?? new Set<Listener>();
  all.add(listener as Listener);
  listeners.set(name, all);
  if (!source) open();
  else if (!known) hear(name);
  onScopeDispose(() => all.delete(listener as Listener));
}

export function stopListening(): void {
  source?.close();
  source = null;
  isLive.value = false;
}
