import { pairs } from './pairs';

export const signs = pairs({
  'nav.signs': ['数据核对', 'Second look'],
  'signs.help': [
    '这里列出本单位记录里值得再看一眼的地方。有迹象不等于有问题：请更正记录，或说明为什么会这样；{days} 个工作日内由本单位处理，之后才到创建办。补录是允许的。',
    "What in your unit's records asks for a second look. A sign is no verdict: correct the records, or explain them. It is your unit's affair for {days} working days, and comes before the office only then. A late entry is allowed.",
  ],
  'signs.help.office': [
    '这里只列出逾期未答复、已说明和尚未说清的。各单位正在核对的不在此列。',
    'Only what was not answered in time, was explained, or is not convincing. What units are still checking is not shown.',
  ],
  'signs.none': ['没有需要核对的记录', 'Nothing asks for a second look'],
  'signs.rules': ['核对规则', 'What is looked for'],
  'signs.rules.help': ['共 {n} 条规则', '{n} signs'],
  'signs.found': ['{n} 处', 'Found: {n}'],
  'signs.more': ['只显示前 {n} 处', 'The first {n} are shown'],
  'signs.why': ['为什么要看', 'Why it is a sign'],
  'signs.harmless': ['也可能是', 'What else it may be'],
  'signs.rate': ['误报', 'False alarms'],
  'signs.rate.measured': [
    '判断 {judged} 处，误报 {raised} 处（{how}）',
    '{raised} of {judged} judged ({how})',
  ],
  'sign.whose': ['责任单位', 'Whose'],
  'sign.whose.none': ['没有写明单位', 'no unit is said'],
  'sign.due': ['{day} 前由本单位答复', 'To be answered by {day}'],
  'sign.records': ['记录对照', 'The records, side by side'],
  'sign.records.some': ['共 {total} 条，列出 {shown} 条', '{shown} of {total}'],
  'sign.hidden': ['另有 {n} 条属于其他单位，不在此显示', '{n} more belong to other units and are not shown'],
  'sign.entered': ['{day} 录入', 'entered {day}'],
  'sign.late': ['补录', 'late entry'],
  'sign.correct': ['更正', 'Correct'],
  'sign.explain': ['说明', 'Explain'],
  'sign.answer': ['查看答复', 'See the answer'],
  'sign.propose': ['登记未答复', 'Note that it is not answered'],
});
