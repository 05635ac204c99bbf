import { writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import * as z from 'zod';
import { nearest } from '../../core/nearest.ts';
import { ProblemError } from '../../core/problem.ts';
import { type Figure, figures } from '../../figures/index.ts';
import { run as compute, loadStudy } from '../../index.ts';
import type { Result } from '../../study/result.ts';
import { operation } from '../operation.ts';
import { over, readOverrides } from './overrides.ts';

export const figure = operation({
  id: 'figure',
  about: {
    en: 'Draw one figure of a study as SVG, with its own options.',
    zh: '绘制研究的一幅图（SVG），可设选项。',
  },
  positional: ['study', '[id]'],
  example: 'holling figure studies/world map --option node=economy --option lang=zh --out map.svg',
  input: z.object({
    study: z.string().describe('folder of the study'),
    id: z
      .string()
      .optional()
      .describe(
        `figure: ${figures.map((one) => one.id).join(', ')}; without it, they are listed with their options`,
      ),
    option: z.array(z.string()).default([]).describe('option of the figure, e.g. node=economy'),
    out: z.string().optional().describe('file to write (default: the SVG goes to standard output)'),
    ...over,
  }),
  async run(input, world): Promise<{ text: string; file?: string }> {
    if (input.id === undefined) return { text: list(world.lang) };
    const found = figures.find((one) => one.id === input.id);
    if (!found) throw unknown(input.id);
    const options = readOptions(found, input.option, world.lang);
    const result = await compute(await loadStudy(input.study, await readOverrides(input)));
    if (!found.available(result)) throw unavailable(found);
    const svg = drawn(found, result, options);
    if (input.out === undefined) return { text: svg };
    await write(input.out, svg);
    return { text: input.out, file: input.out };
  },
  show: ({ text }) => text,
  json: ({ text, file }) => (file === undefined ? { svg: text } : { file }),
});

function list(lang: 'en' | 'zh'): string {
  return figures
    .map((one) => {
      const { properties = {} } = z.toJSONSchema(one.options, { io: 'input', unrepresentable: 'any' }) as {
        properties?: Record<string, { description?: string; zh?: string }>;
      };
      const options = Object.entries(properties).map(
        ([name, { description, zh }]) =>
          `    ${name}: ${(lang === 'zh' ? zh : undefined) ?? description ?? ''}`,
      );
      return [`${one.id} – ${one.title[lang]}`, `  ${one.about[lang]}`, ...options].join('\n');
    })
    .join('\n\n');
}

/** `name=value` pairs; whole numbers and lists written with commas are read as such. */
function readOptions(found: Figure, pairs: readonly string[], lang: 'en' | 'zh'): Record<string, unknown> {
  const given: Record<string, unknown> = { lang };
  for (const pair of pairs) {
    const at = pair.indexOf('=');
    const name = pair.slice(0, at);
    const value = pair.slice(at + 1);
    const list = value.split(',');
    const numbers = list.map(Number);
    const isNumeric = numbers.every((one) => !Number.isNaN(one)) && value !== '';
    given[name] = name === 'periods' ? numbers : isNumeric && list.length === 1 ? numbers[0] : value;
  }
  const read = z.strictObject(found.options.shape).safeParse(given);
  if (read.success) return read.data;
  throw new ProblemError(
    read.error.issues.map((issue) => ({
      code: 'usage/figure-option',
      where: `--option ${issue.path.join('.')}`,
      saw: { en: pairs.join(' '), zh: pairs.join(' ') },
      why: { en: issue.message, zh: issue.message },
      fix: {
        en: `options of ${found.id}: ${Object.keys(found.options.shape).join(', ')}`,
        zh: `${found.id} 的选项：${Object.keys(found.options.shape).join('、')}`,
      },
    })),
    'usage',
  );
}

/** A figure throws a RangeError for a node or period that the study does not have: a fault of usage. */
function drawn(found: Figure, result: Result, options: Record<string, unknown>): string {
  try {
    return found.draw(result, options);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    const { message } = error;
    throw new ProblemError(
      [
        {
          code: 'usage/figure-option',
          where: '--option',
          saw: { en: message, zh: message },
          why: { en: 'the study does not have it', zh: '研究中没有该项' },
          fix: { en: 'use one that the study has', zh: '请使用研究中已有的项' },
        },
      ],
      'usage',
    );
  }
}

async function write(file: string, text: string): Promise<void> {
  try {
    await writeFile(resolve(file), text);
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? 'unknown';
    throw new ProblemError(
      [
        {
          code: 'out/not-writable',
          where: file,
          saw: { en: code, zh: code },
          why: { en: 'the figure could not be written', zh: '图无法写出' },
          fix: { en: 'choose another --out', zh: '请另选 --out' },
        },
      ],
      'machine',
    );
  }
}

function unknown(id: string): ProblemError {
  const known = figures.map((one) => one.id);
  const near = nearest(id, known);
  return new ProblemError(
    [
      {
        code: 'usage/figure',
        where: 'figure',
        saw: { en: id, zh: id },
        why: { en: 'there is no such figure', zh: '没有该图' },
        fix: near
          ? { en: `did you mean ${near}?`, zh: `是否应为 ${near}？` }
          : { en: `use one of ${known.join(', ')}`, zh: `可用：${known.join('、')}` },
      },
    ],
    'usage',
  );
}

function unavailable(found: Figure): ProblemError {
  return new ProblemError([
    {
      code: 'figure/not-available',
      where: found.id,
      saw: { en: 'a study without what this figure shows', zh: '研究缺少该图所需内容' },
      why: { en: found.about.en, zh: found.about.zh },
      fix: {
        en: 'add it to the study (a map needs units.boundaries)',
        zh: '请在研究中补充（地图需要 units.boundaries）',
      },
    },
  ]);
}
