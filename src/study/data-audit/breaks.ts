import { log } from '../../core/math/log.ts';
import { median } from '../../core/statistics/median.ts';
import { check, type Hit, OWN } from './finding.ts';
import { changesOf, isPositive, type Series } from './series.ts';

const UNITS = 8;
const STEPS = 4;
const TIMES = 4;

/** A period in which many units move by far more than ever else, all the same way: a new definition or survey. */
export const breaks = check({
  id: 'break',
  title: { en: 'Breaks of the whole column', zh: '整列断点' },
  rule: {
    en: `half of the units (${UNITS} or more) make their largest change in the same period, nine tenths of them the same way, in the median ${TIMES} times the usual change`,
    zh: `半数单元（至少 ${UNITS} 个）在同一时期出现最大变化，其中九成方向一致，中位数为通常变化的 ${TIMES} 倍`,
  },
  source: OWN,
  level: 'warning',
  find: (view) =>
    view.variables.flatMap((variable): Hit[] => {
      if (!variable.isMeasured) return [];
      const { series } = variable;
      const changes = changesOf(series, isPositive(variable.values) ? series.values.map(log) : series.values);
      const long = largestOf(series, changes);
      if (long.length < UNITS) return [];
      const usual = median(changes.map(Math.abs));
      const spots = view.periods.flatMap((_, period) => {
        const here = long.filter(({ to, size }) => to === period && size !== 0);
        if (here.length < UNITS || 2 * here.length < long.length) return [];
        const up = here.filter(({ size }) => size > 0).length;
        const sizes = Float64Array.from(here, ({ size }) => Math.abs(size));
        const isOneWay = Math.max(up, here.length - up) >= 0.9 * here.length;
        return isOneWay && median(sizes) > TIMES * usual
          ? [{ unit: -1, period, value: here.length, expected: long.length }]
          : [];
      });
      return spots.length === 0 ? [] : [{ indicator: variable.id, spots }];
    }),
  tell: ({ indicator, spots }, names) => ({
    en: `${indicator}: ${spots[0]!.value} of ${spots[0]!.expected} units make their largest change in the same period (${names.en}), perhaps another definition or source.`,
    zh: `${indicator}：${spots[0]!.expected} 个单元中有 ${spots[0]!.value} 个在同一时期（${names.zh}）变化最大，可能是口径或来源改变。`,
  }),
});

/** The largest change of every unit that has enough of them, the first of equals. */
function largestOf({ starts, periods }: Series, changes: Float64Array): { to: number; size: number }[] {
  const largest: { to: number; size: number }[] = [];
  for (let unit = 0; unit + 1 < starts.length; unit++) {
    const [from, end] = [starts[unit]! + 1, starts[unit + 1]!];
    if (end - from < STEPS) continue;
    let most = from;
    for (let i = from + 1; i < end; i++) if (Math.abs(changes[i]!) > Math.abs(changes[most]!)) most = i;
    largest.push({ to: periods[most]!, size: changes[most]! });
  }
  return largest;
}
