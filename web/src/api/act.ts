// Something a person does on a screen: while it runs, and what the API refused.
import { ref, shallowRef } from 'vue';
import { Problem } from './client';

export function useAct() {
  const busy = ref(false);
  const problem = shallowRef<Problem | null>(null);

  /** Whether it was done; what was refused stands in `problem`. */
  async function run(what: () => Promise<unknown>): Promise<boolean> {
    if (busy.value) return false; // pressed twice
    busy.value = true;
    problem.value = null;
    try {
      await what();
      return true;
    } catch (failed) {
      if (!(failed instanceof Problem)) throw failed;
      problem.value = failed;
      return false;
    } finally {
      busy.value = false;
    }
  }

  return { busy, problem, run, forget: () => void (problem.value = null) };
}
