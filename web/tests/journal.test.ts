import { flushPromises } from '@vue/test-utils';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { computed, effectScope, nextTick, ref } from 'vue';
import { useEntries } from '@/screens/office/journal/entries';
import { wordOf } from '@/screens/office/journal/kinds';
import { catalogue } from '@/words';

/** A server that answers when it is told to: the address of each question and its answer. */
function slowServer() {
  const asked: { url: URL; answer: (what: string, next?: string | null) => Promise<void> }[] = [];
  vi.stubGlobal('fetch', (address: string, { signal }: RequestInit) => {
    return new Promise<Response>((done, failed) => {
      const answer = async (what: string, next: string | null = null): Promise<void> => {
        const entry = {
          seq: asked.length,
          at: '',
          kind: 'pack',
          account: '',
          peer: '',
          register: '',
          record: 0,
        };
        const body = { entries: [{ ...entry, what: { zh: what, en: what } }], next };
        done(new Response(JSON.stringify(body), { headers: { 'content-type': 'application/json' } }));
        await flushPromises();
      };
      asked.push({ url: new URL(address, 'http://desk'), answer });
      signal?.addEventListener('abort', () => failed(new DOMException('', 'AbortError')));
    });
  });
  return asked;
}

describe('The security journal', () => {
  const kind = ref('');
  let scope = effectScope();
  afterEach(() => {
    scope.stop();
    vi.unstubAllGlobals();
  });
  function journal() {
    kind.value = '';
    scope = effectScope();
    return scope.run(() => useEntries(computed(() => ({ kind: kind.value }))))!;
  }
  const said = ({ entries }: ReturnType<typeof journal>) => entries.value.map((one) => one.what.zh);

  it('shows what was asked last, whichever answer comes last', async () => {
    const asked = slowServer();
    const made = journal();
    kind.value = 'refused';
    await nextTick();
    expect(asked.map(({ url }) => url.searchParams.get('kind'))).toEqual([null, 'refused']);
    await asked[1]!.answer('refused to somebody');
    await asked[0]!.answer('of any kind');
    expect(said(made)).toEqual(['refused to somebody']);
  });

  it('names the kinds of its entries, and none that it does not know', () => {
    const word = wordOf('verification');
    expect(word && catalogue[word].zh).toBe('数据核验');
    expect(wordOf('something new')).toBeNull();
  });

  it('puts older entries behind the newest, and never behind those of another question', async () => {
    const asked = slowServer();
    const made = journal();
    await asked[0]!.answer('the newest', '7');
    expect(made.hasOlder.value).toBe(true);
    void made.older.read();
    expect(asked[1]!.url.searchParams.get('cursor')).toBe('7');
    await asked[1]!.answer('an older one', '3');
    expect(said(made)).toEqual(['the newest', 'an older one']);
    void made.older.read();
    kind.value = 'refused';
    await nextTick();
    await asked[3]!.answer('refused to somebody');
    await asked[2]!.answer('the oldest');
    expect(said(made)).toEqual(['refused to somebody']);
    expect(made.hasOlder.value).toBe(false);
  });
});
