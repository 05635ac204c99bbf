import { Document, isCollection, isMap, isPair, isScalar, visit } from 'yaml';
import * as z from 'zod';
import { type Locate, type Problem, placed } from '../../core/problem.ts';
import type { Text } from '../../core/text.ts';
import { complaintsOf } from '../issues.ts';
import { readYaml } from '../yaml-text.ts';
import { sheetRecipe } from './recipe.ts';

const text = z.union([z.string(), z.strictObject({ en: z.string(), zh: z.string() })]);
const answers = z.record(z.string(), z.string()).default({});

/** A sheet of a recipe: how it is read and what was answered, or that nothing is taken from it. */
const sheetEntry = z.union([
  z.strictObject({
    sheet: z.string().optional(),
    table: z.int().min(2).optional(),
    skip: z.literal(true),
  }),
  sheetRecipe.extend({ answers }),
]);
export type SheetEntry = z.output<typeof sheetEntry>;
/** A sheet that is read. */
export type ReadEntry = Exclude<SheetEntry, { skip: true }> & { skip?: boolean | undefined };

export const DIRECTIONS = ['benefit', 'cost', 'context'] as const;
export type RecipeDirection = (typeof DIRECTIONS)[number];

/** Every decision of an import. */
export const importRecipe = z.strictObject({
  version: z.literal(1),
  gazetteer: z.string().describe('china, countries, none, or the file of a list of places'),
  files: z
    .array(
      z.strictObject({
        file: z.string().describe('Path from the study folder'),
        digest: z.string().describe('SHA-256 of the file that the recipe was made with'),
        encoding: z.string().optional().describe('Of a text file, where it had to be told'),
        sheets: z.array(sheetEntry),
      }),
    )
    .min(1),
  indicators: z
    .record(
      z.string(),
      z.strictObject({
        title: text,
        unit: z.string().optional(),
        scope: z.enum(['city', 'districts']).optional(),
        direction: z.enum(DIRECTIONS).optional(),
        from: z.array(z.string()).describe('Titles in the files'),
      }),
    )
    .default({}),
  places: z.record(z.string(), z.string()).default({}).describe('Names that had to be decided'),
  decisions: z.record(z.string(), z.string()).default({}).describe('Answers to all other questions'),
  units: z.array(z.string()).default([]).describe('Units of the import, to tell what changes'),
});
export type ImportRecipe = z.output<typeof importRecipe>;
export type RecipeIndicator = ImportRecipe['indicators'][string];

/** Both languages of a text of a recipe. */
export function bothOf(written: string | Text): Text {
  return typeof written === 'string' ? { en: written, zh: written } : written;
}

/** Reads the text of a recipe; every problem is added with its line. */
export function readRecipe(content: string, file: string, problems: Problem[]): ImportRecipe | undefined {
  const { value, problems: found, locate } = readYaml(content, file);
  problems.push(...found);
  if (found.length > 0) return undefined;
  const { version } = (value ?? {}) as { version?: unknown };
  if (typeof version === 'number' && version > 1) {
    problems.push(newer(version, locate));
    return undefined;
  }
  const read = importRecipe.safeParse(value);
  if (read.success) return read.data;
  problems.push(...placed(complaintsOf(read.error.issues, importRecipe, value, []), locate));
  return undefined;
}

function newer(version: number, locate: Locate): Problem {
  return {
    code: 'import/newer-recipe',
    where: locate(['version']),
    saw: { en: `version ${version}`, zh: `版本 ${version}` },
    why: { en: 'this Holling reads recipes of version 1', zh: '本软件只支持版本 1 的方案' },
    fix: { en: 'install a newer Holling', zh: '请安装更新版本的 Holling' },
  };
}

/** What each part of a recipe is, as comments above it. */
const COMMENTS: Readonly<Record<string, string>> = {
  version:
    'How tables were imported: every decision, to be read, corrected and run again with\n"holling import --study <folder> --recipe <this file>". docs/import.md explains every key.',
  gazetteer: 'Where names of places are looked up: china, countries, none, or a file.',
  files:
    'The files, from the study folder, with the digest of what was read. Of each sheet: rows as the file numbers them,\ncolumns by their letters, and the answers that were given.',
  indicators:
    'Ids of the study, and the titles that name them in the files; [city] is 全市, [districts] is 市辖区. Values are in `unit`.\ndirection: benefit (more is better), cost (less is better) or context (not scored).',
  places: 'Names that fit several places or none: a code, "own" (a unit of its own) or "leave-out".',
  decisions: 'Answers to all other questions.',
  units: 'The units that were found, so that the next run can say which are new and which are gone.',
};

/** What is written line by line, however small it is. */
const TALL = ['files', 'sheets', 'columns', 'indicators', 'places', 'decisions', 'answers', 'markers'];

/** A recipe as a commented YAML text. The same recipe is the same text. */
export function recipeText(recipe: z.input<typeof importRecipe>): string {
  return Object.entries(recipe)
    .filter(([, value]) => typeof value !== 'object' || Object.keys(value).length > 0)
    .map(([key, value]) => {
      const comment = (COMMENTS[key] ?? '')
        .split('\n')
        .map((line) => `# ${line}\n`)
        .join('');
      return `${comment}${yamlOf(key, value)}`;
    })
    .join('\n');
}

/** Small maps and lists stand in one line each. */
function yamlOf(key: string, value: unknown): string {
  if (key === 'units') return `units: [\n${wrapped(value as string[])}]\n`;
  const document = new Document({ [key]: value }, { aliasDuplicateObjects: false });
  visit(document, {
    Collection(_, node, path) {
      const pair = path.at(-1);
      const name = isPair(pair) && isScalar(pair.key) ? String(pair.key.value) : '';
      if (path.length > 1 && !TALL.includes(name) && isLow(node, 2)) node.flow = true;
    },
  });
  return document.toString({ lineWidth: 0, flowCollectionPadding: false });
}

/** Whether a node holds at most so many levels of collections. */
function isLow(node: unknown, levels: number): boolean {
  if (!isCollection(node)) return true;
  if (levels === 0) return false;
  const values = isMap(node) ? node.items.map(({ value }) => value) : node.items;
  return values.every((one) => isLow(one, levels - 1));
}

/** Texts separated by commas, in lines of about a hundred characters. */
function wrapped(texts: readonly string[]): string {
  let lines = '';
  let line = ' ';
  for (const text of texts) {
    line += ` ${JSON.stringify(text)},`;
    if (line.length < 100) continue;
    lines += `${line}\n`;
    line = ' ';
  }
  return line === ' ' ? lines : `${lines}${line}\n`;
}
