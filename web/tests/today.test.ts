import { describe, expect, it } from 'vitest';
import { weekdayOf } from '@/screens/today/days';
import { waitsFor } from '@/screens/today/imports';
import type { Import } from '@/screens/today/shapes';

describe('A day of the plan', () => {
  it('has its weekday whatever zone the browser is in', () => {
    expect(weekdayOf('2022-10-30')).toBe(0);
    expect(weekdayOf('2022-10-31')).toBe(1);
    expect(weekdayOf('2024-02-29')).toBe(4);
  });
});

describe('An import', () => {
  const waits = (state: Import['state'], refused: number | null = null) =>
    waitsFor({ state, report: refused === null ? null : { refused } } as Import);

  it('waits when rows came back, when it was not confirmed, and when it was not understood or failed', () => {
    expect(waits('imported', 3)).toBe('refused');
    expect(waits('tried')).toBe('tried');
    expect(waits('unreadable')).toBe('unreadable');
    expect(waits('failed')).toBe('failed');
  });
  it('does not wait when all rows are in, or while the machine is at it', () => {
    expect(waits('imported', 0)).toBeNull();
    expect(waits('trying')).toBeNull();
    expect(waits('importing')).toBeNull();
  });
});
