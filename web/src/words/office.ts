import { pairs } from './pairs';

export const office = pairs({
  'nav.office': ['管理', 'Office'],
});
