// A post: a role, and the unit or town that it is of.
import type { Account, Name, RoleId, Roles } from '@/api/types';

export interface Post {
  role: RoleId | '';
  unit: string;
  area: string;
}
export type Needs = Roles['roles'][number]['needs'];

export function needsOf(roles: Roles, role: RoleId | ''): Needs {
  return roles.roles.find((one) => one.id === role)?.needs ?? '';
}

/** What the API takes: the place that the role names, and no other. */
export function asked(roles: Roles, post: Post): { role: RoleId; unit: string | null; area: string | null } {
  const needs = needsOf(roles, post.role);
  return {
    role: post.role as RoleId,
    unit: needs === 'unit' || needs === 'own' ? post.unit.trim() : null,
    area: needs === 'area' ? post.area : null,
  };
}

export function isWhole(roles: Roles, post: Post): boolean {
  const needs = needsOf(roles, post.role);
  if (!post.role) return false;
  if (needs === 'area') return post.area !== '';
  return needs === '' || post.unit.trim() !== '';
}

/** The unit's or town's name; a laboratory's or business's own code as it is; null: the city's. */
export function placeOf(roles: Roles, of: { unit: string; area: string }): Name | null {
  const id = of.unit || of.area;
  if (!id) return null;
  const known = [...roles.units, ...roles.areas].find((one) => one.id === id);
  return known?.name ?? { zh: id, en: id };
}

const endings: Record<RoleId, string> = {
  office: 'office',
  unit_officer: 'officer',
  unit_leader: 'leader',
  town_officer: 'officer',
  inspector: 'inspector',
  laboratory: 'laboratory',
  business: 'business',
  reviewer: 'reviewer',
  system_admin: 'system',
  security_admin: 'security',
  audit_admin: 'audit',
};

/** An id that is still free, such as "u23.officer" or "u23.officer2". */
export function freeId(accounts: Account[], post: Post): string {
  if (!post.role) return '';
  const place = (post.unit || post.area).toLowerCase().replace(/[^a-z0-9-]/g, '');
  const wanted = [place, endings[post.role]].filter(Boolean).join('.').slice(0, 36);
  const taken = new Set(accounts.map((one) => one.id));
  for (let n = 1; ; ++n) {
    const id = n === 1 ? wanted : `${wanted}${n}`;
    if (!taken.has(id)) return id;
  }
}
