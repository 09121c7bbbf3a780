// What a record is called, asked once a session.
import { ref, watch, type Ref } from 'vue';
import { get } from '@/api/client';
import type { Record as BookRecord } from '@/api/types';
import { useSession } from '@/api/session';
import { i18n } from '@/words';

const names = new Map<string, Promise<string>>();
// What one post may read is not told to whoever signs in next at the same desk.
watch(useSession().account, () => names.clear(), { flush: 'sync' });

function nameOf(register: string, id: string): Promise<string> {
  const key = `${i18n.global.locale.value} ${register}/${id}`;
  let name = names.get(key);
  if (!name) {
    name = get<BookRecord>(`/api/v1/registers/${register}/records/${encodeURIComponent(id)}`).then(
      (record) => record.name || `#${id}`,
      () => {
        names.delete(key); // not for this post, or not now
        return `#${id}`;
      },
    );
    names.set(key, name);
  }
  return name;
}

export function useRecordName(
  register: () => string,
  id: () => string,
  known: () => string = () => '',
): Ref<string> {
  const name = ref('');
  watch(
    [register, id, known, i18n.global.locale],
    async () => {
      const wanted = id();
      const isNumber = !/^\d+$/.test(wanted); // written by hand, of one that the post may not see
      if (!wanted || known() || isNumber) {
        name.value = wanted && (known() || wanted);
        return;
      }
      name.value = `#${wanted}`;
      const got = await nameOf(register(), wanted);
      if (id() === wanted) name.value = got;
    },
    { immediate: true },
  );
  return name;
}
