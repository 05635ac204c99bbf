import { fillNormal, normal } from '../../core/random/normal.ts';
import { stream } from '../../core/random/stream.ts';
import { type Table, withColumns } from '../../core/table.ts';
import type { ImputeInput } from '../../methods/method.ts';
import type { Plan } from '../plan.ts';
import type { Varied } from './choices.ts';
import type { Draw } from './draw.ts';

/** Values of the indicators before and after the steps that fill and treat them. */
export interface Values {
  raw: Table;
  imputed: Table;
  filled: readonly Uint8Array[];
  treated: Table;
  /** Groups of units by attribute column, for imputations by group. */
  groups?: ImputeInput['groups'];
  /** What the study's imputation misses by indicator, as a root mean square; NaN = not known. */
  errors?: readonly number[];
}

/** What the draws of values need, the same for every replicate. */
export interface Spreads {
  /** Standard deviation of filled cells by indicator; NaN = not known. */
  filled: readonly number[];
  /** Units by their id, so that the draws of a unit do not depend on its place in the study. */
  order: readonly number[];
  /** Whether no value is missing, so that nothing is filled. */
  isComplete: boolean;
}

export function spreadsOf({ raw, errors }: Values, ids: readonly string[]): Spreads {
  return {
    filled: errors ?? raw.ids.map(() => Number.NaN),
    order: byId(ids),
    isComplete: !raw.columns.some((column) => column.some(Number.isNaN)),
  };
}

/** Positions of units in the order of their ids. */
export function byId(ids: readonly string[]): number[] {
  return ids.map((_, unit) => unit).sort((a, b) => (ids[a]! < ids[b]! ? -1 : ids[a]! > ids[b]! ? 1 : 0));
}

/** The values of a replicate, measured anew and filled anew, before and after treatment. */
export function drawnValues(
  plan: Plan,
  { options: { vary } }: Varied,
  values: Values,
  spreads: Spreads,
  { streams }: Draw,
): { table: Table; treated: Table } {
  if (!vary.error && !vary.impute) return { table: values.imputed, treated: values.treated };
  let { imputed: table, filled } = values;
  if (vary.error) {
    const measured = withColumns(
      values.raw,
      values.raw.columns.map((column, c) => measuredAnew(plan, column, c, spreads, streams.error)),
    );
    table = measured;
    if (!spreads.isComplete)
      ({ table, filled } = plan.impute.method.run(
        { table: measured, groups: values.groups },
        plan.impute.options,
      ));
  }
  if (vary.impute) {
    table = withColumns(
      table,
      table.columns.map((column, c) => {
        const sd = spreads.filled[c]!;
        if (!(sd > 0)) return column;
        const numbers = stream(plan.study.seed, `uncertainty impute ${table.ids[c]}`, streams.impute);
        return drawn(column, spreads.order, (value, row) =>
          filled[c]![row] === 0 ? value : value + sd * normal(numbers),
        );
      }),
    );
  }
  return { table, treated: plan.treat.method.run({ table }, plan.treat.options).table };
}

function measuredAnew(
  { study, indicators }: Plan,
  column: Float64Array,
  c: number,
  { order }: Spreads,
  index: number,
): Float64Array {
  const { error, id } = indicators[c]!;
  if (!error) return column;
  const numbers = fillNormal(study.seed, `uncertainty error ${id}`, index, new Float64Array(column.length));
  const share = 'sd' in error ? 0 : error.share;
  const fixed = 'sd' in error ? error.sd : 0;
  const out = column.slice();
  let next = 0;
  for (const unit of order)
    for (let row = unit; row < out.length; row += order.length) {
      const value = out[row]!;
      if (value === value) out[row] = value + (fixed + share * Math.abs(value)) * numbers[next++]!;
    }
  return out;
}

/** A copy with every cell drawn, unit by unit in the order given. */
function drawn(
  column: Float64Array,
  order: readonly number[],
  draw: (value: number, row: number) => number,
): Float64Array {
  const out = column.slice();
  for (const unit of order)
    for (let row = unit; row < out.length; row += order.length) out[row] = draw(out[row]!, row);
  return out;
}
