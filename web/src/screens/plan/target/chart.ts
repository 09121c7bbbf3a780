// ECharts with what the plan's charts need of it, and no more.
import { LineChart } from 'echarts/charts';
import { GridComponent, MarkLineComponent, TooltipComponent } from 'echarts/components';
import { init, use, type ECharts, type EChartsCoreOption } from 'echarts/core';
import { SVGRenderer } from 'echarts/renderers';
import { numberText, withUnit } from '../figures';

use([LineChart, GridComponent, MarkLineComponent, TooltipComponent, SVGRenderer]);

export interface ChartWanted {
  months: readonly string[];
  values: readonly (string | null)[];
  fractions: readonly string[]; // told beside the value
  threshold: string | null;
  thresholdText: string;
  unit: string;
}

export const start = (place: HTMLElement): ECharts => init(place, null, { renderer: 'svg' });

/** An element, not markup: a unit is a text of the pack. */
function linesOf(lines: readonly string[]): HTMLElement {
  const all = document.createElement('div');
  for (const line of lines.filter(Boolean)) {
    const one = document.createElement('div');
    one.textContent = line;
    all.append(one);
  }
  return all;
}

export function optionOf(wanted: ChartWanted): EChartsCoreOption {
  const limit = wanted.threshold === null ? null : Number(wanted.threshold);
  const text = (value: string | null): string => withUnit(numberText(value, wanted.threshold), wanted.unit);
  return {
    animation: false,
    textStyle: { fontFamily: 'inherit' },
    grid: { left: 8, right: 16, top: 28, bottom: 4, containLabel: true },
    tooltip: {
      trigger: 'axis',
      formatter: (at: { dataIndex: number }[]) => {
        const i = at[0]?.dataIndex ?? 0;
        return linesOf([wanted.months[i] ?? '', text(wanted.values[i] ?? null), wanted.fractions[i] ?? '']);
      },
    },
    xAxis: {
      type: 'category',
      data: [...wanted.months],
      boundaryGap: false,
      axisLine: { lineStyle: { color: '#b8c4d0' } },
      axisTick: { show: false },
      axisLabel: { color: '#52606d' },
    },
    yAxis: {
      type: 'value',
      scale: true,
      // From nought, unless all that is to be seen lies far above it.
      min: (range: { min: number; max: number }) => {
        const low = limit === null ? range.min : Math.min(range.min, limit);
        return low >= 0 && low < Math.max(range.max, limit ?? 0) / 2 ? 0 : low;
      },
      max: (range: { max: number }) => (limit === null ? range.max : Math.max(range.max, limit)),
      axisLabel: { color: '#52606d', formatter: (value: number) => numberText(value) },
      splitLine: { lineStyle: { color: '#e4e9ef' } },
    },
    series: [
      {
        type: 'line',
        data: wanted.values.map((value) => (value === null ? '-' : Number(value))),
        symbolSize: 7,
        symbol: 'circle',
        lineStyle: { color: '#1d5c8f', width: 2 },
        itemStyle: { color: '#1d5c8f' },
        markLine:
          limit === null
            ? undefined
            : {
                silent: true,
                symbol: 'none',
                lineStyle: { color: '#1f2933', type: 'dashed' },
                label: { position: 'insideEndTop', formatter: wanted.thresholdText, color: '#1f2933' },
                data: [{ yAxis: limit }],
              },
      },
    ],
  };
}
