import { pairs } from './pairs';

export const rehearsal = pairs({
  'nav.rehearsal': ['验收演练', 'Rehearsal'],
  'rehearsal.help': [
    '像验收组那样抽：走访的主体、翻看的记录、追问的数字。每一个都打开到佐证，缺什么、归谁、哪天前补上。同一个种子抽到的一样。',
    'Draws as inspectors do: places to visit, records to look at, figures to ask about. Each is opened down to its evidence; what is lacking, whose it is, by when. The same seed draws the same.',
  ],
  'rehearsal.seed': ['种子', 'Seed'],
  'rehearsal.again': ['再抽一次', 'Draw again'],
  'rehearsal.found': [
    '抽了 {drawn} 个，缺 {lacking} 处，请在 {day} 前补上',
    '{drawn} drawn, {lacking} gaps, to be mended by {day}',
  ],
  'rehearsal.whole': ['抽了 {drawn} 个，都能打开到佐证', '{drawn} drawn, all open down to their evidence'],
  'rehearsal.lacking': ['只看有缺的', 'Gaps alone'],
  'rehearsal.owners': ['归谁补', 'Whose they are'],
  'rehearsal.owner.all': ['全部', 'All'],
  'rehearsal.nobody': ['（没有写明单位）', '(no unit is said)'],
  'rehearsal.place': ['走访的主体', 'Places'],
  'rehearsal.record': ['翻看的记录', 'Records'],
  'rehearsal.figure': ['追问的数字', 'Figures'],
  'rehearsal.none': ['没有符合条件的', 'Nothing is like that'],
  'rehearsal.holds': ['相符', 'holds'],
  'rehearsal.lacks': ['缺', 'lacks'],
  'rehearsal.not_judged': ['无法判定', 'cannot be judged'],
  'rehearsal.city': ['全市', 'the city'],
});
