// Figures on Today are of the unit or town whose day it is: what opens is asked for the same.
import { addressOf } from '@/api/client';
import type { Today } from '@/api/types';

type Whose = Pick<Today, 'unit' | 'area'>;

export const boardOf = ({ unit, area }: Whose): string =>
  addressOf('/board', { unit: unit?.id, area: area?.id });
/** A target is explained for the city or a town, not for a unit. */
export const targetOf = ({ area }: Whose, target: string): string =>
  addressOf(`/targets/${target}`, { area: area?.id });
