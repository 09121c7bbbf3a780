import { mount, flushPromises } from '@vue/test-utils';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { defineComponent, effectScope, h, nextTick, shallowRef } from 'vue';
import { Problem } from '@/api/client';
import { kSearchBox, useSlash } from '@/parts/slash';
import { pictureAddress, recordAddress, usePages, yearsUntil, type Page } from '@/screens/search/found';
import NotThere from '@/screens/search/NotThere.vue';
import SnippetText from '@/screens/search/SnippetText.vue';

const both = (text: string) => ({ zh: text, en: text });
const side = {
  register: { id: 'inspection', name: both('检查') },
  id: 7,
  name: 'JC-7',
  day: '2022-09-01',
  area: null,
  unit: null,
  field: 'evidence',
  file: '后厨.jpg',
};

describe('What was found', () => {
  it('leads to the record, and a picture to where the record gives it', () => {
    expect(recordAddress(side)).toBe('/registers/inspection/records/7');
    expect(pictureAddress(side)).toBe('/api/v1/registers/inspection/records/7/files/evidence');
  });
  it('may be narrowed to the years until now', () => {
    expect(yearsUntil('2022-09-30', 3)).toEqual(['2022', '2021', '2020']);
    expect(yearsUntil('')).toEqual([]);
  });
  it('marks the words and nothing else, whatever the text holds', () => {
    const shown = mount(SnippetText, {
      props: {
        pieces: [
          { text: '…<b>', marked: false },
          { text: '索证', marked: true },
          { text: '不全', marked: false },
        ],
      },
    });
    expect(shown.text()).toBe('…<b>索证不全');
    expect(shown.findAll('mark').map((one) => one.text())).toEqual(['索证']);
    expect(shown.find('b').exists()).toBe(false);
  });
});

describe('The pages of what was found', () => {
  let scope = effectScope();
  beforeEach(() => {
    scope = effectScope();
  });
  afterEach(() => scope.stop());

  it('come one behind the other, and go with another question', async () => {
    const first = shallowRef<Page<number> | null>({ items: [1, 2], next: 'a' });
    const fetch = vi.fn(async (from: string) =>
      from === 'a' ? { items: [3], next: 'b' } : { items: [4], next: null },
    );
    const pages = scope.run(() => usePages(first, fetch))!;
    await pages.more();
    await pages.more();
    expect(pages.items.value).toEqual([1, 2, 3, 4]);
    expect(pages.next.value).toBe(null);
    await pages.more();
    expect(fetch).toHaveBeenCalledTimes(2);
    first.value = { items: [9], next: null };
    await nextTick();
    expect(pages.items.value).toEqual([9]);
  });
  it('that come for an older question are not shown', async () => {
    const first = shallowRef<Page<number> | null>({ items: [1], next: 'a' });
    const pages = scope.run(() =>
      usePages(first, async () => {
        first.value = { items: [9], next: null };
        await nextTick();
        return { items: [2], next: null };
      }),
    )!;
    await pages.more();
    expect(pages.items.value).toEqual([9]);
  });
  it('tell what went wrong, and can be asked for again', async () => {
    const first = shallowRef<Page<number> | null>({ items: [1], next: 'a' });
    let times = 0;
    const pages = scope.run(() =>
      usePages(first, async () => {
        if (++times === 1) throw new Problem(503, 'busy', both('稍后再试'), null, []);
        return { items: [2], next: null };
      }),
    )!;
    await pages.more();
    expect(pages.problem.value?.status).toBe(503);
    await pages.more();
    expect([pages.problem.value, pages.items.value]).toEqual([null, [1, 2]]);
  });
});

describe('What could not be looked into', () => {
  const told = (of: object) => ({ behind: 0, unread: 0, unreadable: [], ...of });
  const shown = (of: object) =>
    mount(NotThere, {
      props: { told: told(of), busy: false },
      global: {
        stubs: { RouterLink: { props: ['to'], template: '<a :href="to"><slot /></a>' }, ElButton: true },
      },
    });

  it('is told with the reason and a way to the record', () => {
    const note = shown({
      unreadable: [
        {
          why: { code: 'material.encrypted', what: both('PDF 设有密码'), hint: both('请去掉密码后另存') },
          files: 3,
          records: [side],
        },
      ],
    });
    expect(note.text()).toContain('3 个文件不能读取');
    expect(note.text()).toContain('PDF 设有密码（3 个）');
    expect(note.text()).toContain('请去掉密码后另存');
    expect(note.find('a').attributes('href')).toBe('/registers/inspection/records/7');
  });
  it('says nothing where all was looked into', () => {
    expect(shown({}).text()).toBe('');
    expect(shown({ unread: 2 }).text()).toContain('还有 2 个文件尚未读取');
  });
});

describe('The key /', () => {
  const elsewhere = vi.fn();
  const Screen = defineComponent({
    props: { hasBox: Boolean },
    setup(props) {
      useSlash(elsewhere);
      return () => [props.hasBox ? h('input', { id: kSearchBox }) : null, h('textarea'), h('button')];
    },
  });
  const press = (target: Element, more: KeyboardEventInit = {}) =>
    target.dispatchEvent(
      new KeyboardEvent('keydown', { key: '/', bubbles: true, cancelable: true, ...more }),
    );

  it('goes to the box, unless something is typed or a dialog is open', async () => {
    const screen = mount(Screen, { props: { hasBox: true }, attachTo: document.body });
    const box = screen.find('input').element;
    // jsdom lays nothing out; a browser has a parent for what is shown.
    Object.defineProperty(box, 'offsetParent', { get: () => document.body });
    press(screen.find('textarea').element);
    press(document.body, { ctrlKey: true });
    expect(document.activeElement).not.toBe(box);
    const dialog = document.createElement('div');
    dialog.setAttribute('aria-modal', 'true');
    document.body.append(dialog);
    press(document.body);
    expect(document.activeElement).not.toBe(box);
    dialog.remove();
    expect(press(screen.find('button').element), 'the key itself is not typed').toBe(false);
    expect(document.activeElement).toBe(box);
    expect(elsewhere).not.toHaveBeenCalled();
    screen.unmount();
  });
  it('goes to the screen where there is no box, and is heard no longer than the screen is there', async () => {
    const screen = mount(Screen, { props: { hasBox: false }, attachTo: document.body });
    press(document.body);
    await flushPromises();
    expect(elsewhere).toHaveBeenCalledTimes(1);
    screen.unmount();
    press(document.body);
    expect(elsewhere).toHaveBeenCalledTimes(1);
  });
});
