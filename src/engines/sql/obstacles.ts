import type { ColumnStatistics } from '../../core/sql.ts';
import type { Direction } from '../../core/tree.ts';
import type { WeightOutcome } from '../../methods/method.ts';
import type { Step } from '../../study/choices.ts';
import type { Plan } from '../../study/plan.ts';
import { constants } from './constants.ts';
import { lineExpression, lineOf, type Rule } from './normalised.ts';
import type { Session } from './session.ts';

export interface Obstructed {
  relation: string;
  columns: readonly string[];
  weights: WeightOutcome;
  rule: Rule;
  /** Statistics of the raw columns in the scopes of the study's normaliser. */
  raw: readonly (readonly ColumnStatistics[])[];
}

/** Degrees of every indicator in percent; the deviation is from the best of the observed range, whatever the normaliser. */
export async function writeObstacles(
  session: Session,
  plan: Plan,
  step: Step<'obstacles'>,
  { relation, columns, weights, rule, raw }: Obstructed,
): Promise<string> {
  const made = constants(plan.study.periods);
  const range: Rule = {
    reference: rule.reference,
    estimate: ({ min, max }) => (max > min ? { min, max } : undefined),
    line: (direction: Direction, { min, max }) =>
      direction === 'benefit' ? { origin: min!, scale: max! - min! } : { origin: max!, scale: min! - max! },
    span: 1,
    offset: 0,
    constant: 0,
    clip: false,
  };
  const ids = plan.indicators.map(({ id }) => id);
  const deviations = columns.map((column, c) => {
    const lines = raw.map((scope) =>
      lineOf(range, plan.indicators[c]!.direction, range.estimate(scope[c]!, ids[c]!)),
    );
    return `1e0 - (${lineExpression(column, lines, made, false)}) AS d${c}`;
  });
  const held = columns.map((_, c) => `CASE WHEN d${c} < 0 THEN 0e0 ELSE d${c} END * w${c} AS f${c}`);
  const factors = columns.map((_, c) => `${made.of(weights.weights.map((vector) => vector[c]!))} AS w${c}`);
  const groups = step.method.sql!(step.options)!.groups(plan.study.index, ids);
  const totals = groups.map(
    (group, g) => `${group.map((c) => `COALESCE(f${c}, 0e0)`).join(' + ')} AS total${g}`,
  );
  const degrees = groups.flatMap((group, g) =>
    group.map(
      (c) =>
        [
          c,
          `CASE WHEN f${c} IS NULL THEN NULL WHEN total${g} = 0 THEN 0e0 ELSE 100 * f${c} / NULLIF(total${g}, 0) END AS ${session.words.name(ids[c]!)}`,
        ] as const,
    ),
  );
  const all = columns.map((_, c) => `f${c}`).join(', ');
  return session.write(
    'obstacles',
    `SELECT u AS unit, t AS period, ${degrees
      .sort((a, b) => a[0] - b[0])
      .map(([, text]) => text)
      .join(', ')} FROM ` +
      `(SELECT u, t, ${all}, ${totals.join(', ')} FROM (SELECT u, t, ${held.join(', ')} FROM ` +
      `(SELECT u, t, ${[...deviations, ...factors].join(', ')} FROM ${relation}${made.join()}) AS a) AS b) AS c`,
  );
}
