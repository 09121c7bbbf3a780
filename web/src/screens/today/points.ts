// What kind of point waits to be decided: its subject says it ("target:K18.threshold", "clock:TS-MEDIATE-20.roll").
export type PointKind =
  'threshold' | 'deadline' | 'lead' | 'definition' | 'parameter' | 'roll' | 'question' | 'other';

export function kindOf(subject: string): PointKind {
  const about = subject.slice(0, subject.indexOf(':'));
  const what = subject.slice(subject.lastIndexOf('.') + 1);
  if (about === 'target' && (what === 'threshold' || what === 'deadline')) return what;
  if (about === 'task' && what === 'lead') return 'lead';
  if (about === 'clock' && what === 'roll') return 'roll';
  if (about === 'question') return 'question';
  if (about === 'indicator') return what === 'definition' ? 'definition' : 'parameter';
  return 'other';
}
