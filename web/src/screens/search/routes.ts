import { Search } from '@element-plus/icons-vue';
import type { RouteRecordRaw } from 'vue-router';

export const routes: RouteRecordRaw[] = [
  {
    path: '/search',
    component: () => import('./Search.vue'),
    meta: { title: 'nav.search', needs: ['record', 'read'], menu: { order: 50, icon: Search } },
  },
  {
    path: '/search/photos',
    component: () => import('./AlikePhotos.vue'),
    meta: { title: 'title.alike', needs: ['evidence', 'read'] },
  },
];
