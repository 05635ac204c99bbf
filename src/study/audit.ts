import { correlation } from '../core/statistics/correlation.ts';
import { extent } from '../core/statistics/extent.ts';
import { columnOf } from '../core/table.ts';
import type { Result } from './result.ts';

/** How much of an indicator is known, and its range. */
export interface Coverage {
  indicator: string;
  observed: number;
  missing: number;
  min: number;
  max: number;
  /** Correlation of the raw values with the rest of the index, turned by the direction: negative speaks against it. */
  agreement: number;
}

/** Observed and missing cells of every measured or derived indicator, before imputation. */
export function coverage(result: Result): Coverage[] {
  const { plan, panel, normalised, nodes } = result;
  return plan.indicators.map(({ id }) => {
    const { values } = panel.columns.get(id)!;
    const { count, min, max } = extent(values);
    return {
      indicator: id,
      observed: count,
      missing: values.length - count,
      min,
      max,
      agreement: correlation(columnOf(normalised, id), nodes[0]!.score).r,
    };
  });
}
