import { evaluate } from '../core/formula/evaluate.ts';
import { listed, type Note } from '../core/note.ts';
import { type Column, emptyColumn, type Panel, statusCode } from '../core/panel.ts';
import type { Plan } from './plan.ts';
import { constructedOf } from './variables.ts';

/**
 * Adds the indicators that are computed by a formula to a panel. A missing operand gives a missing value;
 * so do a division by zero and a number without a logarithm or root, which are noted.
 */
export function deriveIndicators(plan: Plan, panel: Panel): { panel: Panel; notes: Note[] } {
  const absent = constructedOf(plan.study).filter(({ id }) => !panel.columns.has(id));
  if (absent.length > 0)
    throw new Error(`construct() has not been called for ${absent.map(({ id }) => id).join(', ')}`);
  if (plan.formulas.length === 0) return { panel, notes: [] };
  const rows = panel.units.length * panel.periods.length;
  const columns = new Map(panel.columns);
  const notes: Note[] = [];
  for (const { id, formula } of plan.formulas) {
    const found = evaluate(formula, (name) => columns.get(name)!.values, rows);
    columns.set(id, derivedColumn(found.values, rows));
    const place = (row: number) =>
      `${panel.units[row % panel.units.length]!.id} ${panel.periods[Math.floor(row / panel.units.length)]}`;
    notes.push(...unusable(id, 'division-by-zero', found.divisionsByZero.map(place)));
    notes.push(...unusable(id, 'outside-domain', found.outsideDomain.map(place)));
  }
  return { panel: { ...panel, columns }, notes };
}

function derivedColumn(values: Float64Array, rows: number): Column {
  const column = emptyColumn(rows);
  const derived = statusCode('derived');
  return {
    ...column,
    values,
    status: column.status.map((code, row) => (Number.isNaN(values[row]) ? code : derived)),
  };
}

function unusable(id: string, why: 'division-by-zero' | 'outside-domain', items: readonly string[]): Note[] {
  if (items.length === 0) return [];
  const places = listed(items);
  const reason =
    why === 'division-by-zero'
      ? { en: 'a division by zero', zh: '除数为零' }
      : { en: 'a number without a logarithm, root or finite value', zh: '取对数、开方无意义或溢出' };
  return [
    {
      code: `derive/${why}`,
      level: 'warning',
      text: {
        en: `${id} is missing in ${items.length} cell(s) because of ${reason.en}: ${places.en}.`,
        zh: `${id} 有 ${items.length} 个值因${reason.zh}而缺失：${places.zh}。`,
      },
      items,
    },
  ];
}
