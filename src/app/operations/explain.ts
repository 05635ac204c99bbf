import * as z from 'zod';
import { nearest } from '../../core/nearest.ts';
import { type Problem, ProblemError } from '../../core/problem.ts';
import { run as compute, loadStudy } from '../../index.ts';
import { type Explanation, type Term, explain as takeApart } from '../../study/explain.ts';
import { type Lift, lift } from '../../study/lift.ts';
import type { Result } from '../../study/result.ts';
import { rankText } from '../../study/uncertainty/rank-intervals.ts';
import { operation } from '../operation.ts';
import { columns, heading } from '../text.ts';
import { liftText } from './lift-text.ts';
import { over, readOverrides } from './overrides.ts';

interface Explained extends Explanation {
  /** With --lift or --target. */
  lift?: Lift;
}

export const explain = operation({
  id: 'explain',
  about: { en: 'Take one score apart, down to the source cells.', zh: '把一个得分逐步拆解到源数据单元格。' },
  positional: ['study', 'unit', 'period', '[node]'],
  example: 'holling explain studies/northeast-border heihe 2019 basic',
  input: z.object({
    study: z.string().describe('folder of the study'),
    unit: z.string().describe('key or name of a unit'),
    period: z.coerce.number().int().describe('period, e.g. 2019'),
    node: z.string().optional().describe('node of the index (default: the root)'),
    lift: z
      .boolean()
      .default(false)
      .describe('what would lift this unit one grade: arithmetic, not policy advice'),
    target: z.coerce
      .number()
      .optional()
      .describe(
        'a score to reach in place of the next grade, e.g. 0.45: the values that single indicators, and the best few together, would need for it with everything else held; implies --lift',
      ),
    ...over,
  }),
  async run(input): Promise<Explained> {
    const study = await loadStudy(input.study, await readOverrides(input));
    const result = await compute(study, { withoutUncertainty: true });
    const unit = unitOf(result, input.unit);
    const found = takeApart(result, unit, input.period, input.node);
    if (!found) throw new ProblemError(notFound(result, unit, input.period, input.node), 'usage');
    const { target } = input;
    const lifted =
      input.lift || target !== undefined
        ? lift(result, unit, input.period, input.node, target === undefined ? {} : { target })
        : undefined;
    return { ...found, ...(lifted ? { lift: lifted } : {}) };
  },
  show: shown,
});

/** The key of the unit that is meant by its key or by a name that no other unit has. */
function unitOf({ panel }: Result, given: string): string {
  if (panel.units.some(({ id }) => id === given)) return given;
  const named = panel.units.filter(({ name }) => [name.en, name.zh].includes(given)).map(({ id }) => id);
  if (named.length > 1)
    throw new ProblemError(
      [
        {
          code: 'usage/ambiguous-name',
          where: 'unit',
          saw: {
            en: `${given}, the name of ${named.join(', ')}`,
            zh: `${given}，为 ${named.join('、')} 共同的名称`,
          },
          why: { en: 'it is not clear which one is meant', zh: '无法确定所指为哪一个' },
          fix: { en: 'give the key', zh: '请给出单元编码' },
        },
      ],
      'usage',
    );
  return named[0] ?? given;
}

function notFound(result: Result, unit: string, period: number, node: string | undefined): Problem[] {
  const { units, periods } = result.panel;
  const problems: Problem[] = [];
  const missing = (what: { en: string; zh: string }, given: string, known: readonly string[]) => {
    if (known.includes(given)) return;
    const near = nearest(given, known);
    problems.push({
      code: 'usage/not-in-study',
      where: what.en,
      saw: { en: `${what.en} ${given}`, zh: `${what.zh} ${given}` },
      why: { en: 'the study does not have it', zh: '研究中没有' },
      fix: near
        ? { en: `did you mean ${near}?`, zh: `是否应为 ${near}？` }
        : { en: `use one of ${known.slice(0, 20).join(', ')}`, zh: `可用：${known.slice(0, 20).join('、')}` },
    });
  };
  missing(
    { en: 'unit', zh: '单元' },
    unit,
    units.flatMap(({ id, name }) => [id, name.en, name.zh]),
  );
  missing({ en: 'period', zh: '时期' }, String(period), periods.map(String));
  if (node !== undefined)
    missing(
      { en: 'node', zh: '节点' },
      node,
      result.nodes.map((one) => one.node.id),
    );
  return problems;
}

/** Values that the study put in the place of what was read, with the cell before. */
function changed({ terms }: Explanation, lang: 'en' | 'zh'): string[] {
  const value = (one: number) => (Number.isNaN(one) ? '–' : String(one));
  const lines = terms
    .flatMap(({ corrected = [] }) => corrected)
    .filter((one, i, all) => all.indexOf(one) === i)
    .map((one) => {
      const cell = one.cell ? ` [${one.cell}]` : '';
      const why = one.why ? ` (${one.why[lang]})` : '';
      return `  · ${one.variable}: ${value(one.was)} → ${value(one.value)}${cell}${why}`;
    });
  return lines.length === 0
    ? []
    : [heading(lang === 'zh' ? '研究文件更改的数值' : 'Values changed by the study'), ...lines];
}

function shown(found: Explained, { lang }: { lang: 'en' | 'zh' }): string {
  const zh = lang === 'zh';
  const number = (value: number | undefined, digits = 4) =>
    value === undefined || Number.isNaN(value) ? '–' : value.toFixed(digits);
  const isTopsis = found.terms.some((term) => term.toBest !== undefined);
  const parts = (term: Term) =>
    isTopsis ? [number(term.toBest, 6), number(term.toWorst, 6)] : [number(term.contribution)];
  const head = isTopsis ? (zh ? ['距最优²', '距最劣²'] : ['to best²', 'to worst²']) : [zh ? '贡献' : 'part'];
  const rank = Number.isNaN(found.rank) ? '–' : `${rankText(found.rank, found.rankInterval)} / ${found.of}`;
  const often = found.gradeShare === undefined ? '' : ` ${(100 * found.gradeShare).toFixed(0)} %`;
  const held =
    often === ''
      ? ''
      : zh
        ? `，等级在${often}的重复中保持`
        : `; the grade holds in${often} of the replicates`;
  const largest = [...found.terms].sort((a, b) => (b.obstacle ?? 0) - (a.obstacle ?? 0));
  return [
    `${found.unit.name[lang]} ${found.period} · ${found.node.title[lang]}`,
    zh
      ? `得分 ${number(found.score, 6)}，排名 ${rank}，等级 ${found.grade || '–'}${found.label ? `（${found.label.zh}）` : ''}${held}`
      : `score ${number(found.score, 6)}, rank ${rank}, grade ${found.grade || '–'}${found.label ? ` (${found.label.en})` : ''}${held}`,
    heading(`${found.method.title[lang]}: ${found.method.formula}`),
    found.worked.length > 200 ? '' : `  ${found.worked}`,
    heading(zh ? '各项' : 'Terms'),
    columns(
      [
        [
          ...(zh ? ['指标', '名称', '原值', '标准化', '权重'] : ['id', 'title', 'raw', 'value', 'weight']),
          ...head,
          zh ? '障碍度%' : 'obstacle %',
          zh ? '状态' : 'status',
          zh ? '来源' : 'source',
        ],
        ...found.terms.map((term) => [
          term.id,
          term.title[lang].slice(0, 40),
          term.raw === undefined
            ? ''
            : Number.isNaN(term.raw)
              ? '–'
              : String(Number(term.raw.toPrecision(8))),
          number(term.value),
          number(term.weight),
          ...parts(term),
          term.obstacle === undefined ? '' : term.obstacle.toFixed(2),
          term.status ?? '',
          term.cell ?? '',
        ]),
      ],
      [
        'left',
        'left',
        'right',
        'right',
        'right',
        ...head.map(() => 'right' as const),
        'right',
        'left',
        'left',
      ],
    ),
    heading(zh ? '标准化（代入数值）' : 'Normalisation, filled in'),
    columns(
      largest
        .filter((term) => term.worked)
        .map((term) => [
          term.id,
          `${term.formula ? `${term.formula} = ${term.raw}; ` : ''}${term.treatment ? `${term.treatment} = ${term.treated}; ` : ''}${term.worked} = ${number(term.value, 6)}`,
        ]),
      ['left', 'left'],
    ),
    ...changed(found, lang),
    ...(found.notes.length > 0
      ? [heading(zh ? '说明' : 'Notes'), ...found.notes.map((note) => `  · ${note[lang]}`)]
      : []),
    ...(found.lift ? liftText(found.lift, lang) : []),
  ].join('\n');
}
