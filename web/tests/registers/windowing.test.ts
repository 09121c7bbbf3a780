import { describe, expect, it } from 'vitest';
import {
  heightOf,
  isStuck,
  kTallest,
  revealing,
  scrolled,
  seen,
  settled,
  type Place,
  type Sheet,
} from '@/screens/registers/list/windowing';

const small: Sheet = { rows: 1000, rowHeight: 40, viewport: 600 };
const million: Sheet = { rows: 1_000_000, rowHeight: 40, viewport: 600 };
const start: Place = { scrollTop: 0, top: 0 };

describe('A list of few rows', () => {
  it('is as tall as its rows and scrolls as any other', () => {
    expect(heightOf(small)).toBe(40_000);
    expect(scrolled(small, start, 12_345)).toEqual({ scrollTop: 12_345, top: 12_345 });
    expect(settled(small, 12_345)).toEqual({ scrollTop: 12_345, top: 12_345 });
  });

  it('draws what is seen and the spare rows, and none that is not there', () => {
    expect(seen(small, 0, 6)).toEqual({ first: 0, last: 21 });
    expect(seen(small, 4010, 6)).toEqual({ first: 94, last: 122 });
    expect(seen(small, 39_400, 6)).toEqual({ first: 979, last: 1000 });
    expect(seen({ ...small, rows: 0 }, 0, 6)).toEqual({ first: 0, last: 0 });
    expect(seen({ ...small, rows: 3 }, 0, 6)).toEqual({ first: 0, last: 3 });
  });

  it('moves no further than it must to show a row', () => {
    expect(revealing(small, 0, 5)).toBe(0);
    expect(revealing(small, 0, 15)).toBe(40);
    expect(revealing(small, 4000, 50)).toBe(2000);
    expect(revealing(small, 0, 999)).toBe(39_400);
  });
});

describe('A list of a million rows', () => {
  it('is no taller than a browser lays out', () => {
    expect(heightOf(million)).toBe(kTallest);
  });

  it('shows the last row when the scroll bar is at its end', () => {
    const end = scrolled(million, start, kTallest);
    expect(seen(million, end.top, 0).last).toBe(1_000_000);
    expect(isStuck(million, end)).toBe(false);
  });

  it('goes to the same share of all rows when the scroll bar is dragged', () => {
    const half = scrolled(million, start, (kTallest - 600) / 2);
    expect(half.top).toBeCloseTo((40_000_000 - 600) / 2);
  });

  it('moves by as much as the wheel does, row by row', () => {
    let place = start;
    for (let turn = 1; turn <= 50; ++turn) place = scrolled(million, place, turn * 100);
    expect(place.top).toBe(5000);
  });

  it('is scrolled by hand from the first row to the last without jumping over one', () => {
    // A short one that is squeezed all the same: half a million rows, 500 px a turn.
    const sheet: Sheet = { rows: 500_000, rowHeight: 40, viewport: 600 };
    let place = start;
    let gaps = 0;
    let reached = seen(sheet, 0, 0).last; // rows seen so far, without a gap
    for (let turn = 0; reached < sheet.rows && turn < 60_000; ++turn) {
      place = scrolled(sheet, place, place.scrollTop + 500);
      if (isStuck(sheet, place) || turn % 9 === 0) place = settled(sheet, place.top);
      const { first, last } = seen(sheet, place.top, 0);
      if (first > reached) ++gaps;
      reached = Math.max(reached, last);
    }
    expect(gaps).toBe(0);
    expect(reached).toBe(sheet.rows);
  });

  it('never stands at an end of the scroll bar while there are rows beyond', () => {
    for (const top of [1, 39, 600, 20_000_000, 39_999_399])
      expect(isStuck(million, settled(million, top))).toBe(false);
    expect(settled(million, 0)).toEqual(start);
    expect(settled(million, 99_999_999).top).toBe(40_000_000 - 600);
  });

  it('keeps its rows when the scroll bar is set right', () => {
    const place = settled(million, 1_234_567);
    expect(scrolled(million, place, place.scrollTop).top).toBe(1_234_567);
  });
});
