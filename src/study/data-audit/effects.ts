import { ProblemError } from '../../core/problem.ts';
import { type Table, withColumns } from '../../core/table.ts';
import { computer } from '../multiverse/compute.ts';
import type { Steps } from '../multiverse/steps.ts';
import type { Plan } from '../plan.ts';
import type { NodeResult } from '../result.ts';
import { ranksWithin } from '../score.ts';
import type { Values } from '../uncertainty/values.ts';
import type { Finding } from './finding.ts';

/** Cells of a study above which nothing is computed again. */
const MOST_CELLS = 4_000_000;

/**
 * What the most important findings would change: the study is computed with their cells missing, and the ranks of
 * the whole index are compared. Warnings come first, then what names more cells; findings about no cell of an
 * indicator are passed over, and so is data that the study's methods then refuse.
 */
export function withEffects(
  findings: readonly Finding[],
  plan: Plan,
  { raw, groups }: Pick<Values, 'raw' | 'groups'>,
  [root]: readonly NodeResult[],
): Finding[] {
  const known = new Set(raw.ids);
  const isTried = new Set(
    findings
      .filter(({ indicator, spots }) => known.has(indicator) && spots.some(({ unit }) => unit >= 0))
      .filter(({ check }) => check !== 'missing-run')
      .map((one) => ({
        one,
        worth: (one.accepted ? 0 : one.level === 'warning' ? 1e9 : 1) * (1 + cells(one)),
      }))
      .sort((a, b) => b.worth - a.worth)
      .slice(0, raw.ids.length * raw.columns[0]!.length > MOST_CELLS ? 0 : plan.study.audit.effects)
      .map(({ one }) => one),
  );
  const steps: Steps = {
    impute: plan.impute,
    normalise: plan.normalise,
    weight: plan.weight,
    aggregate: plan.aggregate,
  };
  return findings.map((finding) => {
    if (!isTried.has(finding)) return finding;
    const scores = computer(plan, { table: without(raw, finding), groups })(steps);
    if (scores instanceof ProblemError) return finding;
    return { ...finding, effect: moved(root!.rank, ranksWithin(scores[0]!, raw.units)) };
  });
}

function cells({ spots }: Finding): number {
  return spots.reduce((sum, { length = 1 }) => sum + length, 0);
}

function without(raw: Table, { indicator, spots }: Finding): Table {
  const at = raw.ids.indexOf(indicator);
  const column = raw.columns[at]!.slice();
  for (const { unit, period, length = 1 } of spots)
    if (unit >= 0) for (let p = period; p < period + length; p++) column[p * raw.units + unit] = Number.NaN;
  return withColumns(
    raw,
    raw.columns.map((own, c) => (c === at ? column : own)),
  );
}

/** Ranks that differ, of those that were there before; a rank that is lost counts as moved. */
function moved(before: Float64Array, after: Float64Array): NonNullable<Finding['effect']> {
  const shifts = [...before].flatMap((rank, row) =>
    Number.isNaN(rank) ? [] : [Math.abs(after[row]! - rank)],
  );
  return {
    moved: shifts.filter((shift) => shift !== 0).length,
    of: shifts.length,
    most: shifts.reduce((most, shift) => Math.max(most, shift), 0),
  };
}
