import { describe, expect, it, vi } from 'vitest';
import { kPage, Pages, type Fetch } from '@/screens/registers/list/pages';

interface Call {
  offset: number;
  after: string | null;
  signal: AbortSignal;
  answer: (next: string | null) => Promise<void>;
  fail: (problem: unknown) => Promise<void>;
}

function books(name = 'row') {
  const calls: Call[] = [];
  const failed = vi.fn();
  const settle = (): Promise<void> => new Promise((done) => setTimeout(done));
  const fetch: Fetch<string> = (offset, after, signal) =>
    new Promise((done, refuse) => {
      calls.push({
        offset,
        after,
        signal,
        answer: (next) => {
          done({ records: Array.from({ length: kPage }, (_, i) => `${name} ${offset + i}`), next });
          return settle();
        },
        fail: (problem) => {
          refuse(problem);
          return settle();
        },
      });
    });
  return { pages: new Pages(fetch, failed), calls, failed };
}

describe('Pages of records', () => {
  it('asks for those that are looked at, once', async () => {
    const { pages, calls } = books();
    pages.need(90, 110);
    pages.need(90, 110);
    expect(calls.map((call) => call.offset)).toEqual([0, 100]);
    await calls[1]!.answer(null);
    expect(pages.at(105)).toBe('row 105');
    expect(pages.at(95)).toBeUndefined();
  });

  it('asks by the cursor of the page before, where that is held', async () => {
    const { pages, calls } = books();
    pages.need(0, 50);
    await calls[0]!.answer('behind 99');
    pages.need(80, 150);
    expect(calls[1]).toMatchObject({ offset: 100, after: 'behind 99' });
    pages.need(900_000, 900_010);
    expect(calls[2]).toMatchObject({ offset: 900_000, after: null });
  });

  it('gives up what was scrolled past before it came', async () => {
    const { pages, calls } = books();
    pages.need(0, 10);
    pages.need(50_000, 50_010);
    expect(calls[0]!.signal.aborted).toBe(true);
    await calls[0]!.answer(null);
    expect(pages.at(0)).toBeUndefined();
    await calls[1]!.answer(null);
    expect(pages.at(50_000)).toBe('row 50000');
  });

  it('shows what it has until it is there anew', async () => {
    const { pages, calls } = books();
    pages.need(0, 10);
    await calls[0]!.answer(null);
    pages.refresh(0, 10);
    expect(pages.at(3)).toBe('row 3');
    expect(calls).toHaveLength(2);
    await calls[1]!.answer(null);
    pages.need(0, 10);
    expect(calls).toHaveLength(2);
  });

  it('takes no cursor from a page that may be out of date', async () => {
    const { pages, calls } = books();
    pages.need(0, 10);
    await calls[0]!.answer('behind 99');
    pages.refresh(100, 110);
    expect(calls[1]).toMatchObject({ offset: 100, after: null });
  });

  it('forgets what was looked at long ago', async () => {
    const { pages, calls } = books();
    for (let page = 0; page < 50; ++page) {
      pages.need(page * kPage, page * kPage + 1);
      await calls[page]!.answer(null);
    }
    expect(pages.at(0)).toBeUndefined();
    expect(pages.at(49 * kPage)).toBe('row 4900');
  });

  it('tells what went wrong, and asks again when it is looked at again', async () => {
    const { pages, calls, failed } = books();
    pages.need(0, 10);
    await calls[0]!.fail('no answer');
    expect(failed).toHaveBeenCalledWith('no answer');
    pages.need(0, 10);
    expect(calls).toHaveLength(2);
  });
});
