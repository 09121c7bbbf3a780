import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { effectScope } from 'vue';
import { useLater } from '@/parts/later';

describe('What is put off', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());
  const done: string[] = [];

  it.each([
    ['is done once nothing more comes', [100, 100, 100], 'stays', ['c']],
    ['is done each time where there is time enough', [400, 400, 400], 'stays', ['a', 'b', 'c']],
    ['is not done when the screen is left', [100, 100, 100], 'goes', []],
  ])('%s', (_what, pauses, then, expected) => {
    done.length = 0;
    const scope = effectScope();
    const { later } = scope.run(() => useLater(350))!;
    pauses.forEach((pause, i) => {
      later(() => done.push('abc'[i]!));
      vi.advanceTimersByTime(pause);
    });
    if (then === 'goes') scope.stop();
    vi.advanceTimersByTime(1000);
    expect(done).toEqual(expected);
    scope.stop();
  });
});
