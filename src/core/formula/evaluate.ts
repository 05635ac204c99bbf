import { exp } from '../math/exp.ts';
import { log } from '../math/log.ts';
import { log10 } from '../math/log10.ts';
import { pow } from '../math/pow.ts';
import type { Expression, Formula, FunctionName, Operator } from './parse.ts';

export interface Evaluated {
  values: Float64Array;
  /** Rows that are missing because something was divided by zero there. */
  divisionsByZero: number[];
  /** Rows that are missing because a root, logarithm or power does not exist or is not finite there. */
  outsideDomain: number[];
}

/** Why a row's value broke: nothing, a division by zero, or a function outside its domain. */
const FINE = 0;
const DIVISION = 1;
const DOMAIN = 2;

/** The state of the row that is being computed; one object is reused for all rows. */
interface Row {
  at: number;
  broken: number;
}
type Compiled = (row: Row) => number;

/**
 * Computes a formula over columns. A missing operand (NaN) gives a missing value; `if` looks only at its condition
 * and the branch it takes. Division by zero and numbers outside a function's domain give missing values and are
 * listed by row. A comparison gives 1 or 0.
 * @example [...evaluate({ text: '1 / x', root: { kind: 'binary', operator: '/', left: { kind: 'number', value: 1 }, right: { kind: 'name', name: 'x' } }, names: ['x'] }, () => Float64Array.of(2, 4), 2).values] // => [0.5, 0.25]
 */
export function evaluate(formula: Formula, columns: (name: string) => Float64Array, rows: number): Evaluated {
  const compute = compile(formula.root, columns);
  const values = new Float64Array(rows);
  const divisionsByZero: number[] = [];
  const outsideDomain: number[] = [];
  const row: Row = { at: 0, broken: FINE };
  for (let at = 0; at < rows; at++) {
    row.at = at;
    row.broken = FINE;
    const value = compute(row);
    const isUsable = Number.isFinite(value);
    values[at] = isUsable ? value : Number.NaN;
    if (isUsable) continue;
    if (row.broken === DIVISION) divisionsByZero.push(at);
    else if (
      row.broken === DOMAIN ||
      value === Number.POSITIVE_INFINITY ||
      value === Number.NEGATIVE_INFINITY
    )
      outsideDomain.push(at);
  }
  return { values, divisionsByZero, outsideDomain };
}

/** Turns an expression into nested functions, once, so that rows need no look-ups. */
function compile(part: Expression, columns: (name: string) => Float64Array): Compiled {
  switch (part.kind) {
    case 'number': {
      const { value } = part;
      return () => value;
    }
    case 'name': {
      const column = columns(part.name);
      return (row) => column[row.at]!;
    }
    case 'negate': {
      const of = compile(part.of, columns);
      return (row) => -of(row);
    }
    case 'binary':
      return binary(part.operator, compile(part.left, columns), compile(part.right, columns));
    case 'call':
      return call(
        part.name,
        part.arguments.map((one) => compile(one, columns)),
      );
  }
}

function binary(operator: Operator, left: Compiled, right: Compiled): Compiled {
  const compare =
    (test: (a: number, b: number) => boolean): Compiled =>
    (row) => {
      const a = left(row);
      const b = right(row);
      return a !== a || b !== b ? Number.NaN : test(a, b) ? 1 : 0;
    };
  switch (operator) {
    case '+':
      return (row) => left(row) + right(row);
    case '-':
      return (row) => left(row) - right(row);
    case '*':
      return (row) => left(row) * right(row);
    case '/':
      return (row) => {
        const over = left(row);
        const under = right(row);
        if (under !== 0) return over / under;
        return over === over ? broken(row, DIVISION) : Number.NaN;
      };
    case '^':
      return (row) => {
        const base = left(row);
        const power = right(row);
        if (base !== base || power !== power) return Number.NaN;
        return checked(row, pow(base, power));
      };
    case '<':
      return compare((a, b) => a < b);
    case '<=':
      return compare((a, b) => a <= b);
    case '>':
      return compare((a, b) => a > b);
    case '>=':
      return compare((a, b) => a >= b);
    case '==':
      return compare((a, b) => a === b);
    case '!=':
      return compare((a, b) => a !== b);
  }
}

const ONE: Partial<Record<FunctionName, (value: number) => number>> = {
  abs: Math.abs,
  sqrt: Math.sqrt,
  ln: log,
  log10,
  exp,
};

function call(name: FunctionName, list: readonly Compiled[]): Compiled {
  const first = list[0]!;
  if (name === 'if') {
    const [condition, then, otherwise] = list as [Compiled, Compiled, Compiled];
    return (row) => {
      const truth = condition(row);
      return truth !== truth ? Number.NaN : truth !== 0 ? then(row) : otherwise(row);
    };
  }
  if (name === 'min' || name === 'max') {
    const pick = name === 'min' ? Math.min : Math.max;
    return (row) => {
      let best = first(row);
      // Math.min gives NaN as soon as one value is missing, which is the rule here.
      for (let i = 1; i < list.length; i++) best = pick(best, list[i]!(row));
      return best;
    };
  }
  const apply = ONE[name]!;
  return (row) => {
    const value = first(row);
    return value !== value ? value : checked(row, apply(value));
  };
}

function broken(row: Row, why: number): number {
  row.broken = why;
  return Number.NaN;
}

function checked(row: Row, value: number): number {
  return Number.isFinite(value) ? value : broken(row, DOMAIN);
}
