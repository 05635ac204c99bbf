import * as z from 'zod';
import { ProblemError } from '../../core/problem.ts';
import { extent } from '../../core/statistics/extent.ts';
import type { CheckContext, TreatInput } from '../method.ts';
import { byId, help } from '../options.ts';
import { unknownIds } from './columns.ts';

/** Cells that a refusal names. */
const NAMED = 100;
/** The share of the range that the smallest value is raised to. */
const SHARE = 0.01;

/** What is added before a logarithm or a power; shared by the treatments that need values above 0. */
export const offset = help(
  z.union([z.number(), z.literal('range'), byId(z.number())]).default(0),
  'Added to every value first: a number, numbers by indicator (0 for the others), or range, which raises the smallest value of each indicator to 1 % of its range',
  '先加到各值上的数：一个数、按指标给出（其余为 0），或 range，即将各指标最小值抬升至其极差的 1%',
);
export type Offset = z.output<typeof offset>;

/** Complains of offsets for indicators that the index does not have, or that are not treated. */
export function checkOffset(written: Offset, chosen: readonly string[] | undefined, context: CheckContext) {
  if (typeof written !== 'object') return [];
  const ids = Object.keys(written);
  const idle = ids.filter((id) => chosen && !chosen.includes(id));
  return [
    ...unknownIds(ids, context, (id) => ['offset', id]),
    ...idle.map((id) => ({
      code: 'treat/idle-offset',
      path: ['offset', id],
      saw: { en: `an offset for ${id}, which is not treated`, zh: `${id} 未作处理却给出偏移量` },
      why: { en: 'it would do nothing', zh: '该偏移量不起作用' },
      fix: { en: 'add it to indicators, or leave the offset out', zh: '将其列入 indicators，或删去偏移量' },
    })),
  ];
}

/** The offset of a column; undefined where it is taken from the range and there is none. */
export function offsetOf(written: Offset, column: Float64Array, id: string): number | undefined {
  if (typeof written === 'number') return written;
  if (written !== 'range') return Object.hasOwn(written, id) ? written[id]! : 0;
  const { count, min, max } = extent(column);
  return count > 0 && max > min ? SHARE * (max - min) - min : undefined;
}

/** F16: refuses values that are 0 or less with their offset, naming the cells. */
export function refuseNotPositive(
  id: string,
  { table, units }: TreatInput,
  constants: readonly Record<string, number>[],
): void {
  const cells: string[] = [];
  let count = 0;
  const found = new Set<string>();
  table.columns.forEach((column, c) => {
    const added = constants[c]!.offset;
    if (added === undefined) return;
    column.forEach((value, row) => {
      if (!(value + added <= 0)) return;
      count++;
      found.add(table.ids[c]!);
      const unit = row % table.units;
      const name = units?.[unit] ?? `unit ${unit + 1}`;
      if (cells.length < NAMED)
        cells.push(`${table.ids[c]} ${name} ${table.periods[Math.floor(row / table.units)]} (${value})`);
    });
  });
  if (count === 0) return;
  const more =
    count > NAMED ? { en: ` and ${count - NAMED} more`, zh: `等 ${count} 个` } : { en: '', zh: '' };
  const ids = [...found].join(', ');
  throw new ProblemError([
    {
      code: 'treat/not-positive',
      where: `method.treat.${id}`,
      saw: {
        en: `${count} value(s) that are 0 or less with the offset: ${cells.join(', ')}${more.en}`,
        zh: `${count} 个值加偏移量后不为正：${cells.join('、')}${more.zh}`,
      },
      why: {
        en: 'only numbers above 0 have a logarithm or a fractional power',
        zh: '只有正数才有对数或分数次幂',
      },
      fix: {
        en: `set offset: range (or a number) for ${ids}, leave it out with indicators: [...], or winsorise instead`,
        zh: `请为 ${ids} 设置 offset: range（或一个数），用 indicators: [...] 排除，或改用 winsorise`,
      },
    },
  ]);
}

/** The value with its offset, as a formula. */
export function shifted(value: number, added: number): string {
  return added === 0 ? `${value}` : added < 0 ? `${value} - ${-added}` : `${value} + ${added}`;
}

/** The clause of the methods text on an offset. */
export function saidOffset(written: Offset): { en: string; zh: string } {
  if (written === 'range')
    return {
      en: ' after raising the smallest value of each to 1 % of its range',
      zh: '（先将各指标最小值抬升至极差的 1%）',
    };
  const text =
    typeof written === 'number'
      ? `${written}`
      : Object.entries(written)
          .map(([id, one]) => `${id} ${one}`)
          .join(', ');
  if (text === '0' || text === '') return { en: '', zh: '' };
  return { en: ` after adding an offset (${text})`, zh: `（先加偏移量 ${text}）` };
}
