import type { AuditView, Variable } from '../../src/study/data-audit/finding.ts';
import { seriesOf } from '../../src/study/data-audit/series.ts';

/** Series by variable and unit as the checks of the data see them; null = missing. */
export function auditView(
  series: Readonly<Record<string, readonly (readonly (number | null)[])[]>>,
  more: Partial<Variable> = {},
  from = 2010,
): AuditView {
  const first = Object.values(series)[0]!;
  const periods = first[0]!.map((_, p) => from + p);
  const units = first.map((_, u) => {
    const name = `U${u}`;
    return { id: `u${u}`, name: { en: name, zh: name }, attributes: new Map<string, string>() };
  });
  const variables = Object.entries(series).map(([id, rows]): Variable => {
    const values = Float64Array.from(periods.flatMap((_, p) => rows.map((row) => row[p] ?? Number.NaN)));
    return {
      id,
      title: { en: id, zh: id },
      values,
      series: seriesOf(values, units.length),
      isIndicator: true,
      isMeasured: true,
      agreement: Number.NaN,
      ...more,
    };
  });
  return { units, periods, variables, sums: [] };
}
