import { describe, expect, it } from 'vitest';
import type { SurveyQuestion } from '@/api/types';
import { asked, isScreenedOut } from '@/screens/survey/asking';
import { newReceipt } from '@/screens/survey/receipt';

const both = (text: string) => ({ zh: text, en: text });
const question = (id: string, out: string[] = []): SurveyQuestion => ({
  id,
  ask: both(id),
  choices: ['y', 'n'].map((one) => ({ id: one, name: both(one), screened_out: out.includes(one) })),
});
const kQuestions = [question('adult', ['n']), question('lives', ['n']), question('aware')];

describe('A questionnaire', () => {
  it('is asked to its end of those who belong to it', () => {
    expect(isScreenedOut(kQuestions, { adult: 'y', lives: 'y' })).toBe(false);
    expect(asked(kQuestions, { adult: 'y', lives: 'y' })).toHaveLength(3);
  });

  it('ends at the question that screens somebody out', () => {
    expect(isScreenedOut(kQuestions, { adult: 'n' })).toBe(true);
    expect(asked(kQuestions, { adult: 'n', aware: 'y' }).map((one) => one.id)).toEqual(['adult']);
    expect(asked(kQuestions, { adult: 'y', lives: 'n' }).map((one) => one.id)).toEqual(['adult', 'lives']);
  });

  it('has a receipt that the API takes, another each time', () => {
    expect(newReceipt()).toMatch(/^[0-9a-f]{32}$/);
    expect(newReceipt()).not.toBe(newReceipt());
  });
});
