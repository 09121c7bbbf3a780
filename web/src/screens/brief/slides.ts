// What a projector shows, one after the other: no slide holds more than can be read from the last row of a room.
import type { Brief, BriefTarget } from '@/api/types';

export type Slide =
  | { kind: 'standings' }
  | { kind: 'attention'; targets: readonly BriefTarget[] }
  | { kind: 'moves' }
  | { kind: 'numbers' };

const kTargetsOnSlide = 4;

export function slidesOf(brief: Brief): Slide[] {
  const slides: Slide[] = [{ kind: 'standings' }];
  for (let at = 0; at < brief.attention.length; at += kTargetsOnSlide)
    slides.push({ kind: 'attention', targets: brief.attention.slice(at, at + kTargetsOnSlide) });
  if (brief.better.length + brief.worse.length > 0) slides.push({ kind: 'moves' });
  slides.push({ kind: 'numbers' });
  return slides;
}
