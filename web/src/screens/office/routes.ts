import type { RouteRecordRaw } from 'vue-router';

export const routes: RouteRecordRaw[] = [
  {
    path: '/office/accounts',
    component: () => import('./accounts/Accounts.vue'),
    meta: { title: 'nav.accounts', needs: ['account', 'read'], menu: { order: 80, icon: 'User' } },
  },
  {
    path: '/office/journal',
    component: () => import('./journal/Journal.vue'),
    meta: {
      title: 'nav.journal',
      needs: ['security_journal', 'read'],
      menu: { order: 84, icon: 'Document' },
    },
  },
];
