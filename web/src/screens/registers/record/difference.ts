// What of a text changed, so that the eye finds it: what both have in front and behind, and what differs.
export interface Difference {
  head: string;
  before: string;
  after: string;
  tail: string;
}

const kShortest = 12; // characters: of anything shorter the whole is easier to read

export function difference(before: string, after: string): Difference {
  const a = Array.from(before);
  const b = Array.from(after);
  if (Math.min(a.length, b.length) < kShortest) return { head: '', before, after, tail: '' };
  const most = Math.min(a.length, b.length);
  let head = 0;
  while (head < most && a[head] === b[head]) ++head;
  let tail = 0;
  while (tail < most - head && a[a.length - 1 - tail] === b[b.length - 1 - tail]) ++tail;
  return {
    head: a.slice(0, head).join(''),
    before: a.slice(head, a.length - tail).join(''),
    after: b.slice(head, b.length - tail).join(''),
    tail: a.slice(a.length - tail).join(''),
  };
}
