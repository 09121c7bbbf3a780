import { pairs } from './pairs';

export const registers = pairs({
  'nav.registers': ['台账', 'Registers'],
});
