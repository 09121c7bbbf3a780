import type { Matter, RecordDocument } from '@/api/types';

/** Whether a paper belongs to what was done or can be done next; one of no step is always at hand. */
export function isNear(paper: RecordDocument, matter: Matter | null): boolean {
  if (!matter || paper.steps.length === 0) return true;
  const next = new Set(matter.steps.filter((step) => step.may).map((step) => step.id));
  return paper.steps.some((step) => step.done || next.has(step.id));
}

/** Has the browser save what was made here. */
export function save(blob: Blob, name: string): void {
  const address = URL.createObjectURL(blob);
  const link = document.createElement('a');
  link.href = address;
  link.download = name;
  link.click();
  // The save begins after the click has been dealt with.
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
}
