import * as z from 'zod';
import type { Text } from '../core/text.ts';
import type { NodeResult, Result } from '../study/result.ts';

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

/** Types a figure by its own options schema. */
export function figure<Z extends z.ZodObject>(
  definition: Omit<Figure<z.output<Z>>, 'options'> & { options: Z },
): Figure<z.output<Z>> & { options: Z } {
  return definition;
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
