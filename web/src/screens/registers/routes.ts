import type { RouteRecordRaw } from 'vue-router';
import { routes as importing } from './import/routes';

export const routes: RouteRecordRaw[] = [...importing];
