/** Chinese first, English beside it; {name} stands for a value. */
export function pairs<K extends string>(of: Record<K, readonly [zh: string, en: string]>) {
  return Object.fromEntries(
    Object.entries<readonly [string, string]>(of).map(([key, [zh, en]]) => [key, { zh, en }]),
  ) as Record<K, { zh: string; en: string }>;
}
