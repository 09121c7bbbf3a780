import { afterEach, describe, expect, it, vi } from 'vitest';
import { effectScope, type Ref } from 'vue';
import { refreshSession, signOut } from '@/api/session';
import { useRecordName } from '@/screens/registers/form/recordNames';

afterEach(() => vi.unstubAllGlobals());

describe('What a record is called', () => {
  it('is asked once a session, and not known to whoever signs in next', async () => {
    let asked = 0;
    let who = 'first';
    vi.stubGlobal('fetch', async (path: string) => {
      const isRecord = path.includes('/records/');
      if (isRecord) ++asked;
      const body = isRecord ? { name: `for ${who}` } : { account: { id: who }, csrf: '', may: {} };
      return new Response(JSON.stringify(body), { headers: { 'content-type': 'application/json' } });
    });
    const scope = effectScope();
    const name = (): Ref<string> =>
      scope.run(() =>
        useRecordName(
          () => 'operator',
          () => '3',
        ),
      )!;
    await refreshSession();
    const mine = [name(), name()];
    await vi.waitFor(() => expect(mine.map((one) => one.value)).toEqual(['for first', 'for first']));
    expect(asked).toBe(1);

    await signOut();
    who = 'second';
    await refreshSession();
    const theirs = name();
    await vi.waitFor(() => expect(theirs.value).toBe('for second'));
    scope.stop();
  });

  it('is the number itself where it was written by hand, and nobody is asked', async () => {
    const fetched = vi.fn();
    vi.stubGlobal('fetch', fetched);
    const scope = effectScope();
    const name = scope.run(() =>
      useRecordName(
        () => 'operator',
        () => 'JY00000011',
      ),
    )!;
    expect(name.value).toBe('JY00000011');
    expect(fetched).not.toHaveBeenCalled();
    scope.stop();
  });
});
