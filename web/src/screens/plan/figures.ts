// How figures are written for reading. Exact numbers come as text; only what is shown is rounded.
import type { BoardPart, TargetHead } from '@/api/types';

type Comparator = TargetHead['comparator'];

function grouped(fixed: string): string {
  const [whole = '', fraction] = fixed.split('.');
  const parted = whole.replace(/\B(?=(\d{3})+$)/g, ',');
  return fraction === undefined ? parted : `${parted}.${fraction}`;
}

/**
 * "6,120.5": as many places as a reader needs. Where rounding would make a figure look like the threshold that
 * it has not reached, more are shown: 97.998 is never "98".
 */
export function numberText(exact: string | number | null, threshold: string | null = null): string {
  if (exact === null) return '';
  const value = Number(exact);
  const size = Math.abs(value);
  let places = size < 1 ? 3 : size < 10 ? 2 : 1;
  const limit = threshold === null ? null : Number(threshold);
  while (limit !== null && value !== limit && places < 6 && Number(value.toFixed(places)) === limit) ++places;
  return grouped(String(Number(value.toFixed(places))));
}

/** "98.2%", "4.5 批次/千人". */
export function withUnit(number: string, unit: string): string {
  if (!number || !unit) return number;
  return unit.startsWith('%') ? `${number}%` : `${number} ${unit}`;
}

/** A figure as it is read beside what it is held to: "97.998%"; "" where there is none. */
export function valueText(
  value: string | number | null,
  part: Pick<BoardPart, 'threshold' | 'unit'>,
): string {
  return withUnit(numberText(value, part.threshold), part.unit);
}

/** "6,120 / 6,539", or the numerator alone. */
export function fractionText(figure: { numerator: string | null; denominator: string | null }): string {
  if (figure.denominator === null) return numberText(figure.numerator);
  return `${numberText(figure.numerator) || '?'} / ${numberText(figure.denominator)}`;
}

const signs: Record<Comparator, string> = {
  at_least: '≥',
  at_most: '≤',
  equal: '=',
  milestone: '≥',
  qualitative: '≥',
};

/** "≥ 98%"; "" where the plan sets none. */
export function thresholdText(comparator: Comparator, part: Pick<BoardPart, 'threshold' | 'unit'>): string {
  if (part.threshold === null) return '';
  return `${signs[comparator]} ${withUnit(numberText(part.threshold), part.unit)}`;
}

/** A day's month as its readers write it: "22.09". */
export function monthText(day: string): string {
  return `${day.slice(2, 4)}.${day.slice(5, 7)}`;
}

export interface BarShape {
  filled: number; // 0 to 1
  mark: number | null; // where the threshold stands
}

/** A bar begins at nought, always: a cut one would lie. A share ends at the whole. */
export function barShape(value: string | null, threshold: string | null, unit: string): BarShape {
  const of = Math.max(0, Number(value ?? 0));
  const limit = threshold === null ? null : Math.max(0, Number(threshold));
  const end =
    unit.startsWith('%') && of <= 100 && (limit ?? 0) <= 100 && Math.max(of, limit ?? 0) > 20
      ? 100
      : Math.max(of, limit ?? 0) * 1.15 || 1;
  return { filled: Math.min(1, of / end), mark: limit === null ? null : limit / end };
}
