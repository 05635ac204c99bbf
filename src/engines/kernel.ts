import { columnOf, type Table } from '../core/table.ts';
import { deriveIndicators } from '../study/derive.ts';
import type { Engine } from '../study/engine.ts';

/** The reference engine: columns of doubles in this process, in Node and in the browser alike. */
export const kernel: Engine<Table> = {
  id: 'kernel',
  async load(plan, panel) {
    const derived = deriveIndicators(plan, panel);
    const ids = plan.indicators.map((indicator) => indicator.id);
    return {
      ...derived,
      table: {
        units: panel.units.length,
        periods: panel.periods,
        ids,
        columns: ids.map((id) => derived.panel.columns.get(id)!.values),
      },
    };
  },
  async apply(step, input) {
    // With tables as handles the held forms are the forms themselves, which a generic mapped type cannot show.
    return step.method.run(input as never, step.options) as never;
  },
  async pick(columns) {
    const { units, periods } = columns[0]!.from;
    return {
      units,
      periods,
      ids: columns.map(({ id }) => id),
      columns: columns.map(({ from, column }) => columnOf(from, column)),
    };
  },
  async collect(table) {
    return table;
  },
  async close() {},
};
