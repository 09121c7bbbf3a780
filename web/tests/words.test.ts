import { describe, expect, it } from 'vitest';
import { catalogue } from '@/words';

describe('The catalogue', () => {
  it('says everything in both languages', () => {
    const missing = Object.entries(catalogue).filter(([, pair]) => !pair.zh || !pair.en);
    expect(missing).toEqual([]);
  });

  it('names the same values in both languages', () => {
    const values = (text: string): string[] => [...text.matchAll(/\{(\w+)\}/g)].map((one) => one[1]!).sort();
    for (const [key, pair] of Object.entries(catalogue))
      expect(values(pair.zh), key).toEqual(values(pair.en));
  });
});
