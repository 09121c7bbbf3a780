import { Checked, Document, Files, Setting, Stamp, User } from '@element-plus/icons-vue';
import type { RouteRecordRaw } from 'vue-router';

export const routes: RouteRecordRaw[] = [
  {
    path: '/office/accounts',
    component: () => import('./accounts/Accounts.vue'),
    meta: { title: 'nav.accounts', needs: ['account', 'read'], menu: { order: 80, icon: User } },
  },
  {
    path: '/office/journal',
    component: () => import('./journal/Journal.vue'),
    meta: {
      title: 'nav.journal',
      needs: ['security_journal', 'read'],
      menu: { order: 84, icon: Document },
    },
  },
  {
    path: '/office/decisions',
    component: () => import('./decisions/Decisions.vue'),
    meta: { title: 'nav.decisions', needs: ['decision', 'read'], menu: { order: 60, icon: Stamp } },
  },
  {
    path: '/frozen',
    component: () => import('./frozen/FrozenBoards.vue'),
    meta: { title: 'nav.frozen', needs: ['frozen', 'read'], menu: { order: 64, icon: Document } },
  },
  {
    path: '/frozen/:id',
    component: () => import('./frozen/FrozenBoard.vue'),
    props: true,
    meta: { title: 'nav.frozen', needs: ['frozen', 'read'] },
  },
  {
    path: '/frozen/:id/targets/:target',
    component: () => import('./frozen/FrozenTarget.vue'),
    props: true,
    meta: { title: 'nav.frozen', needs: ['frozen', 'read'] },
  },
  {
    path: '/office/pack',
    component: () => import('./pack/Pack.vue'),
    meta: { title: 'nav.pack', needs: ['pack', 'read'], menu: { order: 70, icon: Setting } },
  },
  {
    path: '/office/documents',
    component: () => import('./documents/Documents.vue'),
    meta: { title: 'nav.documents', needs: ['pack', 'read'], menu: { order: 72, icon: Files } },
  },
  {
    path: '/office/verification',
    component: () => import('./verification/Verification.vue'),
    meta: {
      title: 'nav.verification',
      needs: ['verification', 'read'],
      menu: { order: 86, icon: Checked },
    },
  },
];
