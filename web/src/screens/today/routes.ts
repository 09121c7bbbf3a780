import { Calendar } from '@element-plus/icons-vue';
import type { RouteRecordRaw } from 'vue-router';

export const routes: RouteRecordRaw[] = [
  {
    path: '/today',
    component: () => import('./Today.vue'),
    meta: { title: 'nav.today', needs: ['record', 'read'], menu: { order: 10, icon: Calendar } },
  },
];
