import * as z from 'zod';
import { run as compute, loadStudy } from '../../index.ts';
import { methods } from '../../methods/index.ts';
import { type Coverage, coverage } from '../../study/audit.ts';
import { checks } from '../../study/data-audit/checks.ts';
import { effectText, type Shown, shownFindings } from '../../study/data-audit/read.ts';
import { type Compared, compareImputations } from '../../study/imputation/compare.ts';
import type { StepNote } from '../../study/result.ts';
import { operation } from '../operation.ts';
import { columns, heading } from '../text.ts';
import { imputationLines } from './imputation-lines.ts';
import { over, readOverrides } from './overrides.ts';

interface Checked {
  units: number;
  periods: number[];
  coverage: Coverage[];
  findings: Shown[];
  imputations: Compared[];
  notes: StepNote[];
}

/** Findings of one check that are printed; all of them are in the results and with --json. */
const SHOWN = 4;

export const check = operation({
  id: 'check',
  about: {
    en: 'Check a study and its data without writing anything: problems, coverage, and an audit of the data with what each finding would change.',
    zh: '检查研究与数据而不写出文件：问题、覆盖率，以及数据审查与各项发现的影响。',
  },
  positional: ['study'],
  example: 'holling check studies/world',
  input: z.object({
    study: z.string().describe('folder of the study'),
    ...over,
  }),
  async run(input, world): Promise<Checked> {
    const study = await loadStudy(input.study, await readOverrides(input), {
      onProgress: (file, share) => world.progress(file, 0.5 * share),
      signal: world.signal,
    });
    await world.progress('check', 0.5);
    // A default that cannot be computed is left out, so that there is nothing to find.
    const isDefault = study.plan.analyses.uncertainty?.isDefault ?? false;
    const result = await compute(study, { withoutUncertainty: isDefault });
    const found = coverage(result);
    return {
      units: study.panel.units.length,
      periods: [...study.panel.periods],
      coverage: found,
      findings: shownFindings(result),
      imputations: compareImputations(result, methods),
      notes: [...result.notes],
    };
  },
  show({ units, periods, coverage: found, findings, imputations, notes }, { lang }) {
    const zh = lang === 'zh';
    const cells = units * periods.length;
    const short = (value: number) => (Number.isNaN(value) ? '–' : String(Number(value.toPrecision(6))));
    return [
      zh
        ? `${units} 个单元，${periods.length} 个时期，没有发现错误。`
        : `${units} units, ${periods.length} period(s): no problems.`,
      heading(zh ? '覆盖率' : 'Coverage'),
      columns(
        [
          zh
            ? ['指标', '观测', '缺失', '%', '最小', '最大', '与指数相关']
            : ['indicator', 'observed', 'missing', '%', 'min', 'max', 'r with index'],
          ...found.map((one) => [
            one.indicator,
            `${one.observed}`,
            `${one.missing}`,
            ((100 * one.observed) / cells).toFixed(1),
            short(one.min),
            short(one.max),
            Number.isNaN(one.agreement) ? '–' : one.agreement.toFixed(2),
          ]),
        ],
        ['left', 'right', 'right', 'right', 'right', 'right', 'right'],
      ),
      ...imputationLines(imputations, lang),
      heading(zh ? '数据审查' : 'Audit of the data'),
      ...(findings.length === 0
        ? [zh ? '  无' : '  none']
        : checks.flatMap((one) => linesOf(one, findings, lang))),
      heading(zh ? '说明' : 'Notes'),
      ...(notes.length === 0
        ? [zh ? '  无' : '  none']
        : notes.map((note) => `  ${note.level === 'warning' ? '!' : '·'} ${note.text[lang]}`)),
    ].join('\n');
  },
});

/** A check that found something: its title with the number of findings, and the first of them. */
function linesOf({ id, title }: (typeof checks)[number], all: readonly Shown[], lang: 'en' | 'zh'): string[] {
  const own = all.filter(({ check }) => check === id);
  if (own.length === 0) return [];
  const isOpen = own.some(({ level, accepted }) => level === 'warning' && !accepted);
  const rest = own.length - SHOWN;
  return [
    `  ${isOpen ? '!' : '·'} ${title[lang]} (${own.length})`,
    ...own.slice(0, SHOWN).map((one) => {
      const more = [effectText(one, lang), one.accepted?.[lang] ?? ''].filter((text) => text !== '');
      return `      ${one.text[lang]}${more.map((text) => (lang === 'zh' ? `〔${text}〕` : ` [${text}]`)).join('')}`;
    }),
    ...(rest > 0 ? [lang === 'zh' ? `      另有 ${rest} 条` : `      and ${rest} more`] : []),
  ];
}
