import { Files } from '@element-plus/icons-vue';
import type { RouteRecordRaw } from 'vue-router';

export const routes: RouteRecordRaw[] = [
  {
    path: '/registers/:register/import/:import?',
    component: () => import('./ImportWizard.vue'),
    meta: { title: 'import.title', needs: ['import', 'create'] },
    props: true,
  },
  {
    path: '/imports',
    component: () => import('./Batches.vue'),
    meta: { title: 'nav.imports', needs: ['import', 'read'], menu: { order: 45, icon: Files } },
  },
];
