import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { mount } from '@vue/test-utils';
import { defineComponent, h } from 'vue';
import { createMemoryHistory, createRouter, RouterView } from 'vue-router';
import { refreshSession, signOut } from '@/api/session';
import { isSure } from '@/parts/ask';
import { mayLeave, useUnsavedGuard } from '@/parts/leaving';

vi.mock('@/parts/ask', () => ({ isSure: vi.fn(async () => false) }));

const answer = (body: object): Response =>
  new Response(JSON.stringify(body), { headers: { 'content-type': 'application/json' } });

describe('A form with something typed and not saved', () => {
  beforeEach(async () => {
    vi.mocked(isSure).mockClear();
    vi.stubGlobal('fetch', async () => answer({ account: { id: 'a' }, csrf: '', may: {} }));
    await refreshSession();
  });
  afterEach(() => vi.unstubAllGlobals());

  async function form(keep?: () => Promise<boolean>) {
    const Form = defineComponent(() => {
      useUnsavedGuard(() => true, keep);
      return () => h('form');
    });
    const router = createRouter({
      history: createMemoryHistory(),
      routes: [
        { path: '/form/:id', component: Form },
        { path: '/else', component: { render: () => h('p') } },
      ],
    });
    await router.push('/form/1');
    const page = mount(RouterView, { global: { plugins: [router] } });
    return { router, page };
  }

  it.each([
    ['asks before another screen', '/else', undefined, 'in', { questions: 1, at: '/form/1' }],
    [
      'asks before another form of the same screen',
      '/form/2',
      undefined,
      'in',
      { questions: 1, at: '/form/1' },
    ],
    [
      'asks nothing where it could be kept',
      '/else',
      () => Promise.resolve(true),
      'in',
      { questions: 0, at: '/else' },
    ],
    [
      'asks where it could not be kept',
      '/form/2',
      () => Promise.resolve(false),
      'in',
      { questions: 1, at: '/form/1' },
    ],
    ['asks nothing of nobody', '/else', undefined, 'out', { questions: 0, at: '/else' }],
  ] as const)('%s', async (_what, to, keep, signed, { questions, at }) => {
    const { router, page } = await form(keep);
    if (signed === 'out') await signOut();
    await router.push(to);
    expect(isSure).toHaveBeenCalledTimes(questions);
    expect(router.currentRoute.value.path).toBe(at);
    page.unmount();
  });

  it('is asked for before one signs out, as long as it stands there', async () => {
    const { page } = await form();
    expect(await mayLeave()).toBe(false);
    expect(isSure).toHaveBeenCalledTimes(1);
    page.unmount();
    expect(await mayLeave()).toBe(true);
  });
});
