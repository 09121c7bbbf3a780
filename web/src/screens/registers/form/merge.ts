// Two people corrected the same record: what each of them did to it.

/** Values of a form, by field; "" is no value. */
export type Values = Record<string, string>;

export interface Merge {
  theirs: string[]; // fields that only they changed: taken over
  mine: string[]; // fields that only I changed: stay
  both: string[]; // fields that both changed, to different values: somebody has to choose
}

export function changed(before: Values, after: Values): string[] {
  return [...new Set([...Object.keys(before), ...Object.keys(after)])].filter(
    (field) => (before[field] ?? '') !== (after[field] ?? ''),
  );
}

/** `start` is what I began with, `mine` what I have made of it, `theirs` what the books hold now. */
export function merge(start: Values, mine: Values, theirs: Values): Merge {
  const byThem = changed(start, theirs);
  const byMe = changed(start, mine);
  const same = (field: string): boolean => (mine[field] ?? '') === (theirs[field] ?? '');
  return {
    theirs: byThem.filter((field) => !byMe.includes(field)),
    mine: byMe.filter((field) => !byThem.includes(field)),
    both: byMe.filter((field) => byThem.includes(field) && !same(field)),
  };
}
