import { orthonormal } from '../../core/linalg/orthonormal.ts';
import type { Table } from '../../core/table.ts';

/** The rows in which some columns are all observed, as far as regressions of these columns on each other need them. */
export interface Reduction {
  count: number;
  /** The intercept, and each column, in coordinates of a basis with as many entries as there are columns that say something new. */
  one: Float64Array;
  coordinates: ReadonlyMap<number, Float64Array>;
  /** A row in the same coordinates. */
  placed: (row: number) => Float64Array;
  /**
   * Where no column is a combination of others: the rows of the inverse of the triangle, that of the intercept first.
   * What each column has beside all others lies along its row.
   */
  inverse?: readonly Float64Array[];
}

/** All rows of a table in an order of their values, so that the order of units costs no digit, and the columns that each has not. */
export interface Ordered {
  rows: readonly number[];
  gaps: readonly (readonly number[])[];
}

/**
 * One QR factorisation of the columns, from which the regression of each of them on others follows by computing with
 * as many rows as there are columns. Where the rows that have these columns and more are reduced already, `core` stands
 * for them, and the others are added.
 * @example reduction({ units: 2, periods: [2010], ids: ['x'], columns: [Float64Array.of(1, NaN)] }, [0], { rows: [0, 1], gaps: [[], [0]] }).count // => 1
 */
export function reduction(
  { columns }: Table,
  chosen: readonly number[],
  { rows, gaps }: Ordered,
  core?: Reduction,
  without = -1,
): Reduction {
  const isChosen = columns.map((_, c) => chosen.includes(c));
  const own = rows.filter(
    (row, i) =>
      row !== without &&
      !gaps[i]!.some((c) => isChosen[c]) &&
      !(core && gaps[i]!.every((c) => !core.coordinates.has(c))),
  );
  const design = [
    stacked(core?.one, new Float64Array(own.length).fill(1)),
    ...chosen.map((c) => {
      const column = columns[c]!;
      const part = new Float64Array(own.length);
      for (let i = 0; i < part.length; i++) part[i] = column[own[i]!]!;
      return stacked(core?.coordinates.get(c), part);
    }),
  ];
  const { kept, coordinates } = orthonormal(design);
  return {
    count: own.length + (core?.count ?? 0),
    one: coordinates[0]!,
    coordinates: new Map(chosen.map((c, j) => [c, coordinates[j + 1]!])),
    placed(row) {
      const place = new Float64Array(kept.length);
      kept.forEach((j, m) => {
        let left = j === 0 ? 1 : columns[chosen[j - 1]!]![row]!;
        for (let k = 0; k < m; k++) left -= coordinates[j]![k]! * place[k]!;
        place[m] = left / coordinates[j]![m]!;
      });
      return place;
    },
    ...(kept.length === design.length ? { inverse: inverseOf(coordinates) } : {}),
  };
}

function stacked(above: Float64Array | undefined, below: Float64Array): Float64Array {
  if (!above) return below;
  const both = new Float64Array(above.length + below.length);
  both.set(above);
  both.set(below, above.length);
  return both;
}

/** The rows of the inverse of an upper triangle that is given by its columns. */
function inverseOf(triangle: readonly Float64Array[]): Float64Array[] {
  return triangle.map((_, c) => {
    const row = new Float64Array(triangle.length);
    for (let m = c; m < triangle.length; m++) {
      let left = m === c ? 1 : 0;
      for (let k = c; k < m; k++) left -= row[k]! * triangle[m]![k]!;
      row[m] = left / triangle[m]![m]!;
    }
    return row;
  });
}

/**
 * Rows by their values, first column first, missing ones last: alike whatever the order of units.
 * @example inOrderOfValues({ units: 3, periods: [2010], ids: ['x'], columns: [Float64Array.of(7, NaN, 5)] }) // => ({ rows: [2, 0, 1], gaps: [[], [], [0]] })
 */
export function inOrderOfValues({ columns }: Table): Ordered {
  const rows = Array.from({ length: columns[0]?.length ?? 0 }, (_, row) => row);
  rows.sort((a, b) => {
    for (const column of columns) {
      const [one, other] = [column[a]!, column[b]!];
      if (one < other) return -1;
      if (one > other) return 1;
      if (one !== other && Number.isNaN(one) !== Number.isNaN(other)) return Number.isNaN(one) ? 1 : -1;
    }
    return 0;
  });
  const gaps = rows.map((row) => columns.flatMap((column, c) => (Number.isNaN(column[row]!) ? [c] : [])));
  return { rows, gaps };
}
