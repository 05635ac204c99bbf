import { recordsOf } from '../analyse.ts';
import type { NodeResult, Result } from '../result.ts';

/** Shares of the replicates below which a grade counts as uncertain, unless another is asked for. */
export const HOLDS = 0.8;

/**
 * For every row of a node the share of the replicates in which it has the grade that it has in the study; NaN without
 * a grade. Undefined where the study has no uncertainty analysis.
 */
export function gradeCertainty(
  { analyses, panel: { units, periods } }: Pick<Result, 'analyses' | 'panel'>,
  { node, grade }: NodeResult,
): Float64Array | undefined {
  const rows = recordsOf({ analyses }, 'intervals');
  if (rows.length === 0) return undefined;
  const unitAt = new Map(units.map(({ id }, u) => [id, u]));
  const periodAt = new Map(periods.map((period, p) => [period, p]));
  const shares = new Float64Array(grade.length).fill(Number.NaN);
  for (const row of rows) {
    if (row.node !== node.id) continue;
    const [u, p] = [unitAt.get(`${row.unit}`), periodAt.get(row.period as number)];
    if (u === undefined || p === undefined) continue;
    const at = p * units.length + u;
    const share = row[`p_grade_${grade[at]}`];
    if (grade[at]! > 0 && typeof share === 'number') shares[at] = share;
  }
  return shares;
}
