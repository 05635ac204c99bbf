import type { Adjustments, Convert } from '../../core/tree.ts';
import { shifted } from '../import/scale.ts';
import { type Deflator, deflatorOf, type Shape } from './deflator.ts';
import { type Fraction, factorBetween } from './units.ts';

/** Values after their adjustments, and the rows that lost their value on the way. */
export interface Adjusted {
  values: Float64Array;
  /** Rows without a price that they need. */
  unpriced: number[];
  /** Rows whose denominator is zero, and missing. */
  zero: number[];
  missing: number[];
  deflator?: Deflator;
}

/**
 * Converts, then deflates, then denominates values; each only where it is asked for. A missing value stays missing;
 * so does one without a price or a denominator, or with a denominator of zero, and its row is told.
 */
export function adjust(
  { convert, deflate, denominate }: Adjustments,
  before: Float64Array,
  columns: (name: string) => Float64Array,
  shape: Shape,
): Adjusted {
  let values = before;
  const [unpriced, zero, missing]: number[][] = [[], [], []];
  if (convert) {
    const factor = fractionOf(convert);
    values = values.map((value) => scale(value, factor));
  }
  const deflator = deflate && deflatorOf(deflate, columns(deflate.by), shape);
  if (deflator)
    values = values.map((value, row) => {
      const real = value / deflator.values[row]!;
      if (Number.isNaN(real) && !Number.isNaN(value)) unpriced!.push(row);
      return real;
    });
  if (denominate) {
    const under = columns(denominate.by);
    const per = denominate.per === 'share' ? 100 : denominate.per;
    values = values.map((value, row) => {
      if (Number.isNaN(value)) return value;
      if (Number.isNaN(under[row]!)) missing!.push(row);
      else if (under[row] === 0) zero!.push(row);
      else return (value / under[row]!) * per;
      return Number.NaN;
    });
  }
  return {
    values,
    unpriced: unpriced!,
    zero: zero!,
    missing: missing!,
    ...(deflator ? { deflator } : {}),
  };
}

/** The factor of a conversion. */
export function fractionOf(convert: Convert): Fraction {
  return 'factor' in convert ? { over: convert.factor, under: 1 } : factorBetween(convert.from, convert.to)!;
}

/** A power of ten moves the point of the number, so that 0.35 times 100 is 35. */
function scale(value: number, { over, under }: Fraction): number {
  if (Number.isNaN(value)) return value;
  if (under === 1) return shifted(value, over);
  return over === 1 ? shiftedDown(value, under) : (value * over) / under;
}

function shiftedDown(value: number, under: number): number {
  const power = 1 / under;
  return /^1e-\d+$/.test(power.toExponential()) && /^1e\+\d+$/.test(under.toExponential())
    ? shifted(value, power)
    : value / under;
}
