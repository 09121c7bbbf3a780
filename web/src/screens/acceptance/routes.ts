import { FolderChecked, List } from '@element-plus/icons-vue';
import type { RouteRecordRaw } from 'vue-router';

export const routes: RouteRecordRaw[] = [
  {
    path: '/acceptance',
    component: () => import('./Acceptance.vue'),
    meta: { title: 'nav.acceptance', needs: ['task', 'read'], menu: { order: 56, icon: List } },
  },
  {
    path: '/acceptance/rehearsal',
    component: () => import('./rehearsal/Rehearsal.vue'),
    meta: { title: 'nav.rehearsal', needs: ['supervision', 'create'] },
  },
  {
    path: '/acceptance/:item',
    component: () => import('./AcceptanceItem.vue'),
    props: true,
    meta: { title: 'nav.acceptance', needs: ['task', 'read'] },
  },
  {
    path: '/dossiers',
    component: () => import('./dossiers/Dossiers.vue'),
    meta: { title: 'nav.dossiers', needs: ['frozen', 'read'], menu: { order: 66, icon: FolderChecked } },
  },
  {
    path: '/dossiers/:id',
    component: () => import('./dossiers/Dossier.vue'),
    props: true,
    meta: { title: 'nav.dossiers', needs: ['frozen', 'read'] },
  },
];
