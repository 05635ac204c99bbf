import type { Panel } from '../../core/panel.ts';
import { correlation } from '../../core/statistics/correlation.ts';
import type { Table } from '../../core/table.ts';
import type { Plan } from '../plan.ts';
import type { NodeResult } from '../result.ts';
import { waysOf } from '../variables.ts';
import type { AuditView, Variable } from './finding.ts';
import { seriesOf } from './series.ts';

/** What the checks are given: indicators first, then context variables, all before imputation. */
export function viewOf(
  { study, indicators }: Plan,
  panel: Panel,
  normalised: Table,
  nodes: readonly NodeResult[],
): AuditView {
  const index = nodes[0]!.score;
  const scored = indicators.map(
    (one, i): Variable => ({
      ...base(one, panel),
      isIndicator: true,
      agreement: correlation(normalised.columns[i]!, index).r,
    }),
  );
  const rest = study.context
    .filter(({ id }) => panel.columns.has(id))
    .map((one): Variable => ({ ...base(one, panel), isIndicator: false, agreement: Number.NaN }));
  return {
    units: panel.units,
    periods: panel.periods,
    variables: [...scored, ...rest],
    sums: study.audit.sums,
  };
}

function base(one: Pick<Variable, 'id' | 'title' | 'unit'>, panel: Panel) {
  const { values } = panel.columns.get(one.id)!;
  return {
    id: one.id,
    title: one.title,
    ...(one.unit ? { unit: one.unit } : {}),
    values,
    series: seriesOf(values, panel.units.length),
    isMeasured: waysOf(one).length === 0,
    isDeflated: 'deflate' in one,
  };
}
