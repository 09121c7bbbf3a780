// The one catalogue of what the screens say: pairs of Chinese and English, a file for each part of the desk.
import { createI18n } from 'vue-i18n';
import { speakIn } from '@/api/client';
import type { Name } from '@/api/types';
import { acceptance } from './acceptance';
import { brief } from './brief';
import { burden } from './burden';
import { common } from './common';
import { importing } from './import';
import { office } from './office';
import { papers } from './papers';
import { plan } from './plan';
import { registers } from './registers';
import { rehearsal } from './rehearsal';
import { search } from './search';
import { signs } from './signs';
import { start } from './start';
import { supervision } from './supervision';
import { survey } from './survey';
import { tasks } from './tasks';
import { today } from './today';
import { whatIf } from './whatIf';

export const catalogue = {
  ...common,
  ...start,
  ...today,
  ...whatIf,
  ...tasks,
  ...plan,
  ...registers,
  ...importing,
  ...office,
  ...papers,
  ...acceptance,
  ...brief,
  ...burden,
  ...rehearsal,
  ...search,
  ...signs,
  ...supervision,
  ...survey,
};
export type Key = keyof typeof catalogue;
export type Language = 'zh' | 'en';

const kStored = 'shian.language';
const stored = localStorage.getItem(kStored);
const first: Language = stored === 'en' ? 'en' : 'zh';

function messagesIn(language: Language): Record<string, string> {
  return Object.fromEntries(Object.entries(catalogue).map(([key, pair]) => [key, pair[language]]));
}

export const i18n = createI18n({
  legacy: false,
  locale: first,
  messageResolver: (messages, key) => (messages as Record<string, string>)[key] ?? null, // keys are whole, no paths
  messages: { zh: messagesIn('zh'), en: messagesIn('en') },
});

function settle(language: Language): void {
  speakIn(language);
  document.documentElement.lang = language === 'zh' ? 'zh-CN' : 'en';
}
settle(first);

export function useWords() {
  const locale = i18n.global.locale;
  return {
    language: locale,
    /** A sentence of the catalogue, with {name} replaced. */
    t: (key: Key, values: Record<string, string | number> = {}): string => i18n.global.t(key, values),
    /** A name that came from the API. */
    say: (name: Name | null | undefined): string => (name ? name[locale.value as Language] || name.zh : ''),
    speak(language: Language): void {
      locale.value = language;
      localStorage.setItem(kStored, language);
      settle(language);
    },
  };
}
