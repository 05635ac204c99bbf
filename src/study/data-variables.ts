import type { Text } from '../core/text.ts';
import { readHeader } from './import/header-text.ts';
import { isBlank, type RawTable, readNumber } from './raw-table.ts';
import type { DataSource, Study } from './study.ts';

/** A variable that the data tables hold, whether the study uses it or not. */
export interface DataVariable {
  id: string;
  title: Text;
  /** As the column's heading says it. */
  unit?: string;
  file: string;
}

/** The variables of the data tables: numeric columns of wide tables, and the indicators that long ones name. */
export function dataVariables(
  study: Pick<Study, 'data' | 'units'>,
  tables: readonly RawTable[],
): DataVariable[] {
  const found = new Map<string, DataVariable>();
  study.data.forEach((source, s) => {
    const table = tables[s]!;
    const ids =
      source.layout === 'wide' && !table.cells
        ? wideColumns(source, table, study.units.key)
        : longNames(source, table).map((id) => ({ id, heading: id }));
    for (const { id, heading } of ids) {
      if (found.has(id)) continue;
      const { title, english, unit } = readHeader(heading);
      found.set(id, {
        id,
        title: { en: english ?? title, zh: title },
        ...(unit === undefined ? {} : { unit }),
        file: table.file,
      });
    }
  });
  return [...found.values()];
}

function wideColumns(source: DataSource, table: RawTable, key: string) {
  const usual = (declared: string | undefined, names: readonly string[]) =>
    declared ?? names.find((name) => table.header.includes(name));
  const roles = [usual(source.unit, [key, 'unit']), usual(source.period, ['period', 'year']), source.status];
  const idOf = new Map(Object.entries(source.columns).map(([id, column]) => [column, id]));
  return table.header.flatMap((heading, at) => {
    const cells = table.rows.map((row) => (row[at] ?? '').trim());
    const said = cells.filter((cell) => !isBlank(cell) && !source.missing.includes(cell));
    const isNumeric = said.length > 0 && said.every((cell) => readNumber(cell) !== undefined);
    if (heading === '' || roles.includes(heading) || !isNumeric) return [];
    return [{ id: idOf.get(heading) ?? heading, heading }];
  });
}

function longNames(source: DataSource, table: RawTable): string[] {
  const at = table.header.indexOf(source.indicator);
  return [...new Set(table.rows.map((row) => (row[at] ?? '').trim()))].filter((name) => name !== '');
}
