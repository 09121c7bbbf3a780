import { Checked } from '@element-plus/icons-vue';
import type { RouteRecordRaw } from 'vue-router';

export const routes: RouteRecordRaw[] = [
  {
    path: '/tasks',
    component: () => import('./Tasks.vue'),
    meta: { title: 'nav.tasks', needs: ['task', 'read'], menu: { order: 30, icon: Checked } },
  },
  {
    path: '/tasks/:id',
    component: () => import('./Task.vue'),
    meta: { title: 'nav.tasks', needs: ['task', 'read'] },
  },
];
