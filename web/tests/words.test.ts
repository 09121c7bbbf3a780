import { describe, expect, it } from 'vitest';
import { pairs } from '@/words/pairs';
import { i18n } from '@/words';

describe('The catalogue', () => {
  it('says everything in both languages', () => {
    const zh = i18n.global.getLocaleMessage('zh') as Record<string, string>;
    const en = i18n.global.getLocaleMessage('en') as Record<string, string>;
    const missing = Object.keys(zh).filter((key) => !zh[key] || !en[key]);
    expect(missing).toEqual([]);
  });

  it('names the same values in both languages', () => {
    const zh = i18n.global.getLocaleMessage('zh') as Record<string, string>;
    const en = i18n.global.getLocaleMessage('en') as Record<string, string>;
    const values = (text: string): string[] => [...text.matchAll(/\{(\w+)\}/g)].map((one) => one[1]!).sort();
    for (const key of Object.keys(zh)) expect(values(zh[key]!), key).toEqual(values(en[key]!));
  });

  it('is made of pairs', () => {
    expect(pairs({ a: ['甲', 'A'] })).toEqual({ a: { zh: '甲', en: 'A' } });
  });
});
