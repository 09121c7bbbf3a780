import { pairs } from './pairs';

export const plan = pairs({
  'nav.board': ['目标进度', 'Board'],
});
