import { readFileSync } from 'node:fs';
import { emptyColumn, type Panel, statusCode } from '../../src/core/panel.ts';
import { kernel } from '../../src/engines/kernel.ts';
import { methods } from '../../src/methods/index.ts';
import { parseStudy } from '../../src/study/parse.ts';
import { plan } from '../../src/study/plan.ts';
import { run } from '../../src/study/run.ts';

/** The reference values; every key is defined in the comment of the file's maker (see test/golden/README.md). */
// biome-ignore lint/suspicious/noExplicitAny: a large JSON of nested numbers
export const golden: any = JSON.parse(
  readFileSync(new URL('../golden/golden_ne.json', import.meta.url), 'utf8'),
);

/** The reference panel as the program holds it: rows run year by year, null is missing. */
export function goldenPanel(): Panel {
  const { years, cities, indicators, raw } = golden.input;
  const columns = new Map(
    indicators.map(({ id }: { id: string }, j: number) => {
      const column = emptyColumn(years.length * cities.length);
      raw.flat().forEach((row: (number | null)[], r: number) => {
        if (row[j] === null) return;
        column.values[r] = row[j]!;
        column.status[r] = statusCode('observed');
      });
      return [id, column];
    }),
  ) as Panel['columns'];
  return {
    units: cities.map((name: string) => ({ id: name, name: { en: name, zh: name }, attributes: new Map() })),
    periods: years,
    columns,
    sources: [],
  };
}

/** Runs the reference study under a method section, as a user would write it. */
export async function runGolden(method: object, analyses: object = {}) {
  const { study, problems } = parseStudy(
    JSON.stringify({ ...goldenStudy(), method, analyses: { uncertainty: 'none', ...analyses } }),
  );
  if (!study) throw new Error(JSON.stringify(problems, null, 1));
  return run(plan(study, methods), goldenPanel(), kernel);
}

function goldenStudy() {
  const { indicators, years } = golden.input;
  type Item = { id: string; dimension: string; group: string; sign: number };
  const unique = (values: string[]) => [...new Set(values)];
  return {
    version: 1,
    units: { file: 'units.csv', key: 'id' },
    periods: years,
    data: [{ file: 'panel.csv' }],
    index: {
      id: 'index',
      children: unique(indicators.map((item: Item) => item.dimension)).map((dimension) => ({
        id: dimension,
        children: unique(
          indicators.filter((item: Item) => item.dimension === dimension).map((item: Item) => item.group),
        ).map((group) => ({
          id: group,
          children: indicators
            .filter((item: Item) => item.group === group)
            .map((item: Item) => ({ id: item.id, direction: item.sign > 0 ? 'benefit' : 'cost' })),
        })),
      })),
    },
  };
}
