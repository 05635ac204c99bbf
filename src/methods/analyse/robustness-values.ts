import type { Cell, DataTable } from '../../core/data-table.ts';
import { standardDeviation } from '../../core/statistics/deviation.ts';
import { moments } from '../../core/statistics/moments.ts';
import { outliers } from '../../core/statistics/outliers.ts';
import { excessKurtosis, skewness } from '../../core/statistics/skewness.ts';
import { columnOf } from '../../core/table.ts';
import type { AnalyseInput } from '../method.ts';

/** Beyond both, the audits of the JRC call a distribution in need of treatment. */
const SKEWED = 2;
const PEAKED = 3.5;

/** Values before treatment and normalisation that lie far from the median of their indicator. */
export function outlierTable({ units, periods, values, normalised }: AnalyseInput, limit: number): DataTable {
  return {
    name: 'outliers',
    title: { en: 'Outlying values', zh: '离群值' },
    columns: ['unit', 'period', 'indicator', 'value', 'z', 'robust_z'],
    rows: normalised.ids.flatMap((id) => {
      const column = columnOf(values, id);
      const { z, robust } = outliers(column);
      return [...robust.keys()]
        .filter((row) => Math.abs(robust[row]!) > limit)
        .map((row): Cell[] => [
          ...[units[row % units.length]!, periods[Math.floor(row / units.length)]!, id],
          ...[column[row]!, z[row]!, robust[row]!],
        ]);
    }),
  };
}

/** The shape of every indicator before treatment and normalisation. */
export function distributionTable({ values, normalised }: AnalyseInput): DataTable {
  return {
    name: 'distributions',
    title: { en: 'Shapes of the indicators', zh: '指标分布形态' },
    columns: ['indicator', 'count', 'mean', 'sd', 'skewness', 'kurtosis', 'flag'],
    rows: normalised.ids.map((id): Cell[] => {
      const column = columnOf(values, id);
      const found = moments(column);
      const [skew, kurtosis] = [skewness(column), excessKurtosis(column)];
      const flag = Math.abs(skew) > SKEWED && kurtosis > PEAKED ? 'skewed' : '';
      return [id, found.count, found.mean, standardDeviation(found), skew, kurtosis, flag];
    }),
  };
}
