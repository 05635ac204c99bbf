import * as z from 'zod';
import type { Text } from '../core/text.ts';
import { groupNames, inLanguage } from '../study/in-language.ts';
import type { NodeResult, Result } from '../study/result.ts';
import { drawing, element, label } from './svg.ts';
import { wrapped } from './text-width.ts';

/** A drawing of a result: the same data and options give the same SVG. */
export interface Figure<Options extends object = object> {
  id: string;
  title: Text;
  about: Text;
  options: z.ZodObject;
  /** Whether the result holds what the figure shows. */
  available(result: Result): boolean;
  draw(result: Result, options: Options): string;
  /** What the figure shows, in words. */
  alt(result: Result, options: Options): string;
}

/** What a figure puts below its title. */
export interface Content {
  title: string;
  height: number;
  /** SVG elements. */
  parts: readonly string[];
}

interface Common {
  lang: 'en' | 'zh';
  width: number;
}

/**
 * Types a figure by its own options schema, and puts what it draws on a page: white ground, title (marked when the data
 * are synthetic) and the description in words.
 */
export function figure<Z extends z.ZodObject & z.ZodType<Common>>(
  definition: Omit<Figure<z.output<Z>>, 'options' | 'draw'> & {
    options: Z;
    content(result: Result, options: z.output<Z>): Content;
  },
): Figure<z.output<Z>> & { options: Z } {
  const { content, alt: describe, ...rest } = definition;
  return {
    ...rest,
    alt: (result, options) => describe(inLanguage(result, options.lang), named(result, options)),
    draw(given, asked) {
      const [result, options] = [inLanguage(given, asked.lang), named(given, asked)];
      const { title, height, parts } = content(result, options);
      const shown = titled(result, title, options.lang);
      const lines = wrapped(shown, (options.width - 2 * MARGIN) / HEAVY, 16);
      const heading = lines.map((text, i) =>
        label(MARGIN, 26 + i * HEADING, text, { 'font-size': '16', 'font-weight': '600' }),
      );
      const lower = (lines.length - 1) * HEADING;
      const body = lower === 0 ? parts : [element('g', { transform: `translate(0,${lower})` }, ...parts)];
      const alt = describe(result, options);
      return drawing(options.width, height + lower, shown, alt, options.lang, ...heading, ...body);
    },
  };
}

/** Options that name groups, in the language of the drawing. */
function named<Options extends Common>(result: Result, options: Options): Options {
  if (options.lang === 'en') return options;
  const names = groupNames(result);
  const name = (group: string) => names.get(group) ?? group;
  return Object.fromEntries(
    Object.entries(options).map(([key, value]) => {
      if (key === 'group' && typeof value === 'string') return [key, name(value)];
      if (key === 'groups' && value !== undefined)
        return [
          key,
          [value]
            .flat()
            .flatMap((one) => String(one).split(','))
            .map((one) => name(one.trim())),
        ];
      return [key, value];
    }),
  ) as Options;
}

export const lang = z
  .enum(['en', 'zh'])
  .default('en')
  .meta({ description: 'en or zh', zh: '语言：en 或 zh' });
export const nodeOption = z
  .string()
  .optional()
  .meta({ description: 'node of the index; default: the root', zh: '指标体系节点，默认为根节点' });
export const periodOption = z
  .number()
  .int()
  .optional()
  .meta({ description: 'default: the last period', zh: '默认为最后时期' });

/** Width of the drawing; small drawings are made for narrow pages, not scaled down. */
export function widthOption(usual = 960) {
  return z
    .number()
    .min(320)
    .max(4000)
    .default(usual)
    .meta({ description: 'width in pixels', zh: '宽度（像素）' });
}

/** Height of a line of the title, and how much wider its heavy letters are. */
const HEADING = 21;
const HEAVY = 1.07;

/** Space around the content of every figure. */
export const MARGIN = 16;

/** The node that was asked for; an unknown id is a fault of the caller. */
export function nodeOf(result: Result, id: string | undefined): NodeResult {
  const found = id === undefined ? result.nodes[0] : result.nodes.find((one) => one.node.id === id);
  if (!found)
    throw new RangeError(
      `invalid node: ${id} (must be one of ${result.nodes.map((one) => one.node.id).join(', ')})`,
    );
  return found;
}

/** The position of the period that was asked for; the last by default. */
export function periodIndex({ panel }: Result, period: number | undefined): number {
  const at = period === undefined ? panel.periods.length - 1 : panel.periods.indexOf(period);
  if (at < 0) throw new RangeError(`invalid period: ${period} (must be one of ${panel.periods.join(', ')})`);
  return at;
}

/** Units of a period that have a score, best first. */
export function rankedUnits(
  { panel }: Result,
  { score, rank }: NodeResult,
  p: number,
): { unit: number; row: number }[] {
  return panel.units
    .map((_, unit) => ({ unit, row: p * panel.units.length + unit }))
    .filter(({ row }) => !Number.isNaN(score[row]!))
    .sort((a, b) => rank[a.row]! - rank[b.row]!);
}

/** Whether the study calls its data synthetic; figures then say so too. */
export function isSynthetic({ plan }: Result): boolean {
  const { en, zh } = plan.study.title;
  return /synthetic/i.test(en) || zh.includes('合成');
}

/** Title line of a figure, marked when the data are synthetic. */
export function titled(result: Result, title: string, language: 'en' | 'zh'): string {
  if (!isSynthetic(result)) return title;
  return language === 'zh' ? `${title}（合成数据）` : `${title} (synthetic data)`;
}
