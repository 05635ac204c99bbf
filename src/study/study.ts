import * as z from 'zod';
import type { Text } from '../core/text.ts';
import type { Adjustments, Construction, Node } from '../core/tree.ts';
import { adjustments } from './adjust/schema.ts';
import { constructions, neighbourTable, placeList } from './construct/schema.ts';
import type { ReferenceRecord } from './reference/record.ts';

/** Text in both languages; a plain string serves both. */
const text = z
  .union([z.string(), z.strictObject({ en: z.string(), zh: z.string() })])
  .meta({ description: 'Plain text, or { en, zh }', id: 'text' });
const id = z.string().min(1);
/** How a table file is to be read, where that is not found out from its content. */
const reading = {
  encoding: z
    .string()
    .optional()
    .describe('Encoding of a text file where it is not certain, e.g. gb18030, big5, utf-16le, windows-1252'),
  delimiter: z.string().length(1).optional().describe('Separator of the cells of a text file'),
  sheet: z.string().optional().describe('Sheet of a workbook; needed where more than one holds something'),
  hidden: z
    .enum(['read', 'leave-out'])
    .optional()
    .describe('What a workbook hides: read like the rest, with a note (default), or left out'),
};
/** The property or properties that name a shape, per language. */
const shapeName = z.union([
  z.string(),
  z.strictObject({ en: z.string().optional(), zh: z.string().optional() }),
]);
/** How a file of shapes is to be read. */
const shapeReading = {
  encoding: z.string().optional().describe('Of a shapefile without .cpg: encoding of its texts, e.g. gbk'),
  layer: z.string().optional().describe('Which layer (of a TopoJSON, object) holds the shapes'),
  simplify: z
    .union([
      z.literal('none'),
      z.strictObject({
        to: z
          .string()
          .regex(/^\d+(\.\d+)? (kB|MB)$/)
          .describe('Size as TopoJSON, e.g. 1 MB'),
      }),
      z.strictObject({ tolerance: z.number().positive().describe('Square degrees of the least triangle') }),
    ])
    .default('none')
    .describe('Simplifies shapes together when they are loaded; the set of neighbours stays the same'),
};

const units = z.strictObject({
  file: z.string().describe('Table with one row per unit: .csv, .tsv, .xlsx, .ods, .parquet or .json'),
  ...reading,
  key: z.string().describe('Column that identifies a unit; the other columns are its attributes'),
  name: z
    .union([z.string(), z.strictObject({ en: z.string().optional(), zh: z.string().optional() })])
    .optional()
    .describe('Column or columns that name a unit'),
  coordinates: z
    .strictObject({ lon: z.string(), lat: z.string() })
    .optional()
    .describe('Columns with degrees'),
  groups: z.array(z.string()).default([]).describe('Attribute columns that group units'),
  boundaries: z
    .strictObject({
      file: z.string(),
      key: z.string(),
      name: shapeName.optional().describe('Property or properties that name a shape that is not a unit'),
      note: text.optional().describe('What must stand under every map, e.g. where the shapes come from'),
      extent: z
        .enum(['study', 'all'])
        .default('study')
        .describe('What maps show whole: the units and the excluded places, or every shape of the file'),
      ...shapeReading,
    })
    .optional()
    .describe('A file of shapes, and the property (or id) that equals the key of a unit'),
  excluded: z
    .record(z.string(), text)
    .default({})
    .describe('Places of the study area that are not scored: their key in the boundaries, and why'),
  context: z
    .strictObject({
      file: z.string(),
      key: z.string(),
      name: shapeName.optional().describe('Property or properties that name a shape'),
      ...shapeReading,
    })
    .optional()
    .describe('Shapes of what lies around the study area, e.g. the neighbouring countries'),
  projection: z
    .strictObject({
      albers: z.strictObject({ parallels: z.tuple([z.number(), z.number()]), meridian: z.number() }),
    })
    .optional()
    .describe('For maps; fitted to the units by default'),
  places: z
    .record(id, placeList)
    .optional()
    .describe('Lists of places that distances are measured to, each by its name'),
  neighbours: neighbourTable
    .optional()
    .describe('CSV with a row for every pair of a unit and a country that borders on it'),
});

const source = z.strictObject({
  file: z.string().describe('Table: .csv, .tsv, .xlsx, .ods, .parquet or .json'),
  ...reading,
  recipe: z
    .string()
    .optional()
    .describe('Recipe of "holling import" by which the file is read, instead of the keys below'),
  layout: z
    .enum(['wide', 'long'])
    .default('wide')
    .describe('wide: a row per unit and period, a column per variable; long: unit, period, indicator, value'),
  unit: z.string().optional().describe('Column of the unit; default: the key of the unit file, or "unit"'),
  period: z.string().optional().describe('Column of the period; default: "period" or "year"'),
  indicator: z.string().default('indicator').describe('long: column that names the variable'),
  value: z.string().default('value').describe('long: column of the value'),
  columns: z
    .custom<Record<string, string>>(isTextMap, { error: 'expected a map from ids to column names' })
    .default(Object.create(null))
    .meta({ description: 'wide: column of each variable, where it is not named as the id', textMap: true }),
  missing: z.array(z.string()).default([]).describe('Markers of missing values besides the empty cell'),
  status: z
    .string()
    .optional()
    .describe('Column that says of the values of a row: observed (or empty), estimated or imputed'),
  licence: z.string().optional(),
  cite: z.string().optional(),
});

const error = z
  .union([
    z.string().regex(/^\d+(\.\d+)?\s*%$/),
    z.strictObject({ sd: z.number().min(0) }),
    z.strictObject({ share: z.number().min(0) }),
  ])
  .describe('Error of measurement, for uncertainty: a share of each value (5 %), or { sd: 2 } in its unit');

/** A branch or a leaf of the index as written; which of the two it is shows in `children`. */
interface WrittenNode {
  id: string;
  title?: string | Text | undefined;
  children?: WrittenNode[] | undefined;
  unit?: string | Text | undefined;
  direction?: 'benefit' | 'cost' | undefined;
  formula?: string | undefined;
  error?: z.output<typeof error> | undefined;
  distance?: z.output<typeof constructions.distance>;
  neighbours?: z.output<typeof constructions.neighbours>;
  conditions?: z.output<typeof constructions.conditions>;
  convert?: z.output<typeof adjustments.convert>;
  deflate?: z.output<typeof adjustments.deflate>;
  denominate?: z.output<typeof adjustments.denominate>;
}
const node: z.ZodType<WrittenNode> = z
  .strictObject({
    id,
    title: text.optional(),
    get children() {
      return z.array(node).min(1).optional();
    },
    unit: text.optional(),
    direction: z
      .enum(['benefit', 'cost'])
      .optional()
      .describe('Whether more is better (benefit) or worse (cost)'),
    formula: z.string().optional().describe('The indicator computed from others, e.g. 100 * trade / gdp'),
    error: error.optional(),
    ...constructions,
    ...adjustments,
  })
  .meta({ id: 'node' });

const methodChoice = z.unknown();

/** A whole and its parts, which the audit of the data holds against each other. */
const sum = z.strictObject({
  whole: z.union([id, z.number()]).describe('Indicator or context variable, or a number such as 100'),
  parts: z.array(id).min(1).describe('Indicators or context variables that are parts of it'),
  complete: z
    .boolean()
    .default(true)
    .describe('Whether the parts are all of the whole; otherwise they must not be more than it'),
  tolerance: z.number().min(0).default(0.005).describe('Share of the whole by which it may be missed'),
});
/** A finding of the audit that the study knows of. */
const accepted = z.strictObject({
  check: z.string().describe('The check, e.g. jump'),
  indicator: id.optional().describe('Only this indicator; default: all'),
  unit: id.optional().describe('Only this unit; default: all'),
  period: z.int().optional().describe('Only this period; default: all'),
  why: text.optional().describe('The reason, which the report prints'),
});
const audit = z
  .strictObject({
    accept: z.array(accepted).default([]).describe('Findings that are known and right as they are'),
    sums: z.array(sum).default([]).describe('Wholes and their parts'),
    effects: z
      .int()
      .min(0)
      .default(8)
      .describe('How many findings are tried: the study without their cells, and the ranks that move'),
  })
  .default({ accept: [], sums: [], effects: 8 });

/** A value that takes the place of the one in the data. */
const correction = z.strictObject({
  unit: id.describe('Key of the unit'),
  period: z.int(),
  indicator: id.describe('Measured indicator or context variable'),
  value: z.number().nullable().describe('The value instead; null: missing'),
  why: text.optional().describe('The reason, which notes and explanations tell'),
});
const without = z
  .strictObject({
    indicators: z
      .array(id)
      .default([])
      .describe('Indicators that are not scored; formulas may still use them'),
    units: z.array(id).default([]).describe('Keys of units that are not scored'),
  })
  .default({ indicators: [], units: [] });

/** The sections of a study file, each with its own schema so that one fault does not hide the others. */
export const sections = {
  version: z.literal(1),
  title: text.default('Study'),
  units,
  periods: z.union([z.array(z.int()).min(1), z.strictObject({ from: z.int(), to: z.int() })]),
  data: z.array(source).min(1),
  index: node,
  context: z
    .array(
      z.strictObject({ id, title: text.optional(), unit: text.optional(), ...constructions, ...adjustments }),
    )
    .default([])
    .describe('Variables that are read (or constructed) and usable in formulas, not scored'),
  corrections: z.array(correction).default([]).describe('Values that take the place of those in the data'),
  without: without.describe('Indicators and units that are left out'),
  method: z
    .strictObject({
      impute: methodChoice.optional(),
      treat: methodChoice.optional(),
      normalise: methodChoice.optional(),
      weight: methodChoice.optional(),
      aggregate: methodChoice.optional(),
      grade: methodChoice.optional(),
      coverage: z.number().min(0).max(1).default(0.5),
    })
    .default({ coverage: 0.5 }),
  analyses: z.record(z.string(), z.unknown()).default({}),
  reference: z
    .strictObject({
      freeze: z
        .string()
        .describe('manifest.json of an earlier run, whose constants, weights and class limits are used'),
    })
    .optional()
    .describe('What is held to an earlier run, so that its scores stay when periods are added'),
  audit: audit.describe('What the audit of the data is told'),
  seed: z.int().default(1),
};

export type WrittenSections = { [K in keyof typeof sections]: z.output<(typeof sections)[K]> };
type WrittenUnits = WrittenSections['units'];
/** The units section with its texts in both languages. */
export interface UnitsSection extends Omit<WrittenUnits, 'boundaries' | 'excluded'> {
  boundaries?: Omit<NonNullable<WrittenUnits['boundaries']>, 'note'> & { note?: Text };
  excluded: Record<string, Text>;
}
/** A file of shapes as a study names it. */
export type ShapesSection = NonNullable<WrittenUnits['context']>;
/** What a study says of how one of its tables is to be read. */
export type Reading = Pick<DataSource, 'encoding' | 'delimiter' | 'sheet' | 'hidden'>;
export type DataSource = z.output<typeof source>;
export type Sum = z.output<typeof sum>;
/** A finding that the study accepts, with its reason in both languages. */
export interface Accepted extends Omit<z.output<typeof accepted>, 'why'> {
  why?: Text;
}
/** A correction with its reason in both languages. */
export interface Correction extends Omit<z.output<typeof correction>, 'why'> {
  why?: Text;
}
/** What is left out, and the index as it was written, with it. */
export interface Without {
  indicators: string[];
  units: string[];
  written: Node;
}
/** A variable that is used but not scored; one that is left out of the index may have a formula. */
export interface ContextVariable extends Construction, Adjustments {
  id: string;
  title: Text;
  unit?: Text;
  formula?: string;
}
/** What the audit of the data is told. */
export interface AuditSection {
  accept: Accepted[];
  sums: Sum[];
  effects: number;
}

/** What is measured and how: the declaration that a study file holds. */
export interface Study {
  version: 1;
  title: Text;
  units: UnitsSection;
  /** Ascending. */
  periods: number[];
  data: DataSource[];
  /** Without what is left out. */
  index: Node;
  /** The context variables, then the indicators that are left out. */
  context: ContextVariable[];
  /** Only where there are some. */
  corrections?: Correction[];
  /** Only where something is left out. */
  without?: Without;
  method: WrittenSections['method'];
  analyses: Record<string, unknown>;
  audit: AuditSection;
  /** `record` is what the manifest holds, read with the study. */
  reference?: { freeze: string; record?: ReferenceRecord };
  seed: number;
}

function isTextMap(value: unknown): boolean {
  return (
    typeof value === 'object' &&
    value !== null &&
    !Array.isArray(value) &&
    Object.values(value).every((text) => typeof text === 'string')
  );
}
