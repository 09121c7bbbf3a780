import { Bell, Medal, Postcard, ScaleToOriginal } from '@element-plus/icons-vue';
import type { RouteRecordRaw } from 'vue-router';

const reads: ['supervision', 'read'] = ['supervision', 'read'];
const writes: ['supervision', 'create'] = ['supervision', 'create'];

export const routes: RouteRecordRaw[] = [
  {
    path: '/letters',
    component: () => import('./Letters.vue'),
    meta: { title: 'nav.letters', needs: reads, menu: { order: 50, icon: Bell } },
  },
  {
    path: '/circular',
    component: () => import('./Circular.vue'),
    meta: { title: 'nav.circular', needs: writes, menu: { order: 52, icon: Postcard } },
  },
  {
    path: '/appraisal',
    component: () => import('./appraisal/Appraisal.vue'),
    meta: { title: 'nav.appraisal', needs: reads, menu: { order: 54, icon: Medal } },
  },
  {
    path: '/burden',
    component: () => import('./Burden.vue'),
    meta: { title: 'nav.burden', needs: reads, menu: { order: 56, icon: ScaleToOriginal } },
  },
  {
    path: '/appraisal/trial',
    component: () => import('./appraisal/Trial.vue'),
    meta: { title: 'nav.appraisal.trial', needs: writes },
  },
];
