import { Reading } from '@element-plus/icons-vue';
import type { RouteRecordRaw } from 'vue-router';

const supervises: ['supervision', 'create'] = ['supervision', 'create'];

export const routes: RouteRecordRaw[] = [
  {
    path: '/brief',
    component: () => import('./Brief.vue'),
    meta: { title: 'nav.brief', needs: supervises, menu: { order: 22, icon: Reading } },
  },
  {
    path: '/brief/projector',
    component: () => import('./Projector.vue'),
    meta: { title: 'brief.projector', needs: supervises, bare: true },
  },
];
