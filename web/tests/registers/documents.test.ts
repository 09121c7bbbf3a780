import { describe, expect, it } from 'vitest';
import type { Matter, RecordDocument } from '@/api/types';
import { isNear } from '@/screens/registers/record/documents';

const paper = (...steps: [string, boolean][]) =>
  ({ id: 'p', steps: steps.map(([id, done]) => ({ id, name: { zh: id, en: id }, done })) }) as RecordDocument;
const matter = (...next: [string, boolean][]) =>
  ({ steps: next.map(([id, may]) => ({ id, may })) }) as Matter;

describe('A paper is near', () => {
  it('when its step was taken or can be taken by this post, or when it is of no step', () => {
    const now = matter(['close', true], ['extend', false]);
    expect(isNear(paper(['refuse', true]), now)).toBe(true);
    expect(isNear(paper(['close', false], ['other', false]), now)).toBe(true);
    expect(isNear(paper(), now)).toBe(true);
    expect(isNear(paper(['extend', false]), now)).toBe(false); // somebody else's step
    expect(isNear(paper(['publish', false]), now)).toBe(false); // later
  });
  it('when the record has no way', () => {
    expect(isNear(paper(['refuse', false]), null)).toBe(true);
  });
});
