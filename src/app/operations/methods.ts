import * as z from 'zod';
import { citation } from '../../core/citations.ts';
import { nearest } from '../../core/nearest.ts';
import { ProblemError } from '../../core/problem.ts';
import { methods } from '../../methods/index.ts';
import type { Method } from '../../methods/method.ts';
import { operation } from '../operation.ts';
import { columns, heading } from '../text.ts';

interface Described {
  id: string;
  stage: string;
  title: { en: string; zh: string };
  about: { en: string; zh: string };
  formula: string;
  cite: string[];
  options: Record<string, { default?: unknown; description?: string; zh?: string }>;
}

export const methodsOperation = operation({
  id: 'methods',
  about: {
    en: 'List the methods, or show one with its formula, options and citation.',
    zh: '列出方法，或显示某方法的公式、选项与文献。',
  },
  positional: ['[id]'],
  example: 'holling methods topsis',
  input: z.object({ id: z.string().optional().describe('a method, e.g. topsis or weight/given') }),
  async run({ id }): Promise<{ methods: readonly Method[]; one: boolean }> {
    if (id === undefined) return { methods, one: false };
    const found = methods.filter((method) => method.id === id || `${method.stage}/${method.id}` === id);
    if (found.length === 0) throw unknown(id);
    return { methods: found, one: true };
  },
  json: ({ methods: list }) => ({ methods: list.map(described) }),
  show({ methods: list, one }, { lang }) {
    if (one) return list.map((method) => whole(described(method), lang)).join('\n\n');
    const stages = [...new Set(list.map((method) => method.stage))];
    return stages
      .map((stage) =>
        [
          heading(stage),
          columns(
            list.filter((method) => method.stage === stage).map((method) => [method.id, method.title[lang]]),
            ['left', 'left'],
          ),
        ].join('\n'),
      )
      .join('\n');
  },
});

function described(method: Method): Described {
  const schema = z.toJSONSchema(method.options, { io: 'input', unrepresentable: 'any' }) as {
    properties?: Described['options'];
  };
  const { id, stage, title, about, formula } = method;
  return {
    id,
    stage,
    title,
    about,
    formula,
    cite: method.cite.map(citation),
    options: schema.properties ?? {},
  };
}

function whole({ id, stage, title, about, formula, cite, options }: Described, lang: 'en' | 'zh'): string {
  const zh = lang === 'zh';
  const rows = Object.entries(options).map(([name, one]) => [
    name,
    one.default === undefined ? '' : JSON.stringify(one.default),
    (zh ? one.zh : undefined) ?? one.description ?? '',
  ]);
  return [
    `${stage}/${id} – ${title[lang]}`,
    `\n${about[lang]}`,
    `\n${zh ? '公式' : 'Formula'} (TeX)\n  ${formula}`,
    ...(rows.length > 0
      ? [`\n${zh ? '选项（默认值）' : 'Options (default)'}\n${columns(rows, ['left', 'left', 'left'])}`]
      : []),
    ...(cite.length > 0 ? [`\n${zh ? '文献' : 'Sources'}\n${cite.map((one) => `  ${one}`).join('\n')}`] : []),
  ].join('\n');
}

function unknown(id: string): ProblemError {
  const known = methods.map((method) => method.id);
  const near = nearest(id, known);
  return new ProblemError(
    [
      {
        code: 'usage/method',
        where: 'methods',
        saw: { en: id, zh: id },
        why: { en: 'there is no method of this id', zh: '没有该方法' },
        fix: near
          ? { en: `did you mean ${near}?`, zh: `是否应为 ${near}？` }
          : { en: 'see holling methods', zh: '参见 holling methods' },
      },
    ],
    'usage',
  );
}
