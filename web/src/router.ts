import { createRouter, createWebHistory, type RouterScrollBehavior, type RouteRecordRaw } from 'vue-router';
import { useSession, whoAmI } from './api/session';
import type { Action, Resource, RoleId } from './api/types';
import { routes as acceptance } from './screens/acceptance/routes';
import { routes as brief } from './screens/brief/routes';
import { routes as office } from './screens/office/routes';
import { routes as plan } from './screens/plan/routes';
import { routes as registers } from './screens/registers/routes';
import { routes as search } from './screens/search/routes';
import { routes as signs } from './screens/signs/routes';
import { routes as start } from './screens/start/routes';
import { routes as supervision } from './screens/supervision/routes';
import { routes as survey } from './screens/survey/routes';
import { routes as tasks } from './screens/tasks/routes';
import { routes as today } from './screens/today/routes';
import { useWords, type Key } from './words';
import { watch, type Component } from 'vue';

declare module 'vue-router' {
  interface RouteMeta {
    title: Key;
    open?: boolean; // for those who are not signed in
    bare?: boolean; // fills the window: nothing stands around it
    needs?: [Resource, Action]; // else it is not for this post
    menu?: { order: number; icon: Component }; // stands in the menu
  }
}

const routes: RouteRecordRaw[] = [
  ...start,
  ...today,
  ...tasks,
  ...plan,
  ...brief,
  ...registers,
  ...search,
  ...signs,
  ...supervision,
  ...survey,
  ...acceptance,
  ...office,
  {
    path: '/:rest(.*)*',
    component: () => import('./screens/start/NotFound.vue'),
    meta: { title: 'app.notFound' },
  },
];

/** Back to where one was; a filter that changes the address alone leaves one where one reads. */
export const scrollBehavior: RouterScrollBehavior = (to, from, saved) =>
  saved ?? (to.path === from.path && window.history.state?.replaced ? false : { top: 0 });

export const router = createRouter({ history: createWebHistory(), routes, scrollBehavior });

// Where each role begins.
const homes: Partial<Record<RoleId, string>> = {
  reviewer: '/frozen',
  security_admin: '/office/accounts',
  audit_admin: '/office/journal',
  system_admin: '/office/pack',
};
export function homeOf(role: RoleId | undefined): string {
  return (role && homes[role]) ?? '/today';
}

router.beforeEach(async (to) => {
  await whoAmI();
  const { account, may } = useSession();
  if (to.meta.open) return to.path === '/sign-in' && account.value ? homeOf(account.value.role) : true;
  if (!account.value) return { path: '/sign-in', query: to.fullPath === '/' ? {} : { to: to.fullPath } };
  if (account.value.must_change_password && to.path !== '/account') return '/account';
  if (to.path === '/') return homeOf(account.value.role);
  if (to.meta.needs && !may(...to.meta.needs)) return { path: '/not-here', query: { from: to.fullPath } };
  return true;
});

const { t, language } = useWords();
watch([router.currentRoute, language], ([route]) => {
  document.title = `${t(route.meta.title ?? 'app.name')} · ${t('app.name')}`;
});
