// Which of very many rows of one height are on the screen.
//
// A browser lays out no element taller than some 17 to 33 million pixels, so beyond kTallest the scrolled
// element is lower than all rows together. Then a small movement moves the rows by just as much, so that none
// is ever jumped over, and a large one (the scroll bar dragged) goes to the same share of all rows; when the
// movement is over, the scroll bar is set where it belongs (`settled`).

/** The tallest element that every browser still lays out exactly, in pixels. */
export const kTallest = 15_000_000;

export interface Sheet {
  rows: number;
  rowHeight: number; // pixels, of every row
  viewport: number; // pixels of rows that are seen at once
}
export interface Place {
  scrollTop: number; // of the element
  top: number; // pixels of rows above the first one seen
}

const clamp = (value: number, most: number): number => Math.min(Math.max(value, 0), Math.max(most, 0));
const farthest = (sheet: Sheet): number => Math.max(sheet.rows * sheet.rowHeight - sheet.viewport, 0);
const farthestScroll = (sheet: Sheet): number => Math.max(heightOf(sheet) - sheet.viewport, 0);

/** Of the element that holds the rows. */
export function heightOf(sheet: Sheet): number {
  return Math.min(sheet.rows * sheet.rowHeight, kTallest);
}

/** Where the rows are when the element was scrolled to `scrollTop`. */
export function scrolled(sheet: Sheet, place: Place, scrollTop: number): Place {
  const most = farthestScroll(sheet);
  const at = clamp(scrollTop, most);
  if (most === farthest(sheet)) return { scrollTop: at, top: at };
  const moved = at - place.scrollTop;
  const top =
    Math.abs(moved) < sheet.viewport
      ? clamp(place.top + moved, farthest(sheet))
      : (at / most) * farthest(sheet);
  return { scrollTop: at, top };
}

/** The same rows with the scroll bar where it belongs; never quite at an end that the rows have not reached. */
export function settled(sheet: Sheet, top: number): Place {
  const most = farthestScroll(sheet);
  const end = farthest(sheet);
  const kept = clamp(top, end);
  if (most === end) return { scrollTop: kept, top: kept };
  let scrollTop = Math.round((kept / end) * most);
  if (kept > 0) scrollTop = Math.max(scrollTop, 1);
  if (kept < end) scrollTop = Math.min(scrollTop, most - 1);
  return { scrollTop, top: kept };
}

/** Whether the scroll bar has come to an end before the rows have. */
export function isStuck(sheet: Sheet, place: Place): boolean {
  const atStart = place.scrollTop <= 0 && place.top > 0;
  const atEnd = place.scrollTop >= farthestScroll(sheet) && place.top < farthest(sheet);
  return atStart || atEnd;
}

/** The rows to draw: those that are seen and `spare` more on both sides; `last` is behind the last one. */
export function seen(sheet: Sheet, top: number, spare: number): { first: number; last: number } {
  const first = Math.floor(top / sheet.rowHeight) - spare;
  const last = Math.ceil((top + sheet.viewport) / sheet.rowHeight) + spare;
  return { first: clamp(first, sheet.rows), last: clamp(last, sheet.rows) };
}

/** The nearest place from which `row` is seen whole. */
export function revealing(sheet: Sheet, top: number, row: number): number {
  const start = row * sheet.rowHeight;
  const end = start + sheet.rowHeight - sheet.viewport;
  return clamp(Math.min(Math.max(top, end), start), farthest(sheet));
}
