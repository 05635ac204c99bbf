import { stringify } from 'yaml';
import type * as z from 'zod';
import type { Cell } from '../../core/data-table.ts';
import type { Text } from '../../core/text.ts';
import { collectedAt, panelOrder } from './collect/columns.ts';
import type { Draft } from './draft.ts';
import { namesApart } from './names-apart.ts';
import type { Asked } from './open-questions.ts';
import { recipeOf } from './recipe.ts';
import type { importRecipe } from './recipe-file.ts';

interface Written {
  columns: readonly string[];
  /** Made as they are asked for: the rows of a large panel are millions of cells. */
  rows: Iterable<readonly Cell[]>;
}

export const DATA_COLUMNS = ['unit', 'period', 'indicator', 'value', 'status', 'reason', 'source'];

/** The values as a long table, by unit and period in the order in which the files have them. */
export function dataTable({ collected: { columns } }: Pick<Draft, 'collected'>): Written {
  return {
    columns: DATA_COLUMNS,
    rows: {
      *[Symbol.iterator]() {
        for (const i of panelOrder(columns)) {
          const { unit, period, indicator, value, status, reason, cell } = collectedAt(columns, i);
          yield [
            unit,
            `${period}`,
            indicator,
            Number.isNaN(value) ? '' : value,
            status === 'missing' ? '' : status,
            reason ?? '',
            cell,
          ];
        }
      },
    },
  };
}

/** The units with their names, and their provinces where they are known. */
export function unitsTable({ collected: { units } }: Pick<Draft, 'collected'>): Written {
  const isPlaced = units.some(({ province }) => province !== undefined);
  const names = namesApart(units);
  return {
    columns: ['code', 'name', 'name_zh', ...(isPlaced ? ['province', 'province_zh'] : [])],
    rows: units.map(({ code, name, province }, i) => [
      code,
      names[i]!.en,
      names[i]!.zh,
      ...(isPlaced ? [province?.en ?? name.en, province?.zh ?? name.zh] : []),
    ]),
  };
}

/** Where the files of an import stand, from the study folder; by the sheet's own file name. */
export interface Digests {
  file: string;
  digest: string;
  encoding?: string;
}

/** Everything that was decided, as a recipe. */
export function recipeFrom(
  { sheets, collected, gazetteer, directions, asked }: Draft,
  files: readonly Digests[],
): z.input<typeof importRecipe> {
  const answered = asked.filter(({ answer }) => answer !== undefined);
  const places = answered.filter(({ question }) => question.id.startsWith('place:'));
  const decisions = answered.filter(({ question }) =>
    /^(?:unit:|scope:|rule:|concordance$|population$)/.test(question.id),
  );
  return {
    version: 1,
    gazetteer,
    files: files.map(({ file, digest, encoding }) => ({
      file,
      digest,
      ...(encoding === undefined ? {} : { encoding }),
      sheets: sheets.filter(({ sheet }) => sheet.file === file).map(sheetEntry),
    })),
    indicators: Object.fromEntries(
      collected.indicators.map(({ id, title, unit, scope, from }) => {
        const direction = directions.get(id);
        return [
          id,
          {
            title: short(title),
            ...(unit === undefined ? {} : { unit }),
            ...(scope === undefined ? {} : { scope }),
            ...(direction === undefined ? {} : { direction }),
            from,
          },
        ];
      }),
    ),
    places: mapOf(places, 'place:'.length),
    decisions: mapOf(decisions, 0),
    units: collected.units.map(({ code }) => code),
  };
}

function sheetEntry({ sheet, reading, asked }: Draft['sheets'][number]) {
  const place = {
    ...(sheet.name === undefined ? {} : { sheet: sheet.name }),
    ...(sheet.table === undefined ? {} : { table: sheet.table }),
  };
  if (!reading) return { ...place, skip: true as const };
  const { sheet: _, ...rest } = recipeOf(reading);
  const kept = asked.filter(
    ({ question, answer }) => answer !== undefined && !/^(?:sheet$|new:|renamed:)/.test(question.id),
  );
  return {
    ...place,
    ...(kept.length === 0 ? {} : { answers: mapOf(kept, 0) }),
    ...rest,
    ...(rest.all ? { all: ordered(rest.all) } : {}),
    columns: Object.fromEntries(
      Object.entries(rest.columns).map(([letter, column]) => [
        letter,
        typeof column === 'string' ? column : ordered(column),
      ]),
    ),
  };
}

/** Keys in one order and titles short, however the reading came about. */
function ordered<M extends object>(measured: M): M {
  const keys = ['indicator', 'title', 'unit', 'scope', 'period', 'place'] as const;
  const found = measured as Partial<Record<(typeof keys)[number], unknown>>;
  return Object.fromEntries(
    keys.flatMap((key) => {
      const value = found[key];
      if (value === undefined) return [];
      return [[key, key === 'title' && typeof value === 'object' ? short(value as Text) : value]];
    }),
  ) as M;
}

function mapOf(asked: readonly Asked[], cut: number): Record<string, string> {
  return Object.fromEntries(asked.map(({ question, answer }) => [question.id.slice(cut), answer!]));
}

function short({ en, zh }: Text): string | Text {
  return en === zh ? en : { en, zh };
}

/** A first study of what was imported: all scored indicators under one root, to be arranged by its user. */
export function studySkeleton(
  { collected, directions }: Pick<Draft, 'collected' | 'directions'>,
  { data, units, recipe }: { data: string; units: string; recipe: string },
): string {
  const scored = collected.indicators.filter(({ id }) => directions.get(id) !== 'context');
  const context = collected.indicators.filter(({ id }) => directions.get(id) === 'context');
  const isPlaced = collected.units.some(({ province }) => province !== undefined);
  const item = ({ id, title, unit }: (typeof scored)[number], more: object) =>
    stringify(
      { id, title: short(title), ...(unit === undefined ? {} : { unit }), ...more },
      { collectionStyle: 'flow', lineWidth: 0 },
    ).trimEnd();
  return `# A study of imported data. Arrange the indicators in branches, and see docs/study-file.md for every key.
version: 1
title: { en: Imported data, zh: 导入的数据 }
units:
  file: ${units}
  key: code
  name: { en: name, zh: name_zh }
${isPlaced ? '  groups: [province]\n' : ''}periods: [${collected.periods.join(', ')}]
data:
  - file: ${data} # made by "holling import" as ${recipe} says
    layout: long
    unit: unit
    period: period
    status: status
index:
  id: index
  title: { en: Index, zh: 指数 }
  children:
${scored.map((one) => `    - ${item(one, { direction: directions.get(one.id) })}`).join('\n')}
${context.length === 0 ? '' : `context:\n${context.map((one) => `  - ${item(one, {})}`).join('\n')}\n`}seed: 1
`;
}
