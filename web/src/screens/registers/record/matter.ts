// Where a record stands on its way.
import type { Matter, MatterState } from '@/api/types';

export const stateOf = (matter: Matter, id = matter.state): MatterState | undefined =>
  matter.states.find((one) => one.id === id);
