// Letters by colour: which are shown, and how many there are of each.
import type { LetterDue, LetterKept } from '@/api/types';

export type Colour = LetterDue['colour'];
/** The gravest first. */
export const kColours = ['red', 'orange', 'yellow', 'blue'] as const satisfies readonly Colour[];

export interface Chosen {
  colour: string; // "": all
  whom: string; // a unit's or a town's id; "": all
}
type Letter = Pick<LetterDue | LetterKept, 'colour' | 'unit' | 'area'>;

const isTo = (letter: Letter, whom: string): boolean =>
  whom === '' || letter.unit?.id === whom || letter.area?.id === whom;

export const lettersOf = <T extends Letter>(letters: readonly T[], chosen: Chosen): T[] =>
  letters.filter(
    (letter) => (chosen.colour === '' || letter.colour === chosen.colour) && isTo(letter, chosen.whom),
  );

export function countsOf(letters: readonly Letter[], whom: string): Record<Colour, number> {
  const counts: Record<Colour, number> = { red: 0, orange: 0, yellow: 0, blue: 0 };
  for (const letter of letters) if (isTo(letter, whom)) ++counts[letter.colour];
  return counts;
}

/** In parts that the API takes at once. */
export function partsOf<T>(all: readonly T[], most: number): T[][] {
  const parts: T[][] = [];
  for (let at = 0; at < all.length; at += most) parts.push(all.slice(at, at + most));
  return parts;
}
