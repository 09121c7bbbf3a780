// The shape of a small line: points of a year within a box, with the threshold it is held against.

export interface Point {
  day: string;
  value: string | null;
}
export interface LineShape {
  paths: string[]; // a gap in the figures is a gap in the line
  dots: { x: number; y: number }[]; // single points between two gaps
  last: { x: number; y: number } | null;
  threshold: number | null; // its height in the box
  low: number;
  high: number;
}

export function lineShape(
  points: readonly Point[],
  threshold: string | null,
  width: number,
  height: number,
  margin = 3,
): LineShape {
  const values = points.map((point) => (point.value === null ? null : Number(point.value)));
  const limit = threshold === null ? null : Number(threshold);
  const known = values.filter((value) => value !== null);
  if (limit !== null) known.push(limit);
  let low = known.length > 0 ? Math.min(...known) : 0;
  let high = known.length > 0 ? Math.max(...known) : 1;
  if (low === high) {
    low -= low === 0 ? 0 : Math.abs(low) * 0.1;
    high += high === 0 ? 1 : Math.abs(high) * 0.1;
  }
  const x = (at: number): number =>
    margin + (points.length > 1 ? at / (points.length - 1) : 1) * (width - 2 * margin);
  const y = (value: number): number =>
    height - margin - ((value - low) / (high - low)) * (height - 2 * margin);

  const paths: string[] = [];
  const dots: { x: number; y: number }[] = [];
  let last: { x: number; y: number } | null = null;
  let run: { x: number; y: number }[] = [];
  const close = (): void => {
    if (run.length === 1) dots.push(run[0]!);
    if (run.length > 1)
      paths.push(run.map((at, i) => `${i ? 'L' : 'M'}${at.x.toFixed(1)} ${at.y.toFixed(1)}`).join(''));
    run = [];
  };
  values.forEach((value, i) => {
    if (value === null) {
      close();
      return;
    }
    last = { x: x(i), y: y(value) };
    run.push(last);
  });
  close();
  return { paths, dots, last, threshold: limit === null ? null : y(limit), low, high };
}
