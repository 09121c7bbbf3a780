// A year's points as they are put in order, and an item's figure in words.
import type { AppraisalItem, AppraisalScore, AppraisalSheet } from '@/api/types';
import { fractionText, numberText, withUnit } from '@/screens/plan/figures';

/** By place; those without one behind, by their share, then in the plan's order. */
export function inOrder(scores: readonly AppraisalScore[]): AppraisalScore[] {
  const last = Number.MAX_SAFE_INTEGER;
  const shareOf = (score: AppraisalScore): number => (score.share === null ? -1 : Number(score.share));
  return [...scores].sort((a, b) => (a.rank ?? last) - (b.rank ?? last) || shareOf(b) - shareOf(a));
}

/** Two places, as points are given. */
export const pointsText = (points: string | null): string =>
  points === null ? '' : Number(points).toFixed(2);

/** "8.33 / 10"; of other full marks than the scheme's, "8.33 / 10 (40)". */
export function marksText(score: Pick<AppraisalScore, 'points' | 'full' | 'whole'>): string {
  if (score.points === null) return '';
  const of = score.full === score.whole ? score.full : `${score.full} (${score.whole})`;
  return `${pointsText(score.points)} / ${of}`;
}

/** "97.5% = 39 / 40" */
export function figureText(item: Pick<AppraisalItem, 'figure' | 'unit' | 'threshold'>): string {
  if (!item.figure) return '';
  const value = withUnit(numberText(item.figure.value, item.threshold), item.unit);
  const fraction = item.figure.numerator === null ? '' : fractionText(item.figure);
  return [value, fraction].filter(Boolean).join(' = ');
}

/** Items under their groups, in the scheme's order. */
export function groupsOf(
  items: readonly AppraisalItem[],
): { name: AppraisalItem['group']; items: AppraisalItem[] }[] {
  const groups: { name: AppraisalItem['group']; items: AppraisalItem[] }[] = [];
  for (const item of items) {
    const there = groups.find((group) => group.name.zh === item.group.zh);
    if (there) there.items.push(item);
    else groups.push({ name: item.group, items: [item] });
  }
  return groups;
}

/** Years that a scheme can be asked for: from its first to the books' own. */
export function yearsOf(from: number, asOf: string): string[] {
  const last = Math.max(from, Number(asOf.slice(0, 4)) || from);
  return Array.from({ length: last - from + 1 }, (_, i) => String(last - i));
}

/** What was told and what waits, over the whole sheet. */
export function toldOf(sheet: Pick<AppraisalSheet, 'subjects'>): {
  told: number;
  objected: number;
  final: number;
} {
  const filed = sheet.subjects.map((score) => score.filed).filter((one) => one !== null);
  return {
    told: filed.length,
    objected: filed.filter((one) => one.objected_on !== null && one.answered_on === null).length,
    final: filed.filter((one) => one.final_on !== null).length,
  };
}
