// Who is signed in. One for the page; read everywhere, changed here only.
import { computed, readonly, shallowRef } from 'vue';
import { ask, onSignedOut, post, remove, speakAs } from './client';
import type { Action, Resource, Session } from './types';

const session = shallowRef<Session | null>(null);
let asked: Promise<void> | null = null;

function hold(next: Session | null): void {
  session.value = next;
  speakAs(next?.csrf ?? '');
}
onSignedOut(() => hold(null));

export function useSession() {
  return {
    session: readonly(session),
    account: computed(() => session.value?.account ?? null),
    may: (resource: Resource, action: Action = 'read'): boolean =>
      session.value?.may[resource]?.includes(action) ?? false,
  };
}

/** Asks once whether the browser still has a session. */
export function whoAmI(): Promise<void> {
  asked ??= ask<Session>('GET', '/api/v1/session').then(
    (answer) => hold(answer.data),
    () => hold(null),
  );
  return asked;
}

export async function signIn(account: string, password: string, code: string): Promise<void> {
  hold(await post<Session>('/api/v1/session', { account, password, ...(code ? { code } : {}) }));
}
export async function refreshSession(): Promise<void> {
  hold((await ask<Session>('GET', '/api/v1/session')).data);
}
export async function signOut(): Promise<void> {
  await remove('/api/v1/session').catch(() => undefined);
  hold(null);
}
