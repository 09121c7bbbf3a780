// Records by their place in a list, a page at a time, as far as they were looked at.
import { shallowReactive } from 'vue';

export const kPage = 100;
const kKept = 40; // pages: what was looked at long ago is forgotten

export interface Page<T> {
  records: T[];
  next: string | null; // the cursor of the page behind it
}
/** Asks for the page that begins at `offset`; `after` is its cursor, where the page before it is held. */
export type Fetch<T> = (offset: number, after: string | null, signal: AbortSignal) => Promise<Page<T>>;

export class Pages<T> {
  private readonly held = shallowReactive(new Map<number, Page<T>>());
  private readonly asked = new Map<number, AbortController>();
  private readonly old = new Set<number>(); // shown until they are there anew

  constructor(
    private readonly fetch: Fetch<T>,
    private readonly failed: (problem: unknown) => void,
  ) {}

  at(row: number): T | undefined {
    return this.held.get(Math.floor(row / kPage))?.records[row % kPage];
  }

  /** Sees to it that these rows come, and tells when; pages on their way that nobody looks at any more are given up. */
  async need(first: number, last: number): Promise<void> {
    if (last <= first) return;
    const from = Math.floor(first / kPage);
    const to = Math.floor((last - 1) / kPage);
    for (const [page, asking] of this.asked) {
      if (page >= from && page <= to) continue;
      asking.abort();
      this.asked.delete(page);
    }
    const coming: Promise<void>[] = [];
    for (let page = from; page <= to; ++page) {
      if (this.asked.has(page) || (this.held.has(page) && !this.old.has(page))) continue;
      coming.push(this.ask(page));
    }
    await Promise.all(coming);
  }

  /** The books have moved: what is held is shown until it is there anew. */
  refresh(first: number, last: number): Promise<void> {
    for (const page of this.held.keys()) this.old.add(page);
    this.abort();
    return this.need(first, last);
  }

  clear(): void {
    this.abort();
    this.held.clear();
    this.old.clear();
  }

  abort(): void {
    for (const asking of this.asked.values()) asking.abort();
    this.asked.clear();
  }

  private async ask(page: number): Promise<void> {
    const asking = new AbortController();
    this.asked.set(page, asking);
    const before = this.old.has(page - 1) ? undefined : this.held.get(page - 1);
    try {
      const got = await this.fetch(page * kPage, before?.next ?? null, asking.signal);
      if (asking.signal.aborted) return;
      this.old.delete(page);
      this.held.delete(page); // to the end of the order in which pages are forgotten
      this.held.set(page, got);
      for (const oldest of this.held.keys()) {
        if (this.held.size <= kKept) break;
        this.held.delete(oldest);
        this.old.delete(oldest);
      }
    } catch (problem) {
      if (!asking.signal.aborted) this.failed(problem);
    } finally {
      if (this.asked.get(page) === asking) this.asked.delete(page);
    }
  }
}
