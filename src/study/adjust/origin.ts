import { renderFormula } from '../../core/formula/render.ts';
import { type Origin, type Panel, sourceCell } from '../../core/panel.ts';
import type { Plan } from '../plan.ts';
import { fractionOf } from './adjust.ts';
import { deflatorOf } from './deflator.ts';

/**
 * How the value of a variable came about, with every number filled in, and every source cell that went into it.
 * Undefined for values that were read and used as they are, and for missing ones.
 */
export function originOf(plan: Plan, panel: Panel, id: string, row: number): Origin | undefined {
  const column = panel.columns.get(id)!;
  if (Number.isNaN(column.values[row]!)) return undefined;
  const own = plan.formulas.find((one) => one.id === id);
  const adjusted = plan.adjusted.find((one) => one.id === id);
  if (!own && !adjusted) return column.origins?.[row];
  const value = (name: string, at = row) => `${panel.columns.get(name)!.values[at]}`;
  const cells = own
    ? own.formula.names.flatMap((name) => cellsOf(plan, panel, name, row))
    : readCells(panel, id, row);
  const base = own
    ? renderFormula(own.formula, value)
    : (column.origins?.[row]?.formula ?? `${column.before![row]}`);
  if (!adjusted) return { formula: base, cells: [...new Set(cells)] };
  const parts = [/^[\w.-]+$/.test(base) ? base : `(${base})`];
  const { convert, deflate, denominate } = adjusted;
  if (convert) {
    const { over, under } = fractionOf(convert);
    if (over !== 1) parts.push(`* ${over}`);
    if (under !== 1) parts.push(`/ ${under}`);
  }
  if (deflate) {
    const prices = panel.columns.get(deflate.by)!.values;
    const shape = { units: panel.units.length, periods: panel.periods };
    const rows = deflatorOf(deflate, prices, shape).needs(row);
    const isBefore = panel.periods[Math.floor(row / shape.units)]! < deflate.base;
    const index = rows.map((at) =>
      deflate.form === 'fixed' ? value(deflate.by, at) : `${value(deflate.by, at)} / 100`,
    );
    if (rows.length > 0)
      parts.push(
        deflate.form === 'fixed'
          ? `/ (${index.join(' / ')})`
          : `${isBefore ? '*' : '/'} (${index.join(' * ')})`,
      );
    cells.push(...rows.flatMap((at) => cellsOf(plan, panel, deflate.by, at)));
  }
  if (denominate) {
    parts.push(`/ ${value(denominate.by)}`);
    const per = denominate.per === 'share' ? 100 : denominate.per;
    if (per !== 1) parts.push(`* ${per}`);
    cells.push(...cellsOf(plan, panel, denominate.by, row));
  }
  return { formula: parts.join(' '), cells: [...new Set(cells)] };
}

/** The source cells of an operand, down to what was read. */
function cellsOf(plan: Plan, panel: Panel, name: string, row: number): string[] {
  return [...(originOf(plan, panel, name, row)?.cells ?? readCells(panel, name, row))];
}

function readCells(panel: Panel, name: string, row: number): string[] {
  const origin = panel.columns.get(name)!.origins?.[row];
  return origin ? [...origin.cells] : [sourceCell(panel, name, row) ?? name];
}
