import { describe, expect, it } from 'vitest';
import type { Account, Roles } from '@/api/types';
import { asked, freeId, isWhole, placeOf } from '@/screens/office/accounts/post';

const name = (zh: string) => ({ zh, en: zh });
const roles: Roles = {
  roles: [
    { id: 'office', name: name('创建办'), needs: '' },
    { id: 'unit_officer', name: name('单位经办'), needs: 'unit' },
    { id: 'town_officer', name: name('镇街经办'), needs: 'area' },
    { id: 'laboratory', name: name('检验机构'), needs: 'own' },
  ],
  units: [{ id: 'U11', name: name('市教育局') }],
  areas: [{ id: 'T16', name: name('柳市镇') }],
};
const taken = (...ids: string[]): Account[] => ids.map((id) => ({ id }) as Account);

describe('A post', () => {
  it.each([
    [{ role: '' as const, unit: '', area: '' }, false],
    [{ role: 'office' as const, unit: '', area: '' }, true],
    [{ role: 'unit_officer' as const, unit: '', area: '' }, false],
    [{ role: 'unit_officer' as const, unit: 'U11', area: '' }, true],
    [{ role: 'town_officer' as const, unit: 'U11', area: '' }, false],
    [{ role: 'laboratory' as const, unit: '  ', area: '' }, false],
  ])('%o is whole: %s', (post, whole) => expect(isWhole(roles, post)).toBe(whole));

  it('names the place that its role has, and no other', () => {
    const both = { unit: 'U11', area: 'T16' };
    expect(asked(roles, { role: 'unit_officer', ...both })).toEqual({
      role: 'unit_officer',
      unit: 'U11',
      area: null,
    });
    expect(asked(roles, { role: 'town_officer', ...both })).toEqual({
      role: 'town_officer',
      unit: null,
      area: 'T16',
    });
    expect(asked(roles, { role: 'office', ...both })).toEqual({ role: 'office', unit: null, area: null });
  });

  it('is called by its place; a code that the plan does not have by itself', () => {
    expect(placeOf(roles, { unit: '', area: 'T16' })?.zh).toBe('柳市镇');
    expect(placeOf(roles, { unit: '91330382', area: '' })?.zh).toBe('91330382');
    expect(placeOf(roles, { unit: '', area: '' })).toBeNull();
  });

  it('proposes an id that is free and that the API takes', () => {
    const officer = { role: 'unit_officer' as const, unit: 'U11', area: '' };
    expect(freeId([], officer)).toBe('u11.officer');
    expect(freeId(taken('u11.officer', 'u11.officer2'), officer)).toBe('u11.officer3');
    expect(freeId([], { role: 'laboratory', unit: '检验 91330382MA0001', area: '' })).toBe(
      '91330382ma0001.laboratory',
    );
    expect(freeId([], { role: 'laboratory', unit: 'x'.repeat(60), area: '' })).toMatch(
      /^[a-z0-9][a-z0-9._-]{1,39}$/,
    );
  });
});
