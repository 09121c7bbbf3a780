import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { effectScope } from 'vue';
import { useAnswer } from '@/api/answer';
import { isLive, stopListening } from '@/api/live';
import { useRecordList } from '@/screens/registers/list/recordList';

type Listener = (event: { data: string }) => void;

/** The stream of events of a page without a server. */
class Stream {
  static heard = new Map<string, Listener>();
  static last: Stream;
  constructor() {
    Stream.last = this;
  }
  onopen: (() => void) | null = null;
  onerror: (() => void) | null = null;
  addEventListener(name: string, listener: Listener): void {
    Stream.heard.set(name, listener);
  }
  close(): void {}
}
const change = (registers: string[]): void =>
  Stream.heard.get('change')!({ data: JSON.stringify({ version: 1, registers, at: '' }) });

describe('What follows the books', () => {
  let asked = 0;
  beforeEach(() => {
    vi.useFakeTimers();
    vi.stubGlobal('EventSource', Stream);
    asked = 0;
    // Each answer takes longer than the wait for other changes.
    vi.stubGlobal('fetch', async (_path: string, { signal }: { signal: AbortSignal }) => {
      ++asked;
      await new Promise((done) => setTimeout(done, 200));
      if (signal.aborted) throw new DOMException('', 'AbortError');
      return new Response(JSON.stringify(asked), { headers: { 'content-type': 'application/json' } });
    });
  });
  afterEach(() => {
    vi.useRealTimers();
    vi.unstubAllGlobals();
  });

  it('moves while an import runs on, and once more when it is over', async () => {
    const scope = effectScope();
    const { data } = scope.run(() => useAnswer<number>({ path: '/figures' }, { follow: 'always' }))!;
    await vi.advanceTimersByTimeAsync(250);
    expect(data.value).toBe(1);
    for (let commit = 0; commit < 20; ++commit) {
      change(['sample']);
      await vi.advanceTimersByTimeAsync(100);
    }
    expect(data.value).toBeGreaterThan(2); // not only after two seconds of commits
    const during = asked;
    expect(during).toBeLessThan(15); // and not once a commit
    await vi.advanceTimersByTimeAsync(1000);
    expect(data.value).toBe(asked);
    scope.stop();
  });

  it('moves in a long list as well, page and count', async () => {
    const scope = effectScope();
    const body = (path: string, n: number) =>
      path.includes('limit=0') ? { records: [], total: n, next: null } : { records: [{ id: n }], next: null };
    vi.stubGlobal('fetch', async (path: string, { signal }: { signal: AbortSignal }) => {
      const n = ++asked;
      await new Promise((done) => setTimeout(done, 200));
      if (signal.aborted) throw new DOMException('', 'AbortError');
      return new Response(JSON.stringify(body(path, n)), { headers: { 'content-type': 'application/json' } });
    });
    const list = scope.run(() =>
      useRecordList(
        () => 'sample',
        () => ({ words: '', conditions: [], sort: '' }),
        () => true,
      ),
    )!;
    list.look(0, 20);
    await vi.advanceTimersByTimeAsync(450);
    const before = { rows: list.rows.value, first: list.at(0)!.id };
    for (let commit = 0; commit < 20; ++commit) {
      change(['sample']);
      await vi.advanceTimersByTimeAsync(100);
    }
    expect(list.rows.value).toBeGreaterThan(before.rows);
    expect(list.at(0)!.id).toBeGreaterThan(before.first);
    scope.stop();
  });

  it('asks nothing once the screen is gone', async () => {
    const scope = effectScope();
    scope.run(() => useAnswer<number>({ path: '/figures' }, { follow: 'always' }));
    await vi.advanceTimersByTimeAsync(250);
    change(['sample']);
    scope.stop();
    await vi.advanceTimersByTimeAsync(1000);
    expect(asked).toBe(1);
  });

  it('leaves alone what another register changes', async () => {
    const scope = effectScope();
    scope.run(() => useAnswer<number>({ path: '/figures' }, { follow: ['sample'] }));
    await vi.advanceTimersByTimeAsync(250);
    change(['complaint']);
    await vi.advanceTimersByTimeAsync(1000);
    expect(asked).toBe(1);
    change(['sample', 'complaint']);
    await vi.advanceTimersByTimeAsync(1000);
    expect(asked).toBe(2);
    change([]); // something beside the records
    await vi.advanceTimersByTimeAsync(1000);
    expect(asked).toBe(3);
    scope.stop();
  });

  it('is told to be live, or not, only once something follows the books', () => {
    stopListening();
    expect(isLive.value).toBeNull();
    const scope = effectScope();
    scope.run(() => useAnswer<number>({ path: '/figures' }, { follow: 'always' }));
    expect(isLive.value).toBeNull(); // not yet there, and not broken off
    Stream.last.onopen!();
    expect(isLive.value).toBe(true);
    Stream.last.onerror!();
    expect(isLive.value).toBe(false);
    stopListening();
    expect(isLive.value).toBeNull();
    scope.stop();
  });
});
