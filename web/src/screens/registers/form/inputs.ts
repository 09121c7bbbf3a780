// How a field is typed: which control it gets, and what choices there are.
import { computed, type ComputedRef } from 'vue';
import { useCity } from '@/api/city';
import type { Field } from '@/api/types';
import { useWords } from '@/words';
import { valueText } from '../values';

export interface Choice {
  value: string;
  label: string;
}
export type Control = 'line' | 'lines' | 'number' | 'day' | 'moment' | 'few' | 'many' | 'record';

const kFew = 4; // so many choices are laid open
const kLong = 200; // longer texts get several lines

export function controlOf(field: Field, choices: readonly Choice[]): Control {
  switch (field.type) {
    case 'text':
      return isLong(field) ? 'lines' : 'line';
    case 'integer':
    case 'decimal':
      return 'number';
    case 'date':
      return 'day';
    case 'timestamp':
      return 'moment';
    case 'reference':
      return 'record';
    case 'boolean':
    case 'enumeration':
      return choices.length <= kFew ? 'few' : 'many';
    case 'unit':
    case 'area':
      // A post that does not see the plan types the name; the API knows it by any of its names.
      return choices.length > 0 ? 'many' : 'line';
    default:
      return 'line';
  }
}

/** A text that takes the whole width of a form. */
export const isLong = (field: Field): boolean => field.type === 'text' && field.max_length > kLong;

/** What was typed or chosen, in the reader's words; of a record only its number is known here. */
export function useTypedText(): (field: Field, text: string) => string {
  const { nameOf } = useCity();
  const { t, say } = useWords();
  return (field, text) => {
    if (field.type === 'area' || field.type === 'unit') return say(nameOf(text));
    if (field.type === 'boolean') return t(text === 'true' ? 'is.yes' : 'is.no');
    if (field.type === 'reference') return `#${text}`;
    return valueText(field, text, say);
  };
}

export function useChoices(field: () => Field): ComputedRef<Choice[]> {
  const { city } = useCity();
  const { t, say } = useWords();
  return computed(() => {
    const { type, options } = field();
    if (type === 'boolean')
      return [
        { value: 'true', label: t('is.yes') },
        { value: 'false', label: t('is.no') },
      ];
    if (type === 'enumeration')
      return options.map((option) => ({ value: option.code, label: say(option.name) }));
    const named = type === 'area' ? city.value?.areas : type === 'unit' ? city.value?.units : undefined;
    return (named ?? []).map((one) => ({ value: one.id, label: say(one.name) }));
  });
}
