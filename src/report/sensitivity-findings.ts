import { fixed } from '../figures/format.ts';
import { recordsOf } from '../study/analyse.ts';
import type { Result } from '../study/result.ts';
import { inputName, outputName } from '../study/sensitivity/describe.ts';
import { byColumn, numberOf, type Row, textOf } from './cells.ts';

type Lang = 'en' | 'zh';
/** Outputs that a paragraph goes through. */
const MOST = 4;
/** A total order below this is next to nothing. */
const LITTLE = 0.05;

/** What drives each output, how much of it is interaction, and which choices hardly matter anywhere. */
export function sensitivityFindings(result: Result, lang: Lang): string[] {
  const outputs = [...byColumn(recordsOf(result, 'sensitivity'), 'output').values()].filter((rows) =>
    rows.every((row) => !Number.isNaN(numberOf(row, 'total_order'))),
  );
  if (outputs.length === 0) return [];
  return [
    ...outputs.slice(0, MOST).map((rows) => driver(result, rows, lang)),
    ...idle(result, outputs, lang),
  ];
}

function driver(result: Result, rows: readonly Row[], lang: Lang): string {
  const top = rows.reduce((best, row) =>
    numberOf(row, 'total_order') > numberOf(best, 'total_order') ? row : best,
  );
  const [output, input] = [outputOf(result, top, lang), inputOf(result, top, lang)];
  const share = (order: string) => {
    const [value, low, high] = ['order', 'low', 'high'].map((end) =>
      percentOf(numberOf(top, `${order}_${end}`)),
    );
    return lang === 'zh' ? `${value}%（${low}–${high}%）` : `${value} % (${low}–${high} %)`;
  };
  const alone = rows.reduce((sum, row) => sum + Math.max(0, numberOf(row, 'first_order')), 0);
  const joint = percentOf(1 - alone);
  return lang === 'zh'
    ? `${output}：影响最大的是${input}，单独解释其方差的 ${share('first')}，连同交互作用为 ${share('total')}；全部交互作用约占 ${joint}%。`
    : `The ${output} is driven most by the ${input}, which explains ${share('first')} of its variance alone and ${share('total')} with interactions; all interactions together make up about ${joint} %.`;
}

/** Inputs whose total order is small, its interval with it, for every output. */
function idle(result: Result, outputs: readonly (readonly Row[])[], lang: Lang): string[] {
  const names = outputs[0]!
    .filter((_, i) => outputs.every((rows) => numberOf(rows[i], 'total_high') < LITTLE))
    .map((row) => inputOf(result, row, lang));
  if (names.length === 0) return [];
  return [
    lang === 'zh'
      ? `对以上各项均几乎没有影响（不足 ${percentOf(LITTLE)}%）：${names.join('、')}。`
      : `Next to no influence on any output (below ${percentOf(LITTLE)} %): ${names.join(', ')}.`,
  ];
}

/** Estimates below 0 and above 1 stand for these. */
function percentOf(share: number): string {
  return fixed(100 * Math.min(1, Math.max(0, share)), 0);
}

function inputOf(result: Result, row: Row, lang: Lang): string {
  return inputName(result, textOf(row, 'input'), textOf(row, 'indicator'))[lang];
}

function outputOf(result: Result, row: Row, lang: Lang): string {
  const [output, measure, unit] = ['output', 'measure', 'unit'].map((column) => textOf(row, column));
  return outputName(result, { output: output!, measure: measure!, unit: unit! })[lang];
}
