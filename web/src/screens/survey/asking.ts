import type { SurveyQuestion } from '@/api/types';

type Answers = Record<string, string>;

const chosen = (question: SurveyQuestion, answers: Answers) =>
  question.choices.find((choice) => choice.id === answers[question.id]);

/** An answer says that this person is not among those who are asked. */
export const isScreenedOut = (questions: SurveyQuestion[], answers: Answers): boolean =>
  questions.some((question) => chosen(question, answers)?.screened_out ?? false);

/** The questions up to the one that ended it. */
export function asked(questions: SurveyQuestion[], answers: Answers): SurveyQuestion[] {
  const end = questions.findIndex((question) => chosen(question, answers)?.screened_out);
  return end < 0 ? questions : questions.slice(0, end + 1);
}
