// A record's place in the figures, by target and indicator.
import type { Name, RecordFigures } from '@/api/types';

type Figure = RecordFigures['figures'][number];
export interface Place {
  target: string;
  indicator: string;
  name: Name;
  isCounted: boolean; // in one of its measures
  measures: Figure[]; // those that say something: counted, or not for a reason
}

export function placesOf(figures: readonly Figure[]): Place[] {
  const places = new Map<string, Place>();
  for (const figure of figures) {
    const key = `${figure.target} ${figure.indicator}`;
    const place = places.get(key) ?? {
      target: figure.target,
      indicator: figure.indicator,
      name: figure.name,
      isCounted: false,
      measures: [],
    };
    places.set(key, place);
    if (figure.counted) place.isCounted = true;
    // The same measure may stand in several places of one indicator.
    const isSaid = place.measures.some((one) => one.measure === figure.measure && one.role === figure.role);
    if (!isSaid && (figure.counted || figure.reason)) place.measures.push(figure);
  }
  return [...places.values()]
    .filter((place) => place.measures.length > 0)
    .sort((a, b) => Number(b.isCounted) - Number(a.isCounted) || a.target.localeCompare(b.target));
}
