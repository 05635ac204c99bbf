import type * as z from 'zod';
import type { Complaint, Locate, Problem } from '../core/problem.ts';
import { placed } from '../core/problem.ts';
import type { Text } from '../core/text.ts';
import type { Adjustments, Construction, Indicator, MeasurementError, Node } from '../core/tree.ts';
import type { adjustments } from './adjust/schema.ts';
import { checkStudy } from './check-study.ts';
import type { constructions } from './construct/schema.ts';
import { complaintsOf, unknownKey } from './issues.ts';
import { leaveOut, writtenPath } from './left-out.ts';
import { layOver, locateOver, type Override } from './overrides.ts';
import { spelledOut } from './periods.ts';
import { type Study, sections, type UnitsSection, type WrittenSections } from './study.ts';
import { readYaml } from './yaml-text.ts';

/** A study file that was read: the study, unless a section is unusable, and every problem found. */
export interface Parsed {
  study?: Study;
  problems: Problem[];
  locate: Locate;
}

/**
 * Reads the text of a `study.yaml`. Every problem is listed with its line; sections are checked one by one,
 * so that a fault in one does not hide the faults of the others.
 */
export function parseStudy(text: string, file = 'study.yaml', overrides: readonly Override[] = []): Parsed {
  const source = readYaml(text, file);
  const locate = locateOver(source, overrides);
  if (source.problems.length > 0) return { problems: source.problems, locate };
  if (typeof source.value !== 'object' || source.value === null || Array.isArray(source.value))
    return { problems: placed([notAMap()], locate), locate };
  const complaints: Complaint[] = [];
  const raw = layOver(source.value, overrides, complaints);
  const newer = newerVersion(raw.version);
  if (newer) return { problems: placed([newer], locate), locate };

  const known = Object.keys(sections);
  for (const key of Object.keys(raw)) if (!known.includes(key)) complaints.push(unknownKey(key, known, []));
  const read: Record<string, unknown> = {};
  let usable = true;
  for (const [key, schema] of Object.entries(sections)) {
    const result = schema.safeParse(raw[key]);
    if (result.success) read[key] = result.data;
    else {
      usable = false;
      complaints.push(...complaintsOf(result.error.issues, schema, raw[key], [key]));
    }
  }
  complaints.push(...checkStudy(read as Partial<WrittenSections>));
  const problems = placed(complaints, locate);
  if (!usable || problems.length > 0) return { problems, locate };
  const study = shape(read as WrittenSections);
  return { study, problems, locate: study.without ? (path) => locate(writtenPath(study, path)) : locate };
}

/** The study with its texts in both languages, its periods spelled out and its tree typed. */
function shape(read: WrittenSections): Study {
  const { index, context, periods, title, units, audit, reference, corrections, without, ...rest } = read;
  const written = treeOf(index) as Node;
  const study: Study = {
    ...rest,
    title: bothLanguages(title),
    units: unitsOf(units),
    periods: spelledOut(periods),
    ...(reference ? { reference } : {}),
    index: written,
    ...(corrections.length > 0 ? { corrections: corrections.map(withReason) } : {}),
    audit: {
      ...audit,
      accept: audit.accept.map(withReason),
    },
    context: context.map(({ id, title: name, unit, ...rest }) => ({
      id,
      title: bothLanguages(name ?? id),
      ...unitOf(unit, rest),
      ...constructionOf(rest),
      ...adjustmentsOf(rest),
    })),
  };
  const { indicators, units: away } = without;
  return indicators.length + away.length === 0 ? study : leaveOut(study, without);
}

function withReason<T extends { why?: string | Text | undefined }>({ why, ...one }: T) {
  return { ...one, ...(why === undefined ? {} : { why: bothLanguages(why) }) };
}

function unitsOf({ boundaries, excluded, ...rest }: WrittenSections['units']): UnitsSection {
  const { note, ...shapes } = boundaries ?? {};
  return {
    ...rest,
    ...(boundaries
      ? {
          boundaries: {
            ...(shapes as Omit<typeof boundaries, 'note'>),
            ...(note === undefined ? {} : { note: bothLanguages(note) }),
          },
        }
      : {}),
    excluded: Object.fromEntries(Object.entries(excluded).map(([key, why]) => [key, bothLanguages(why)])),
  };
}

function treeOf(written: WrittenSections['index']): Node | Indicator {
  const title = bothLanguages(written.title ?? written.id);
  if (written.children) return { id: written.id, title, children: written.children.map(treeOf) };
  return {
    id: written.id,
    title,
    direction: written.direction!,
    ...unitOf(written.unit, written),
    ...(written.formula === undefined ? {} : { formula: written.formula }),
    ...(written.error === undefined ? {} : { error: errorOf(written.error) }),
    ...constructionOf(written),
    ...adjustmentsOf(written),
  };
}

type WrittenAdjustments = {
  [Key in keyof typeof adjustments]?: z.output<(typeof adjustments)[Key]>;
};

/** The unit as written, or else the one that a conversion or a share leads to. */
function unitOf(
  written: string | Text | undefined,
  { convert, denominate }: WrittenAdjustments,
): { unit?: Text } {
  const found = written ?? (denominate ? (denominate.per === 'share' ? '%' : undefined) : convert?.to);
  return found === undefined ? {} : { unit: bothLanguages(found) };
}

function adjustmentsOf({ convert, deflate, denominate }: WrittenAdjustments): Adjustments {
  return {
    ...(convert
      ? {
          convert:
            convert.factor === undefined
              ? { from: convert.from!, to: convert.to! }
              : { factor: convert.factor },
        }
      : {}),
    ...(deflate ? { deflate } : {}),
    ...(denominate ? { denominate } : {}),
  };
}

function errorOf(written: NonNullable<WrittenSections['index']['error']>): MeasurementError {
  return typeof written === 'string' ? { share: Number.parseFloat(written) / 100 } : written;
}

function constructionOf(
  written: {
    [Way in keyof typeof constructions]?: z.output<(typeof constructions)[Way]>;
  },
): Construction {
  const { distance, neighbours, conditions } = written;
  return {
    ...(distance ? { distance: { to: [distance.to].flat(), along: distance.along } } : {}),
    ...(neighbours ? { neighbours } : {}),
    ...(conditions ? { conditions } : {}),
  };
}

function bothLanguages(text: string | Text): Text {
  return typeof text === 'string' ? { en: text, zh: text } : text;
}

function notAMap(): Complaint {
  return {
    code: 'study/empty',
    path: [],
    saw: { en: 'no keys', zh: '没有任何键' },
    why: {
      en: 'a study file is a map with version, units, periods, data and index',
      zh: '研究文件应为含 version、units、periods、data、index 的映射',
    },
    fix: { en: 'start from "holling new <folder>"', zh: '可用 "holling new <文件夹>" 新建' },
  };
}

function newerVersion(version: unknown): Complaint | undefined {
  if (typeof version !== 'number' || version <= 1) return undefined;
  return {
    code: 'study/newer-version',
    path: ['version'],
    saw: { en: `version ${version}`, zh: `版本 ${version}` },
    why: {
      en: 'this Holling understands version 1; reading a newer study might miss what it says',
      zh: '本软件只支持版本 1，读取更新版本可能遗漏内容',
    },
    fix: { en: 'install a newer Holling', zh: '请安装更新版本的 Holling' },
  };
}
