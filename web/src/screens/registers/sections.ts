// A register's fields in the order in which people read and fill them; the same on form and record.
import type { Field, Register } from '@/api/types';
import type { Key } from '@/words';

export interface Section {
  title: Key;
  fields: Field[];
}

/** Files are attached to a record that is there: a form has no control for them. */
export const isTyped = (field: Field): boolean => field.type !== 'file';

/** What names the record, what must be there, where and whose it is; the rest; people; files. */
export function sectionsOf(register: Register): Section[] {
  const keys = new Set([
    ...register.keys.flat(),
    register.label_field,
    register.area_field,
    register.unit_field,
  ]);
  const about = register.fields.find((field) => field.type === 'reference');
  const of: Record<'main' | 'more' | 'people' | 'files', Field[]> = {
    main: [],
    more: [],
    people: [],
    files: [],
  };
  for (const field of register.fields) {
    // The first record that it refers to says what many of the other fields are.
    if (field.required || keys.has(field.id) || field === about) of.main.push(field);
    else if (field.type === 'file') of.files.push(field);
    else if (field.personal) of.people.push(field);
    else of.more.push(field);
  }
  const all: Section[] = [
    { title: 'section.main', fields: of.main },
    { title: 'section.more', fields: of.more },
    { title: 'section.people', fields: of.people },
    { title: 'section.files', fields: of.files },
  ];
  return all.filter((section) => section.fields.length > 0);
}
