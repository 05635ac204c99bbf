import type { Cell } from '../core/data-table.ts';
import { recordsOf } from '../study/analyse.ts';
import type { Result } from '../study/result.ts';

export type Row = Record<string, Cell>;

/** Rows of an analysis table about the whole index; none where the study did not ask for the analysis. */
export function rootRows(result: Result, table: string): Row[] {
  const root = result.nodes[0]!.node.id;
  return recordsOf(result, table).filter(({ node }) => node === root);
}

/** A number of a row; NaN where the column is absent or empty. */
export function numberOf(row: Row | undefined, column: string): number {
  const value = row?.[column];
  return typeof value === 'number' ? value : Number.NaN;
}

export function textOf(row: Row | undefined, column: string): string {
  const value = row?.[column];
  return value === undefined ? '' : `${value}`;
}

/** Rows by what a column says, in the order in which its values first appear. */
export function byColumn(rows: readonly Row[], column: string): Map<string, Row[]> {
  const groups = new Map<string, Row[]>();
  for (const row of rows) {
    const key = textOf(row, column);
    const group = groups.get(key);
    if (group) group.push(row);
    else groups.set(key, [row]);
  }
  return groups;
}

const NAMES = 6;
/** Some names, and how many more there are. */
export function named(names: readonly string[], lang: 'en' | 'zh', most = NAMES): string {
  const joined = names.slice(0, most).join(lang === 'zh' ? '、' : ', ');
  if (names.length <= most) return joined;
  return lang === 'zh' ? `${joined} 等 ${names.length} 个` : `${joined} and ${names.length - most} more`;
}

/** How analyses write kinds and shapes, in words. An unknown one is shown as it is written. */
const KINDS: Record<string, { en: string; zh: string }> = {
  rising: { en: 'rising', zh: '上升' },
  falling: { en: 'falling', zh: '下降' },
  stagnant: { en: 'stagnant', zh: '停滞' },
  mixed: { en: 'mixed', zh: '波动' },
  u: { en: 'U-shaped', zh: 'U 型' },
  'inverted-u': { en: 'inverted U', zh: '倒 U 型' },
  'rise-fall-rise': { en: 'rising, falling, rising', zh: '升—降—升' },
  'fall-rise-fall': { en: 'falling, rising, falling', zh: '降—升—降' },
  flat: { en: 'flat', zh: '平缓' },
  widening: { en: 'widening', zh: '扩大' },
  narrowing: { en: 'narrowing', zh: '缩小' },
  unchanged: { en: 'unchanged', zh: '不变' },
  equal: { en: 'equal', zh: '等权' },
  population: { en: 'population', zh: '人口' },
};

export function kindName(kind: string, lang: 'en' | 'zh'): string {
  const known = KINDS[kind]?.[lang];
  if (known !== undefined) return known;
  const regime = /^mean-(up|down|same)-equity-(up|down|same)$/.exec(kind);
  if (!regime) return kind;
  const [mean, equity] = [regime[1] as keyof typeof MOVES, regime[2] as keyof typeof MOVES];
  return lang === 'zh'
    ? `均值${MOVES[mean].zh}，公平${MOVES[equity].zh}`
    : `mean ${MOVES[mean].en}, equity ${MOVES[equity].en}`;
}

const MOVES = { up: { en: 'up', zh: '升' }, down: { en: 'down', zh: '降' }, same: { en: 'same', zh: '平' } };
