import type { Panel } from '../../core/panel.ts';
import type { SqlCellValue } from '../sql/session.ts';

type Arrow = typeof import('apache-arrow');

/** Rows of Arrow batches as plain cells: counts as numbers, absent values as null. */
export async function rowsOf(batches: readonly Uint8Array[]): Promise<SqlCellValue[][]> {
  const { tableFromIPC } = await import('apache-arrow');
  const rows: SqlCellValue[][] = [];
  for (const batch of batches) {
    const table = tableFromIPC(batch);
    const columns = table.schema.fields.map((_, c) => table.getChildAt(c)!);
    for (let r = 0; r < table.numRows; r++) rows.push(columns.map((column) => cellOf(column.get(r))));
  }
  return rows;
}

function cellOf(value: unknown): SqlCellValue {
  if (value === null || value === undefined) return null;
  if (typeof value === 'bigint') {
    const number = Number(value);
    if (!Number.isSafeInteger(number)) throw new RangeError(`invalid count: ${value} (must be below 2^53)`);
    return number;
  }
  if (typeof value === 'number' || typeof value === 'string') return value;
  throw new TypeError(`invalid cell: ${typeof value} (must be a number or text)`);
}

/** Rows of a panel as one Arrow stream: columns `u`, `t`, `v0`, `v1`, ...; missing values are null. */
export function panelBatch(
  arrow: Arrow,
  { units, periods }: Pick<Panel, 'units' | 'periods'>,
  columns: readonly Float64Array[],
  from: number,
  to: number,
): Uint8Array {
  const n = units.length;
  const rows = Array.from({ length: to - from }, (_, i) => from + i);
  const vectors: Record<string, InstanceType<Arrow['Vector']>> = {
    u: textVector(
      arrow,
      rows.map((row) => units[row % n]!.id),
    ),
    t: arrow.makeVector(Int32Array.from(rows, (row) => periods[Math.floor(row / n)]!)),
  };
  columns.forEach((column, c) => {
    vectors[`v${c}`] = doubleVector(arrow, column.subarray(from, to));
  });
  return arrow.tableToIPC(new arrow.Table(vectors), 'stream');
}

/** One column of text as an Arrow stream. */
export function textBatch(arrow: Arrow, name: string, values: readonly string[]): Uint8Array {
  return arrow.tableToIPC(new arrow.Table({ [name]: textVector(arrow, values) }), 'stream');
}

function textVector(arrow: Arrow, values: readonly string[]) {
  return arrow.vectorFromArray(values, new arrow.Utf8());
}

function doubleVector(arrow: Arrow, values: Float64Array) {
  const validity = new Uint8Array(Math.ceil(values.length / 8));
  let missing = 0;
  values.forEach((value, i) => {
    if (Number.isNaN(value)) missing++;
    else validity[i >> 3]! |= 1 << (i & 7);
  });
  return arrow.makeVector(
    arrow.makeData({
      type: new arrow.Float64(),
      length: values.length,
      nullCount: missing,
      nullBitmap: validity,
      data: values,
    }),
  );
}
