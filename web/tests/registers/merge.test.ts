import { describe, expect, it } from 'vitest';
import { changed, merge } from '@/screens/registers/form/merge';
import { difference } from '@/screens/registers/record/difference';

describe('Two corrections of one record', () => {
  const start = { name: '老店', area: 'T16', staff: '5', remark: '' };

  it('are told apart by who changed what', () => {
    const mine = { ...start, name: '新店', staff: '6' };
    const theirs = { ...start, name: '好店', remark: '已核对' };
    expect(merge(start, mine, theirs)).toEqual({ theirs: ['remark'], mine: ['staff'], both: ['name'] });
  });

  it('leave nothing to choose where both say the same', () => {
    const both = { ...start, name: '新店' };
    expect(merge(start, both, both)).toEqual({ theirs: [], mine: [], both: [] });
  });

  it('see a value that was taken away', () => {
    expect(changed({ remark: '旧' }, {})).toEqual(['remark']);
    expect(changed({}, { remark: '' })).toEqual([]);
    expect(merge({ remark: '旧' }, { remark: '' }, { remark: '新' }).both).toEqual(['remark']);
  });
});

describe('A difference of texts', () => {
  it('finds what changed within a long one', () => {
    expect(difference('经营场所在北白象镇中心路十号', '经营场所在北白象镇中心路二十号')).toEqual({
      head: '经营场所在北白象镇中心路',
      before: '',
      after: '二',
      tail: '十号',
    });
  });

  it('shows short ones whole', () => {
    expect(difference('2022-09-01', '2022-09-02')).toEqual({
      head: '',
      before: '2022-09-01',
      after: '2022-09-02',
      tail: '',
    });
  });

  it('does not cut a character in two', () => {
    const parts = difference('一二三四五六七八九十十一𠮷', '一二三四五六七八九十十一𠮶');
    expect([parts.before, parts.after]).toEqual(['𠮷', '𠮶']);
  });
});
