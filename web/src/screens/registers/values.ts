// A field's value for reading.
import type { Field, Name } from '@/api/types';
import { minuteOf } from '@/parts/when';

/** Records hold the standard Chinese term of an option; what is shown is its name. */
export function optionName(field: Field, code: string): Name {
  return field.options.find((option) => option.code === code)?.name ?? { zh: code, en: code };
}

const kUnits: Record<string, Name> = {
  CNY: { zh: '元', en: 'CNY' },
  kg: { zh: '公斤', en: 'kg' },
  g: { zh: '克', en: 'g' },
  t: { zh: '吨', en: 't' },
  mu: { zh: '亩', en: 'mu' },
  m2: { zh: '平方米', en: 'm²' },
  学时: { zh: '学时', en: 'class hours' },
};
/** Of what a number is kept in; the API takes both. */
export const unitName = (unit: string): Name => kUnits[unit] ?? { zh: unit, en: unit };

/** What the API shows of a value, in the reader's words; `say` is the catalogue's. */
export function valueText(field: Field | undefined, shown: string, say: (name: Name) => string): string {
  if (!field || !shown) return shown;
  switch (field.type) {
    case 'enumeration':
      return say(optionName(field, shown));
    case 'timestamp':
      return minuteOf(shown);
    case 'integer':
    case 'decimal':
      return field.unit ? `${shown} ${say(unitName(field.unit))}` : shown;
    default:
      return shown;
  }
}

/** What a form holds of a value: canonical, but moments as they are shown and typed. */
export function formText(
  field: Field,
  canonical: string | null | undefined,
  shown: string | undefined,
): string {
  if (canonical === null || canonical === undefined) return '';
  return field.type === 'timestamp' ? minuteOf(shown ?? canonical) : canonical;
}
