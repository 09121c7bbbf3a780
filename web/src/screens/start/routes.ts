import type { RouteRecordRaw } from 'vue-router';

export const routes: RouteRecordRaw[] = [
  {
    path: '/',
    component: () => import('./NotFound.vue'), // the router sends everybody on from here
    meta: { title: 'app.name' },
  },
  {
    path: '/sign-in',
    component: () => import('./SignIn.vue'),
    meta: { title: 'signIn.title', open: true },
  },
  {
    path: '/account',
    component: () => import('./Account.vue'),
    meta: { title: 'account.title' },
  },
];
