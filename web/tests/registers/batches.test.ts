import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { flushPromises, mount, RouterLinkStub } from '@vue/test-utils';
import type { Batch } from '@/api/types';
import Batches from '@/screens/registers/import/Batches.vue';
import PendingImports from '@/screens/registers/import/PendingImports.vue';

const heard = new Map<string, (event: { data: string }) => void>();
let asked: string[] = [];
let answers: Record<string, () => object | null>;
const global = { stubs: { RouterLink: RouterLinkStub, ElSelect: true, UndoBatch: true } };

// One stream for the page: what is heard by one is heard by all.
class Stream {
  addEventListener(name: string, listener: (event: { data: string }) => void): void {
    heard.set(name, listener);
  }
}
beforeEach(() => {
  asked = [];
  vi.stubGlobal('EventSource', Stream);
  vi.stubGlobal('fetch', async (path: string) => {
    asked.push(path);
    const body = Object.entries(answers).find(([of]) => path.startsWith(of))?.[1]();
    if (!body) throw new TypeError('no connection');
    return new Response(JSON.stringify(body), { headers: { 'content-type': 'application/json' } });
  });
});
afterEach(() => vi.unstubAllGlobals());

const batch = (id: number): Batch =>
  ({ id, register: 'sample', name: `${id}.xlsx`, at: '', may: { undo: false } }) as Batch;

describe('The list of imports', () => {
  it.each([
    ['gets what is behind its end once when more is pressed twice', true, ['3.xlsx', '2.xlsx', '1.xlsx'], ''],
    ['tells why nothing more came', false, ['3.xlsx', '2.xlsx'], '连不上服务器'],
  ])('%s', async (_what, isThere, names, told) => {
    answers = {
      '/api/v1/batches?limit=50&cursor': () => (isThere ? { batches: [batch(1)], next: null } : null),
      '/api/v1/batches': () => ({ batches: [batch(3), batch(2)], next: '2' }),
      '/api/v1/imports': () => ({ imports: [] }),
      '/api/v1/registers': () => ({ registers: [] }),
    };
    const page = mount(Batches, { global });
    await flushPromises();
    const more = page.findAll('button').find((button) => button.text() === '更多')!;
    void more.trigger('click');
    void more.trigger('click');
    await flushPromises();
    expect(page.findAll('.file').map((file) => file.text())).toEqual(names);
    expect(asked.filter((path) => path.includes('cursor'))).toHaveLength(1);
    expect(page.text()).toContain(told);
    page.unmount();
  });
});

describe('Imports left in the middle', () => {
  it('are asked for when one is in another state, not at each thousand rows', async () => {
    let state = 'trying';
    answers = { '/api/v1/imports': () => ({ imports: [{ id: 'a', state, bytes: 1, expires_at: '' }] }) };
    const list = mount(PendingImports, { global });
    await flushPromises();
    const tell = async (now: string): Promise<number> => {
      state = now;
      heard.get('import')!({ data: JSON.stringify({ import: 'a', state: now }) });
      await flushPromises();
      return asked.length;
    };
    expect(await tell('trying')).toBe(1);
    expect(await tell('trying')).toBe(1);
    expect(await tell('tried')).toBe(2);
    expect(await tell('importing')).toBe(3);
    expect(await tell('importing')).toBe(3);
    expect(await tell('imported')).toBe(4);
    list.unmount();
  });
});
