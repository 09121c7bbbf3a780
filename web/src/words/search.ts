import { pairs } from './pairs';

export const search = pairs({
  'nav.search': ['查找', 'Search'],
  'title.alike': ['相同照片', 'The same picture twice'],
  'search.what': ['查找记录和文件', 'Search records and files'],
  'search.placeholder': ['查找，两个字起', 'Search'],
  'search.key': ['按 / 键查找', 'Press / to search'],
  'search.help': [
    '在您能看的记录和佐证文件的文字里查找；词之间空一格，都要出现。个人信息不参加查找。',
    'Looks through the texts of the records and evidence files that you may see; all of the words must be there. Personal data is not searched.',
  ],
  'search.register': ['台账', 'Register'],
  'search.register.any': ['全部台账', 'All registers'],
  'search.year': ['年度', 'Year'],
  'search.year.any': ['不限年度', 'Any year'],
  'search.begin': [
    '输入店名、品种、文号、地点等，两个字就能查。',
    'Type a name, a product, a document number, a place: two characters are enough.',
  ],
  'search.records': ['记录', 'Records'],
  'search.files': ['文件', 'Files'],
  'search.count': ['{n} 条', '{n}'],
  'search.count.more': ['{n} 条，还有更多', '{n}, and more'],
  'search.none': ['没有找到“{words}”', "Nothing was found for '{words}'"],
  'search.none.help': [
    '可少写一个词、换一种写法，或放宽台账和年度。',
    'Use fewer words or another spelling, or look in all registers and years.',
  ],
  'search.none.records': ['没有记录含有这些词', 'No record holds these words'],
  'search.none.files': ['没有文件含有这些词', 'No file holds these words'],
  'search.gaveUp': [
    '符合的太多，没有一次看完；可多写一个词，或点“更多”接着找。',
    'Too much holds these words to look through at once: add a word, or go on with More.',
  ],
  'search.page': ['第 {page} 页', 'page {page}'],
  'search.in': ['见于', 'In'],
  'search.behind': [
    '刚写入的 {n} 处变更还在收录，稍等可查到。',
    '{n} recent changes are still being taken in and cannot be found yet.',
  ],
  'search.unread': [
    '还有 {n} 个文件尚未读取，暂时查不到。',
    '{n} files are not read yet and cannot be found.',
  ],
  'search.unreadable': [
    '{n} 个文件不能读取，查不到其中的文字',
    '{n} files cannot be read: their text is not found',
  ],
  'search.unreadable.one': ['{why}（{n} 个）', '{why} ({n})'],
  'search.again': ['重新查找', 'Search again'],
  'alike.help': [
    '同一张照片，或几乎相同的照片，出现在两条记录里；两个镇街的排在前面。是不是重复使用，请对照两边再判断。',
    'The same picture, or nearly, on two records; those of two towns come first. Whether it was used twice is for people to judge, with both side by side.',
  ],
  'alike.across': ['只看跨镇街的', 'Of two towns only'],
  'alike.compared': ['比对了 {n} 张照片', '{n} pictures were compared'],
  'alike.none': ['没有相同或相近的照片', 'No two pictures are alike'],
  'alike.sameFile': ['同一文件', 'The same file'],
  'alike.distance': ['相近，差 {n}/64', 'Alike, {n} of 64 apart'],
  'alike.acrossAreas': ['跨镇街', 'Of two towns'],
  'alike.picture': ['{record} 的照片 {file}', 'Picture {file} of {record}'],
  'alike.pair': ['第 {n} 组', 'Pair {n}'],
});
