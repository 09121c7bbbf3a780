/** 1536 -> "1.5 KB"; powers of 1024, as file managers count. */
export function sizeText(bytes: number): string {
  const units = ['B', 'KB', 'MB', 'GB'];
  let size = bytes;
  let unit = 0;
  while (size >= 1024 && unit < units.length - 1) {
    size /= 1024;
    ++unit;
  }
  return `${unit === 0 || size >= 100 ? Math.round(size) : Number(size.toFixed(1))} ${units[unit]}`;
}

/** What the API takes as one file. */
export const kMostBytes = 50 * 1024 * 1024;
