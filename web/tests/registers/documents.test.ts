import { describe, expect, it } from 'vitest';
import type { Matter, RecordDocument } from '@/api/types';
import { isNear } from '@/screens/registers/record/documents';

const paper = (...steps: string[]) =>
  ({ id: 'p', steps: steps.map((id) => ({ id, name: { zh: id, en: id } })) }) as RecordDocument;
const matter = (next: [string, boolean][], taken: string[]) =>
  ({ steps: next.map(([id, may]) => ({ id, may })), taken: taken.map((step) => ({ step })) }) as Matter;

describe('A paper is near', () => {
  it('when it belongs to the last step, to one that can be taken, or to none', () => {
    const now = matter(
      [
        ['close', true],
        ['extend', false],
      ],
      ['accept', 'refuse'],
    );
    expect(isNear(paper('refuse'), now)).toBe(true);
    expect(isNear(paper('close', 'other'), now)).toBe(true);
    expect(isNear(paper(), now)).toBe(true);
    expect(isNear(paper('extend'), now)).toBe(false); // somebody else's step
    expect(isNear(paper('accept'), now)).toBe(false); // done before
  });
  it('when the record has no way', () => {
    expect(isNear(paper('refuse'), null)).toBe(true);
  });
});
