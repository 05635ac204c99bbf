import type { CellValue } from '../../study/import/sheet.ts';

/** A dimension of a statistical cube: its codes in order, each with its label. */
export interface Codes {
  id: string;
  codes: readonly string[];
  labels: readonly (string | undefined)[];
}

/** A statistical cube as a table, with its name where it has one. */
export interface LongTable {
  name?: string;
  rows: CellValue[][];
}

/**
 * The header of a cube in long form: the code of each dimension, and its label where labels say more than the codes.
 * @example longHeader([{ id: 'geo', codes: ['a'], labels: ['Aa'] }], ['value']) // => ['geo', 'geo_label', 'value']
 */
export function longHeader(dimensions: readonly Codes[], rest: readonly string[]): string[] {
  return [
    ...dimensions.flatMap((one) => (isLabelled(one) ? [one.id, `${one.id}_label`] : [one.id])),
    ...rest,
  ];
}

/** The cells of a place in the cube, as the header has them. */
export function longCells(dimensions: readonly Codes[], place: readonly number[]): CellValue[] {
  return dimensions.flatMap((one, d) => {
    const code = one.codes[place[d]!] ?? null;
    return isLabelled(one) ? [code, one.labels[place[d]!] ?? null] : [code];
  });
}

function isLabelled({ codes, labels }: Codes): boolean {
  return labels.some((label, i) => label !== undefined && label !== codes[i]);
}
