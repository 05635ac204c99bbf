import type { AggregateInput, AggregateOutcome, SqlCell } from '../method.ts';
import { covered } from './cover.ts';
import { weightsOf } from './weights-of.ts';

/**
 * The quasi-arithmetic mean `back(sum w to(r) / sum w)` over the observed cells of each row.
 * A row without observed weight has no score.
 */
export function weightedMean(
  input: AggregateInput,
  equal: boolean,
  to: (value: number) => number,
  back: (mean: number) => number,
): AggregateOutcome {
  const { columns, units, periods } = input.table;
  const rows = units * periods.length;
  const total = new Float64Array(rows);
  const weight = new Float64Array(rows);
  for (let p = 0; p < periods.length; p++) {
    const vector = weightsOf(input.weights, p);
    for (let c = 0; c < columns.length; c++) {
      const share = equal ? 1 : vector[c]!;
      // A column of no weight must not turn the sum into 0 x infinity.
      if (share === 0) continue;
      for (let row = p * units; row < (p + 1) * units; row++) {
        const value = columns[c]![row]!;
        if (value !== value) continue;
        total[row]! += share * to(value);
        weight[row]! += share;
      }
    }
  }
  const score = total.map((sum, row) => (weight[row]! > 0 ? back(sum / weight[row]!) : Number.NaN));
  return covered(input, { score });
}

/** The two sums in SQL: of weight times mapped value, and of the weights of observed cells. */
export function meanSums(
  cells: readonly SqlCell[],
  equal: boolean,
  to: (value: string) => string,
): Record<string, string> {
  const share = (weight: string) => (equal ? '1e0' : weight);
  return {
    total: cells
      .map(({ value, weight }) => {
        const factor = share(weight);
        return `CASE WHEN ${factor} > 0 THEN COALESCE(${factor} * ${to(value)}, 0e0) ELSE 0e0 END`;
      })
      .join(' + '),
    weight: cells
      .map(({ value, weight }) => `CASE WHEN ${value} IS NULL THEN 0e0 ELSE ${share(weight)} END`)
      .join(' + '),
  };
}
