import { pairs } from './pairs';

export const today = pairs({
  'nav.today': ['今日', 'Today'],
});
