import { Collection } from '@element-plus/icons-vue';
import type { RouteRecordRaw } from 'vue-router';
import { routes as importing } from './import/routes';

const needs: ['record', 'read'] = ['record', 'read'];

export const routes: RouteRecordRaw[] = [
  {
    path: '/registers',
    component: () => import('./Registers.vue'),
    meta: { title: 'nav.registers', needs, menu: { order: 40, icon: Collection } },
  },
  {
    path: '/registers/:register',
    component: () => import('./List.vue'),
    meta: { title: 'title.list', needs },
  },
  {
    path: '/registers/:register/new',
    component: () => import('./NewRecord.vue'),
    meta: { title: 'title.new', needs: ['record', 'create'] },
  },
  {
    path: '/registers/:register/records/:id',
    component: () => import('./RecordPage.vue'),
    meta: { title: 'title.record', needs },
  },
  {
    path: '/registers/:register/records/:id/correct',
    component: () => import('./Correct.vue'),
    meta: { title: 'title.correct', needs: ['record', 'correct'] },
  },
  ...importing,
];
