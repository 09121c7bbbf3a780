import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createRouter, createWebHistory } from 'vue-router';
import { scrollBehavior } from '@/router';

const nothing = { render: () => null };
async function wandering() {
  const router = createRouter({
    history: createWebHistory(),
    routes: ['/', '/board', '/tasks'].map((path) => ({ path, component: nothing })),
    scrollBehavior,
  });
  await router.push('/board');
  return router;
}

describe('The page', () => {
  const scrolled = vi.fn();
  beforeEach(() => {
    vi.stubGlobal('scrollTo', scrolled);
  });
  afterEach(() => vi.unstubAllGlobals());

  it.each([
    [
      'stays where one reads when a filter changes the address',
      { path: '/board', query: { q: 'k' }, replace: true },
      0,
    ],
    ['begins at the top when the same screen is opened anew', { path: '/board', query: { q: 'k' } }, 1],
    ['begins at the top on another screen', { path: '/tasks' }, 1],
    ['begins at the top where one is sent on', { path: '/tasks', replace: true }, 1],
  ])('%s', async (_, to, times) => {
    const router = await wandering();
    await new Promise((done) => setTimeout(done));
    scrolled.mockClear();
    await router.push(to);
    await new Promise((done) => setTimeout(done));
    expect(scrolled).toHaveBeenCalledTimes(times);
  });
});
