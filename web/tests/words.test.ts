import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import { catalogue, i18n, type Language } from '@/words';

const kScreens = resolve(import.meta.dirname, '../src');
/** All that the screens are made of beside the catalogue itself. */
const sources = readdirSync(kScreens, { recursive: true, encoding: 'utf8' })
  .filter((name) => /\.(vue|ts)$/.test(name) && !/^words.(?!index)/.test(name) && name !== 'api/schema.d.ts')
  .map((name) => readFileSync(join(kScreens, name), 'utf8'))
  .join('\n');
const keys = Object.keys(catalogue);

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

  it('holds no word that no screen says', () => {
    // A word is said by its whole key, 'do.save', or by one with a place for something: `state.${state}`.
    const whole = new Set([...sources.matchAll(/['"`]([a-zA-Z][\w.]*)['"`]/g)].map((one) => one[1]!));
    const made = [...sources.matchAll(/`([a-zA-Z][\w.]*\.(?:[\w.]|\$\{[^{}]*\})*)`/g)]
      .filter((one) => one[1]!.includes('${'))
      .map((one) => new RegExp(`^${one[1]!.replace(/\./g, '\\.').replace(/\$\{[^{}]*\}/g, '.+')}$`));
    expect(keys.filter((key) => !whole.has(key) && !made.some((form) => form.test(key)))).toEqual([]);
  });

  it('holds every word that a screen says, in the words of the language, and warns of none', () => {
    const warned = vi.spyOn(console, 'warn');
    const said = [...sources.matchAll(/\bt\(\s*'([^']+)'/g)].map((one) => one[1]!);
    expect(said.length).toBeGreaterThan(300);
    expect(said.filter((key) => !(key in catalogue))).toEqual([]);
    for (const language of ['zh', 'en'] satisfies Language[])
      for (const [key, pair] of Object.entries(catalogue))
        if (!pair[language].includes('{'))
          expect(i18n.global.t(key, {}, { locale: language })).toBe(pair[language]);
    expect(warned).not.toHaveBeenCalled();
  });
});
