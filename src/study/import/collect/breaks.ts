import type { Note } from '../../../core/note.ts';
import type { Problem } from '../../../core/problem.ts';
import { type PartOfPanel, partNotes, partsOfPanel } from '../names/breaks.ts';
import { harmonise, RULES, type Rule, type UnitValue } from '../names/concordance.ts';
import type { Answers, Question } from '../reading.ts';
import type { CollectedIndicator, CollectedValue, Known } from './collected.ts';
import { type CollectedColumns, collectedValues, columnsOfValues } from './columns.ts';

/**
 * Units that were merged, split or abolished while the values run. What to do is asked once: keep the series as they are,
 * with the break told, or bring earlier values to the units of the last period, by a rule for each indicator.
 */
export function withoutBreaks(
  columns: CollectedColumns,
  indicators: readonly CollectedIndicator[],
  { answers, index }: Known,
): { columns: CollectedColumns; questions: Question[]; problems: Problem[]; notes: Note[] } {
  const present = presentIn(columns);
  const parts = present.length > 0 ? partsOfPanel(present, index?.gazetteer.changes ?? []) : [];
  const notes = partNotes(parts);
  const changed = parts.filter(({ change }) => change !== undefined);
  if (changed.length === 0) return { columns, questions: [], problems: [], notes };
  const questions = [concordanceQuestion(changed)];
  if (answers.get('concordance') !== 'harmonise') return { columns, questions, problems: [], notes };
  questions.push(...indicators.map(({ id }) => ruleQuestion(id)));
  const rules = rulesOf(indicators, answers);
  if ([...rules.values()].includes('population-weighted')) questions.push(populationQuestion(indicators));
  const values = collectedValues(columns);
  const done = harmonise(values.map(asUnitValue), {
    changes: index!.gazetteer.changes,
    rules,
    extents: new Map(),
    weights: populationOf(values, answers.get('population')),
  });
  const reasons = new Map(values.map((value) => [value.cell, value.reason]));
  return {
    columns: columnsOfValues(done.values.map((value) => fromUnitValue(value, reasons))),
    questions,
    // Rules that are still to be given are asked for already.
    problems: done.problems.filter(({ code }) => code !== 'names/no-rule'),
    notes: [...notes.filter(({ code }) => code !== 'names/changed-units'), ...done.notes],
  };
}

/** Every unit with each period in which it has a value, once. */
function presentIn({ length, units, unit, period, value }: CollectedColumns) {
  const seen = units.map(() => new Set<number>());
  const present: { unit: string; period: number }[] = [];
  for (let i = 0; i < length; i++) {
    const periods = seen[unit[i]!]!;
    if (Number.isNaN(value[i]!) || periods.has(period[i]!)) continue;
    periods.add(period[i]!);
    present.push({ unit: units[unit[i]!]!, period: period[i]! });
  }
  return present;
}

function asUnitValue({ unit, period, indicator, value, status, cell }: CollectedValue): UnitValue {
  return { unit, period, indicator, value, status, cell };
}

function fromUnitValue(
  { unit, period, indicator, value, status, cell, origin }: UnitValue,
  reasons: ReadonlyMap<string, CollectedValue['reason']>,
): CollectedValue {
  const reason = cell === undefined ? undefined : reasons.get(cell);
  return {
    unit,
    period,
    indicator,
    value,
    status: status as CollectedValue['status'],
    ...(reason ? { reason } : Number.isNaN(value) ? { reason: 'missing' as const } : {}),
    cell: cell ?? origin?.cells.join('; ') ?? '',
  };
}

function rulesOf(indicators: readonly CollectedIndicator[], answers: Answers): Map<string, Rule> {
  return new Map(
    indicators.flatMap(({ id }) => {
      const rule = RULES.find((one) => one === answers.get(`rule:${id}`));
      return rule ? [[id, rule] as const] : [];
    }),
  );
}

function populationOf(values: readonly CollectedValue[], indicator: string | undefined) {
  if (indicator === undefined) return {};
  const key = (unit: string, period: number) => `${period}\n${unit}`;
  const people = new Map(
    values.flatMap((one) =>
      one.indicator === indicator ? [[key(one.unit, one.period), one.value] as const] : [],
    ),
  );
  return { population: (unit: string, period: number) => people.get(key(unit, period)) };
}

function concordanceQuestion(changed: readonly PartOfPanel[]): Question {
  return {
    id: 'concordance',
    where: changed
      .map(({ unit }) => unit)
      .slice(0, 5)
      .join(', '),
    text: {
      en: `${changed.length} unit(s) begin or end within the data because units changed. What becomes of earlier values?`,
      zh: `${changed.length} 个单元因区划变更而在数据期内出现或消失。此前的数值如何处理？`,
    },
    samples: changed
      .slice(0, 5)
      .map(({ unit, side, year, change }) => `${unit} ${side} ${year}: ${change!.note.en}`),
    choices: [
      {
        id: 'keep',
        text: { en: 'keep them as they are; the break is told', zh: '保持原样，并注明口径变化' },
      },
      {
        id: 'harmonise',
        text: {
          en: 'put them together for the units of the last year (a rule for each indicator)',
          zh: '按末年单元合并（逐指标指定规则）',
        },
      },
    ],
  };
}

function ruleQuestion(id: string): Question {
  const texts: Record<Rule, { en: string; zh: string }> = {
    sum: { en: 'an amount: add', zh: '总量：相加' },
    mean: { en: 'plain mean', zh: '简单平均' },
    'population-weighted': { en: 'a rate: mean weighted by population', zh: '比率：按人口加权平均' },
    'area-weighted': { en: 'mean weighted by area', zh: '按面积加权平均' },
    keep: { en: 'keep; the break is told', zh: '保持原样，注明口径变化' },
  };
  return {
    id: `rule:${id}`,
    where: id,
    text: {
      en: `How are values of "${id}" put together when units were merged?`,
      zh: `单元合并时，“${id}”的数值如何合并？`,
    },
    samples: [],
    // No file of the import gives areas.
    choices: RULES.filter((rule) => rule !== 'area-weighted').map((rule) => ({
      id: rule,
      text: texts[rule],
    })),
  };
}

function populationQuestion(indicators: readonly CollectedIndicator[]): Question {
  return {
    id: 'population',
    where: 'rules',
    text: { en: 'Which indicator is the population to weight by?', zh: '用于加权的人口是哪项指标？' },
    samples: [],
    choices: indicators.map(({ id, title }) => ({ id, text: title })),
  };
}
