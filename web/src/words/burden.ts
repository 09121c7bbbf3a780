import { pairs } from './pairs';

export const burden = pairs({
  'nav.burden': ['减负账', 'Burden'],
  'burden.help': [
    '各部门填了多少，其中有多少是本来就有的，哪些被两个部门重复要，一条要用多久。只算到部门，不到人，不作考核。',
    'What departments were asked to hand in, how much of it was held, what is asked twice, how long an entry takes. Of departments, never of people; nobody is appraised by it.',
  ],
  'burden.from': ['登记日期起', 'Entered from'],
  'burden.to': ['止', 'until'],
  'burden.departments': ['各部门', 'Departments'],
  'burden.departments.help': [
    '“已有的”：所填内容与它引用的主体、样品等记录里的一样，表单本可预填。“每条用时”：同一账号两次登记的间隔的中位数，半小时以上算休息；不足 3 个账号或 20 次的不公布。暗访未公开的不计。',
    '“Held”: the record that it refers to says the same, and the form could fill it in. “An entry takes”: the median pause between two entries of one account, a pause of over half an hour is a break; of fewer than 3 accounts or 20 pauses nothing is published. What is secret still is not counted.',
  ],
  'burden.none': ['这段时间没有登记', 'Nothing was entered in these days'],
  'burden.nobody': ['（没有写明单位）', '(no unit is said)'],
  'burden.department': ['部门', 'Department'],
  'burden.records': ['登记', 'Records'],
  'burden.typed': ['其中逐条', 'One by one'],
  'burden.given': ['填写项', 'Values'],
  'burden.held': ['已有的', 'Held'],
  'burden.pace': ['每条用时', 'An entry takes'],
  'burden.pace.of': ['{minutes} 分 {seconds} 秒', '{minutes} min {seconds} s'],
  'burden.tooFew': ['太少，不公布', 'too few to tell'],
  'burden.book': [
    '{records} 条，表单 {fields} 项，填写 {given} 项，已有 {held}',
    '{records} records, a form of {fields} fields, {given} values, {held} held',
  ],
  'burden.all': ['合计', 'All'],
  'burden.twice': ['重复要的', 'Asked twice'],
  'burden.twice.help': [
    '同一个主体、样品等，两个部门在两本台账里填了同样的文字。改成引用同一条记录，或在被引用的记录上设这一项，就不用再填。',
    'The same text about the same operator, sample and so on, handed in by two departments in two registers. Referring to one record, or a field of the record referred to, would save it.',
  ],
  'burden.twice.none': ['没有发现', 'None was found'],
  'burden.incomplete': [
    '文字太多，只比较了一部分；缩短日期再看。',
    'There were too many texts to compare them all: choose fewer days.',
  ],
  'burden.one': ['部门和台账', 'Department and register'],
  'burden.other': ['另一部门和台账', 'The other'],
  'burden.about': ['关于', 'About'],
  'burden.times': ['次', 'Times'],
});
