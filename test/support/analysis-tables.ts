import type { Cell, DataTable } from '../../src/core/data-table.ts';
import type { Result } from '../../src/index.ts';
import { opportunity } from '../../src/methods/analyse/opportunity.ts';
import type { Step } from '../../src/study/choices.ts';

/** A result with tables as analyses write them, made up so that every sentence and table has its numbers. */
export function withTables(result: Result, by = 'zone'): Result {
  const { periods, units } = result.panel;
  const root = result.nodes[0]!.node.id;
  const groups = [...new Set(units.map(({ attributes }) => attributes.get(by)!))];
  const table = (name: string, columns: string, rows: Cell[][]): DataTable => ({
    name,
    title: { en: name, zh: name },
    columns: columns.split(' '),
    rows,
  });
  const last = periods.length - 1;
  const made = [
    table(
      'opportunity',
      'by group period node index equity mean count index_chosen equity_chosen equity_low equity_high',
      [...groups, '*'].flatMap((group, g) =>
        periods.map((period, p): Cell[] => {
          const [index, equity] = [0.1 + p / 100, 0.9 + 0.2 * g * p];
          return [by, group, period, root, index, equity, 0.2, 2, index, equity, 0.8, 1.2];
        }),
      ),
    ),
    table(
      'opportunity-curve',
      'by group period node cumulative_share curve',
      [...groups, '*'].flatMap((group) =>
        periods.flatMap((period) =>
          [0.5, 1].map((share): Cell[] => [by, group, period, root, share, 0.2 * share]),
        ),
      ),
    ),
    table(
      'opportunity-change',
      'by group node from_period to_period change by_mean by_equity regime integral',
      last === 0
        ? []
        : groups.map((group): Cell[] => [
            ...[by, group, root, periods[0]!, periods[last]!],
            ...[0.01, 0.004, 0.006, 'mean-up-equity-down', 'exact'],
          ]),
    ),
    table(
      'density-peaks',
      'period node bandwidth count kernel peak x height is_main',
      periods.flatMap((period, p): Cell[][] => [
        [period, root, 0.05, units.length, 'gaussian', 1, 0.25 + 0.125 * p, 4 - p, 1],
        ...(p > 0 ? [[period, root, 0.05, units.length, 'gaussian', 2, 0.8, 1, 0]] : []),
      ]),
    ),
    table(
      'trend',
      'by group period node axis order c0 c1 c2 c3 r2 count f p turning_point shape rotation axis_min axis_max',
      groups.flatMap((group, g) =>
        periods.flatMap((period) =>
          ['x', 'y'].map((axis): Cell[] => [
            ...[by, group, period, root, axis, 2, 0.1, 0.2, -0.3, Number.NaN, 0.42, 9, 3.5, 0.04],
            ...(axis === 'x' ? [0.5, 'inverted-u'] : [Number.NaN, g === 0 ? 'rising' : 'a-shape-of-its-own']),
            ...[0, 0, 100_000],
          ]),
        ),
      ),
    ),
    table(
      'inequality',
      'period node gini theil cv theil_between theil_within weights count by theil_l',
      periods.map((period, p): Cell[] => [
        ...[period, root, 0.3 - 0.05 * p, 0.2, 0.5, 0.05, 0.15, 'equal'],
        ...[units.length, by, 0.2],
      ]),
    ),
  ];
  const names = new Set(made.map(({ name }) => name));
  const asked = {
    stage: 'analyse' as const,
    method: opportunity,
    options: opportunity.options.parse({ order: 'score' }),
  };
  const steps = [
    ...result.plan.analyses.steps.filter(({ method }) => method.id !== 'opportunity'),
    asked as unknown as Step<'analyse'>,
  ];
  return {
    ...result,
    plan: { ...result.plan, analyses: { ...result.plan.analyses, steps } },
    analyses: [...result.analyses.filter(({ name }) => !names.has(name)), ...made],
  };
}
