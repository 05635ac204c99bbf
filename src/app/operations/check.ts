import * as z from 'zod';
import { run as compute, loadStudy } from '../../index.ts';
import { againstIndex, type Coverage, coverage, oddities } from '../../study/audit.ts';
import type { StepNote } from '../../study/result.ts';
import { operation } from '../operation.ts';
import { columns, heading } from '../text.ts';
import { over, readOverrides } from './overrides.ts';

interface Checked {
  units: number;
  periods: number[];
  coverage: Coverage[];
  notes: StepNote[];
}

export const check = operation({
  id: 'check',
  about: {
    en: 'Check a study and its data without writing anything: problems, coverage, constant indicators, similar names, directions.',
    zh: '检查研究与数据而不写出文件：问题、覆盖率、常数指标、近似名称、指标方向。',
  },
  positional: ['study'],
  example: 'holling check studies/world',
  input: z.object({
    study: z.string().describe('folder of the study'),
    ...over,
  }),
  async run(input, world): Promise<Checked> {
    const study = await loadStudy(input.study, await readOverrides(input));
    await world.progress('check', 0.5);
    // A default that cannot be computed is left out, so that there is nothing to find.
    const isDefault = study.plan.analyses.uncertainty?.isDefault ?? false;
    const result = await compute(study, { withoutUncertainty: isDefault });
    const found = coverage(result);
    const audit = [...oddities(study.plan, result.panel), ...againstIndex(found)].map((note) => ({
      step: 'check',
      ...note,
    }));
    return {
      units: study.panel.units.length,
      periods: [...study.panel.periods],
      coverage: found,
      notes: [...result.notes, ...audit],
    };
  },
  show({ units, periods, coverage: found, notes }, { lang }) {
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
      heading(zh ? '说明' : 'Notes'),
      ...(notes.length === 0
        ? [zh ? '  无' : '  none']
        : notes.map((note) => `  ${note.level === 'warning' ? '!' : '·'} ${note.text[lang]}`)),
    ].join('\n');
  },
});
