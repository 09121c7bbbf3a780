// The days a circular tells of: a month, a quarter, a year up to the books' day.
export interface Stretch {
  from: string;
  to: string;
}
export const kStretches = ['month', 'lastMonth', 'quarter', 'year', 'own'] as const;
export type StretchName = (typeof kStretches)[number];

const dayText = (year: number, month: number, day: number): string =>
  new Date(Date.UTC(year, month, day)).toISOString().slice(0, 10);

/** Of the books' day, never beyond it. "own": what is there stays. */
export function stretchOf(name: StretchName, asOf: string, now: Stretch): Stretch {
  const year = Number(asOf.slice(0, 4));
  const month = Number(asOf.slice(5, 7)) - 1;
  switch (name) {
    case 'month':
      return { from: dayText(year, month, 1), to: asOf };
    case 'lastMonth':
      return { from: dayText(year, month - 1, 1), to: dayText(year, month, 0) };
    case 'quarter':
      return { from: dayText(year, month - (month % 3), 1), to: asOf };
    case 'year':
      return { from: dayText(year, 0, 1), to: asOf };
    default:
      return now;
  }
}

/** Which of them the days are. */
export function nameOfStretch(days: Stretch, asOf: string): StretchName {
  const found = kStretches.find((name) => {
    if (name === 'own') return false;
    const like = stretchOf(name, asOf, days);
    return like.from === days.from && like.to === days.to;
  });
  return found ?? 'own';
}
