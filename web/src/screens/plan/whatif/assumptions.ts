// Assumptions as the address and the API write them, one a line.
export const kAssumptionKinds = ['population', 'threshold', 'merge', 'without', 'rule'] as const;
export type AssumptionKind = (typeof kAssumptionKinds)[number];

export const assumptionsOf = (text: string): string[] => text.split('\n').filter((line) => line !== '');

/** With another one; what is assumed already stays as it is. */
export const withAssumption = (text: string, added: string): string =>
  [...new Set([...assumptionsOf(text), added])].join('\n');

export const withoutAssumption = (text: string, at: number): string =>
  assumptionsOf(text)
    .filter((_, i) => i !== at)
    .join('\n');

export interface Draft {
  kind: AssumptionKind;
  subject: string; // year, target, town, register, version
  field: string; // of the register
  value: string; // number, town, what the field says
}

/** "threshold=K05:90"; null while something is left open. */
export function lineOf({ kind, subject, field, value }: Draft): string | null {
  const said = value.trim();
  if (!subject) return null;
  if (kind === 'population' || kind === 'rule') return `${kind}=${subject}`;
  if (!said) return null;
  if (kind !== 'without') return `${kind}=${subject}:${said}`;
  return field ? `without=${subject}.${field}:${said}` : null;
}
