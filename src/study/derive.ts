import { evaluate } from '../core/formula/evaluate.ts';
import { listed, type Note } from '../core/note.ts';
import { type Column, emptyColumn, type Panel, statusCode } from '../core/panel.ts';
import type { Text } from '../core/text.ts';
import { adjust } from './adjust/adjust.ts';
import { formNotes, unitNotes } from './adjust/notes.ts';
import type { Plan } from './plan.ts';
import { constructedOf } from './variables.ts';

const REASONS: Readonly<Record<string, Text>> = {
  'derive/division-by-zero': { en: 'a division by zero', zh: '除数为零' },
  'derive/outside-domain': {
    en: 'a number without a logarithm, root or finite value',
    zh: '取对数、开方无意义或溢出',
  },
  'deflate/unpriced': { en: 'a price that is not there', zh: '缺少价格指数' },
  'denominate/zero': { en: 'a denominator of zero', zh: '分母为零' },
  'denominate/missing': { en: 'a missing denominator', zh: '分母缺失' },
};

/**
 * Adds the indicators that are computed by a formula to a panel, and converts, deflates and denominates what the
 * study says, each variable after those that it needs. A missing operand gives a missing value; so do a division by
 * zero and a number without a logarithm or root, which are noted. A panel that went through this before is not
 * adjusted twice.
 */
export function deriveIndicators(plan: Plan, panel: Panel): { panel: Panel; notes: Note[] } {
  const absent = constructedOf(plan.study).filter(({ id }) => !panel.columns.has(id));
  if (absent.length > 0)
    throw new Error(`construct() has not been called for ${absent.map(({ id }) => id).join(', ')}`);
  if (plan.derived.length === 0) return { panel, notes: [] };
  const shape = { units: panel.units.length, periods: panel.periods };
  const rows = shape.units * shape.periods.length;
  const columns = new Map(panel.columns);
  const notes: Note[] = unitNotes(plan.study);
  const values = (name: string) => columns.get(name)!.values;
  const lost = (id: string, code: string, at: readonly number[]) => {
    notes.push(...unusable(id, code, at, panel));
  };
  for (const id of plan.derived) {
    const formula = plan.formulas.find((one) => one.id === id)?.formula;
    if (formula) {
      const found = evaluate(formula, values, rows);
      columns.set(id, derivedColumn(found.values, rows));
      lost(id, 'derive/division-by-zero', found.divisionsByZero);
      lost(id, 'derive/outside-domain', found.outsideDomain);
    }
    const asked = plan.adjusted.find((one) => one.id === id);
    if (!asked) continue;
    const column = columns.get(id)!;
    const before = column.before ?? column.values;
    const found = adjust(asked, before, values, shape);
    columns.set(id, adjustedColumn(column, before, found.values, Boolean(asked.deflate ?? asked.denominate)));
    lost(id, 'deflate/unpriced', found.unpriced);
    lost(id, 'denominate/zero', found.zero);
    lost(id, 'denominate/missing', found.missing);
  }
  const derived = { ...panel, columns };
  return { panel: derived, notes: [...notes, ...formNotes(plan, derived)] };
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

/** A value in another unit is still what was observed; one that was divided by others is derived. */
function adjustedColumn(
  column: Column,
  before: Float64Array,
  values: Float64Array,
  isDerived: boolean,
): Column {
  const [missing, derived] = [statusCode('missing'), statusCode('derived')];
  const status = column.status.map((code, row) =>
    Number.isNaN(values[row]) ? missing : isDerived ? derived : code,
  );
  return { ...column, before, values, status };
}

function unusable(id: string, code: string, at: readonly number[], panel: Panel): Note[] {
  if (at.length === 0) return [];
  const items = at.map(
    (row) =>
      `${panel.units[row % panel.units.length]!.id} ${panel.periods[Math.floor(row / panel.units.length)]}`,
  );
  const places = listed(items);
  const reason = REASONS[code]!;
  return [
    {
      code,
      level: 'warning',
      text: {
        en: `${id} is missing in ${items.length} cell(s) because of ${reason.en}: ${places.en}.`,
        zh: `${id} 有 ${items.length} 个值因${reason.zh}而缺失：${places.zh}。`,
      },
      items,
    },
  ];
}
