import type { Table } from '../core/table.ts';
import type { Method, Stage } from '../methods/method.ts';
import type { Engine } from '../study/engine.ts';

interface Known {
  method: Method;
  tables: Table[];
  text: string;
  outcome: unknown;
}

/** Steps that a change of weights, aggregation or grades leaves as they are. */
const EARLY: ReadonlySet<Stage> = new Set(['impute', 'treat', 'normalise']);

/** An engine that keeps what each early step gave last, and gives it again for the same columns, method and options. */
export function remembering(engine: Engine<Table>): Engine<Table> {
  const last = new Map<Stage, Known>();
  return {
    ...engine,
    async apply(step, input) {
      if (!EARLY.has(step.stage) || step.parts) return engine.apply(step, input);
      const parts = Object.values(input as object);
      const tables = parts.filter(isTable);
      const text = textOf([step.options, parts.map((part) => (isTable(part) ? null : part))]);
      const known = last.get(step.stage);
      const isSame =
        known !== undefined &&
        known.method === (step.method as unknown) &&
        known.text === text &&
        known.tables.length === tables.length &&
        known.tables.every((table, i) => isSameTable(table, tables[i]!));
      if (isSame) return known.outcome as never;
      const outcome = await engine.apply(step, input);
      last.set(step.stage, { method: step.method as unknown as Method, tables, text, outcome });
      return outcome;
    },
  };
}

function isTable(value: unknown): value is Table {
  return typeof value === 'object' && value !== null && 'columns' in value && 'ids' in value;
}

/** Whether two tables have the very same columns, which are not changed once they are made. */
function isSameTable(a: Table, b: Table): boolean {
  return (
    a === b ||
    (a.units === b.units &&
      a.periods.join() === b.periods.join() &&
      a.ids.length === b.ids.length &&
      a.ids.every((id, i) => id === b.ids[i] && a.columns[i] === b.columns[i]))
  );
}

/** What JSON would make nothing of is written out. */
function textOf(value: unknown): string {
  return JSON.stringify(value, (_, inner) =>
    inner instanceof Map || inner instanceof Set
      ? [...inner]
      : typeof inner === 'number' && !Number.isFinite(inner)
        ? String(inner)
        : inner,
  );
}
