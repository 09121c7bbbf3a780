// Live events: one stream for the page, shared by whoever listens.
import { onScopeDispose, ref } from 'vue';

interface Change {
  version: number;
  registers: string[]; // ids of those whose records changed; empty: something beside the records
  at: string;
}

type Listener = (data: unknown) => void;
const listeners = new Map<string, Set<Listener>>();
let source: EventSource | null = null;
/** Whether what is shown follows the books at this moment; null: nothing on the page asked to follow them. */
export const isLive = ref<boolean | null>(null);

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

const kSettle = 150; // ms: changes closer together are one

/**
 * Calls `then` when the books have moved: "always", or where these registers are concerned; null: not now. An import
 * commits many times: changes close together are one call, and none comes before the call that runs is over, else a
 * screen would show nothing new until the import is done.
 */
export function onChange(of: () => 'always' | string[] | null, then: () => Promise<unknown>): void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let isRunning = false;
  async function call(): Promise<void> {
    timer = undefined;
    if (isRunning) return soon();
    isRunning = true;
    try {
      await then();
    } finally {
      isRunning = false;
    }
  }
  function soon(): void {
    timer ??= setTimeout(() => void call(), kSettle);
  }
  onEvent<Change>('change', ({ registers }) => {
    const wanted = of();
    if (!wanted) return;
    if (wanted === 'always' || registers.length === 0 || registers.some((id) => wanted.includes(id))) soon();
  });
  onScopeDispose(() => clearTimeout(timer));
}

export function stopListening(): void {
  source?.close();
  source = null;
  isLive.value = null;
}
