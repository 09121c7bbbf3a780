import { DataAnalysis } from '@element-plus/icons-vue';
import type { RouteRecordRaw } from 'vue-router';

export const routes: RouteRecordRaw[] = [
  {
    path: '/board',
    component: () => import('./Board.vue'),
    meta: { title: 'nav.board', needs: ['board', 'read'], menu: { order: 20, icon: DataAnalysis } },
  },
  {
    path: '/what-if',
    component: () => import('./WhatIf.vue'),
    meta: { title: 'nav.whatIf', needs: ['supervision', 'create'] },
  },
  {
    path: '/targets/:id',
    component: () => import('./Target.vue'),
    props: true,
    meta: { title: 'target.title', needs: ['board', 'read'] },
  },
];
