import { ChatLineSquare } from '@element-plus/icons-vue';
import type { RouteRecordRaw } from 'vue-router';

export const routes: RouteRecordRaw[] = [
  {
    path: '/survey/:code',
    component: () => import('./OpenSurvey.vue'),
    meta: { title: 'survey.ask.title', open: true },
  },
  {
    path: '/surveys',
    component: () => import('./Surveys.vue'),
    meta: { title: 'nav.surveys', needs: ['supervision', 'read'], menu: { order: 55, icon: ChatLineSquare } },
  },
  {
    path: '/surveys/:wave',
    component: () => import('./SurveyWave.vue'),
    meta: { title: 'survey.title', needs: ['supervision', 'read'] },
  },
  {
    path: '/surveys/:wave/interview',
    component: () => import('./Interview.vue'),
    props: true,
    meta: { title: 'interview.title', needs: ['record', 'create'] },
  },
];
