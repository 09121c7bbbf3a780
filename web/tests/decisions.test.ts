import { describe, expect, it } from 'vitest';
import type { BoardTarget, DecisionPoint, Task } from '@/api/types';
import { effectOf, pathOf, sectionsOf, unitsOf, type Plan } from '@/screens/office/decisions/sections';

const plan: Plan = {
  targets: [
    { id: 'K18', state: 'cannot_judge', parts: [{ indicator: 'kitchen.online' }], units: [{ id: 'U23' }] },
    { id: 'K01', state: 'met', parts: [{ indicator: 'sample.pass' }], units: [{ id: 'U20' }, { id: 'U23' }] },
  ] as BoardTarget[],
  tasks: [{ id: 'D-U31', units: [{ id: 'U31' }] }] as Task[],
};
const point = (kind: DecisionPoint['kind'], concerns: string[], value: string | null = '1'): DecisionPoint =>
  ({ subject: `${kind}:${concerns.join('+')}`, kind, concerns, value }) as DecisionPoint;

describe('What the plan leaves open', () => {
  it.each([
    ['a threshold that is not there', point('threshold', ['K18'], null), 'blocks'],
    ['a threshold that is only assumed', point('threshold', ['K01']), 'bears'],
    ['the deadline of a target that cannot be judged', point('deadline', ['K18']), 'presses'],
    [
      'a question on one that is met and one that is not judged',
      point('question', ['K01', 'K18'], null),
      'presses',
    ],
    ['a question on an indicator', point('question', ['sample.pass'], null), 'bears'],
    ['the lead of a task, whatever its targets', point('lead', ['D-U31', 'K18']), 'leads'],
    ['a question on a unit', point('question', ['U31'], null), 'rest'],
    ['a time limit of no target', point('roll', []), 'rest'],
  ])('is put where it matters: %s', (_, of, effect) => expect(effectOf(of, plan)).toBe(effect));

  it('stands in sections, what matters most first, and all of it', () => {
    const all = [
      point('roll', []),
      point('deadline', ['K01']),
      point('threshold', ['K18'], null),
      point('lead', []),
    ];
    const sections = sectionsOf(all, plan);
    expect(sections.map((one) => one.effect)).toEqual(['blocks', 'bears', 'leads', 'rest']);
    expect(sections.flatMap((one) => one.points)).toHaveLength(all.length);
  });

  it.each([
    ['those responsible for its target', point('deadline', ['K01']), ['U20', 'U23']],
    ['those responsible for the target of its indicator', point('definition', ['kitchen.online']), ['U23']],
    ['those of its task', point('lead', ['D-U31']), ['U31']],
    ['those that it names', point('question', ['U08'], null), ['U08']],
  ])('concerns units: %s', (_, of, units) => {
    expect([...unitsOf(of, plan)].filter((id) => /^U\d/.test(id))).toEqual(units);
  });

  it.each([
    ['K18', '/targets/K18'],
    ['D-U31', '/tasks/D-U31'],
    ['U31', null],
  ])('leads on to %s: %s', (id, path) => expect(pathOf(id, plan)).toBe(path));
});
