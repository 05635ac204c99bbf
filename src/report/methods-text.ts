import { adjustmentSentences } from '../study/adjust/describe.ts';
import type { Step } from '../study/choices.ts';
import { describeMultiverse, MULTIVERSE_SOURCES } from '../study/multiverse/describe.ts';
import { frozenNotes } from '../study/reference/notes.ts';
import type { Result } from '../study/result.ts';
import { describeSensitivity, SOURCES } from '../study/sensitivity/describe.ts';
import { statusCounts } from '../study/tables.ts';
import { describe } from '../study/uncertainty/describe.ts';

/** The methods paragraph: every step in a sentence, with the numbers that it used. */
export function methodsText(result: Result, lang: 'en' | 'zh'): string {
  const { plan, panel } = result;
  const zh = lang === 'zh';
  const filled = plan.indicators.reduce((sum, { id }) => sum + statusCounts(result, id).imputed, 0);
  const cells = plan.indicators.length * panel.units.length * panel.periods.length;
  const sentences = [
    zh
      ? `研究包括 ${panel.units.length} 个单元、${panel.periods.length} 个时期（${panel.periods.join('、')}）和 ${plan.indicators.length} 项指标。`
      : `The study has ${panel.units.length} units, ${panel.periods.length} ${panel.periods.length === 1 ? 'period' : 'periods'} (${panel.periods.join(', ')}) and ${plan.indicators.length} indicators.`,
    ...adjustmentSentences(plan.study).map((text) => text[lang]),
    said(plan.impute, lang),
    ...(filled > 0
      ? [
          zh
            ? `共插补 ${filled} 个单元格（占 ${((100 * filled) / cells).toFixed(1)}%）。`
            : `${filled} cells (${((100 * filled) / cells).toFixed(1)} %) were filled in.`,
        ]
      : []),
    said(plan.treat, lang),
    // What the treatment did, and by which numbers.
    ...result.notes.filter(({ step }) => step === 'treat').map(({ text }) => text[lang]),
    said(plan.normalise, lang),
    ...weightSentences(plan.weight, lang),
    ...perNode(plan.aggregate, result, lang),
    ...perNode(plan.grade, result, lang),
    ...(plan.analyses.obstacles ? [said(plan.analyses.obstacles, lang)] : []),
    ...plan.analyses.steps.map((step) => said(step, lang)),
    ...(plan.analyses.uncertainty ? [describe(plan.analyses.uncertainty)[lang]] : []),
    ...(plan.analyses.sensitivity ? [describeSensitivity(plan.analyses.sensitivity)[lang]] : []),
    ...(plan.analyses.multiverse ? [describeMultiverse(plan.analyses.multiverse)[lang]] : []),
    ...frozenNotes(plan).map(({ text }) => text[lang]),
  ];
  return sentences.join(zh ? '' : ' ');
}

function said(step: Pick<Step, 'method' | 'options'>, lang: 'en' | 'zh'): string {
  return step.method.describe(step.options)[lang];
}

function weightSentences(step: Step<'weight'>, lang: 'en' | 'zh'): string[] {
  return [
    said(step as unknown as Step, lang),
    ...(step.parts ?? []).flatMap((part) => weightSentences(part, lang)),
  ];
}

/** One sentence when all nodes have the same step, otherwise one per different step with the nodes it is for. */
function perNode(
  steps: ReadonlyMap<string, Step<'aggregate'> | Step<'grade'>>,
  result: Result,
  lang: 'en' | 'zh',
): string[] {
  const groups = new Map<string, string[]>();
  for (const [node, step] of steps) {
    const sentence = said(step as unknown as Step, lang);
    groups.set(sentence, [...(groups.get(sentence) ?? []), node]);
  }
  if (groups.size === 1) return [...groups.keys()];
  const title = (id: string) => result.nodes.find((one) => one.node.id === id)!.node.title[lang];
  return [...groups].map(([sentence, nodes]) =>
    lang === 'zh'
      ? `${nodes.map(title).join('、')}：${sentence}`
      : `${nodes.map(title).join(', ')}: ${sentence}`,
  );
}

/** Keys of the sources that the methods used cite, each once. */
export function citedBy({ plan }: Result): string[] {
  const steps: Pick<Step, 'method'>[] = [
    plan.impute,
    plan.treat,
    plan.normalise,
    plan.weight,
    ...(plan.weight.parts ?? []),
    ...plan.aggregate.values(),
    ...plan.grade.values(),
    ...(plan.analyses.obstacles ? [plan.analyses.obstacles] : []),
    ...plan.analyses.steps,
  ] as unknown as Pick<Step, 'method'>[];
  const ofUncertainty = plan.analyses.uncertainty ? ['saisana2005'] : [];
  const ofSensitivity = plan.analyses.sensitivity ? SOURCES : [];
  const ofMultiverse = plan.analyses.multiverse ? MULTIVERSE_SOURCES : [];
  const ofAgain = [...ofUncertainty, ...ofSensitivity, ...ofMultiverse];
  return [...new Set([...steps.flatMap((step) => step.method.cite), ...ofAgain])];
}
