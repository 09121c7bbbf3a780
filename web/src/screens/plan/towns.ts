// The towns' figures of one indicator, in an order that a reader chooses.
import type { AreaFigure } from '@/api/types';
import type { Area } from '@/api/types';

export interface TownFigure extends AreaFigure {
  id: string;
}
export type TownOrder = 'plan' | 'worst' | 'best';

/** In the plan's order; those without a figure come last in the two others. */
export function townsOf(areas: { [id: string]: AreaFigure | undefined }, order: TownOrder): TownFigure[] {
  const towns = Object.entries(areas).flatMap(([id, figure]) => (figure ? [{ ...figure, id }] : []));
  towns.sort((a, b) => a.id.localeCompare(b.id, 'en', { numeric: true }));
  if (order === 'plan') return towns;
  const sign = order === 'worst' ? 1 : -1;
  return towns.sort((a, b) => {
    if (a.value === null || b.value === null) return Number(a.value === null) - Number(b.value === null);
    return sign * (Number(a.value) - Number(b.value));
  });
}

export interface Place {
  id: string;
  x: number;
  y: number;
  labelLeft: boolean; // another town lies close to its right
}

/** Towns with a published position in a box of that width, true to scale at their latitude; its height with it. */
export function placesOf(
  areas: readonly Area[],
  width: number,
  margin: number,
): { places: Place[]; height: number } {
  const known = areas.flatMap((area) =>
    area.longitude !== null && area.latitude !== null
      ? [{ id: area.id, east: Number(area.longitude), north: Number(area.latitude) }]
      : [],
  );
  if (known.length < 2) return { places: [], height: 0 };
  const [west, east] = [Math.min(...known.map((at) => at.east)), Math.max(...known.map((at) => at.east))];
  const [south, north] = [Math.min(...known.map((at) => at.north)), Math.max(...known.map((at) => at.north))];
  const shrink = Math.cos((((south + north) / 2) * Math.PI) / 180); // a degree of longitude is shorter
  const scale = (width - 2 * margin) / Math.max((east - west) * shrink, 1e-6);
  const places = known.map((at) => ({
    id: at.id,
    x: margin + (at.east - west) * shrink * scale,
    y: 20 + (north - at.north) * scale,
    labelLeft: false,
  }));
  for (const one of places)
    one.labelLeft = places.some((other) => {
      const right = other.x - one.x;
      return other !== one && right > 0 && right < 90 && Math.abs(other.y - one.y) < 18;
    });
  return { places, height: 40 + (north - south) * scale };
}
