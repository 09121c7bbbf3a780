import { View } from '@element-plus/icons-vue';
import type { RouteRecordRaw } from 'vue-router';

export const routes: RouteRecordRaw[] = [
  {
    path: '/signs',
    component: () => import('./Signs.vue'),
    meta: { title: 'nav.signs', needs: ['record', 'read'], menu: { order: 46, icon: View } },
  },
];
