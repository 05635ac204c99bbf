import { type Note, noteAbout } from '../../../core/note.ts';
import type { Problem } from '../../../core/problem.ts';
import type { Extent, Rule, UnitValue } from './concordance.ts';
import type { Change } from './gazetteer.ts';

/** A change after which a series is of another land than before. */
export interface SeriesBreak {
  change: Change;
  indicators: string[];
}

/** A change that was applied to an indicator in a period. */
export interface Done {
  change: Change;
  indicator: string;
  period: number;
  rule?: Rule;
}

/** One note on units that took another code, and one on units that were put together or shared out. */
export function changeNotes(done: readonly Done[]): Note[] {
  const recoded = changes(done.filter(({ change }) => change.kind === 'recoded'));
  const merged = done.filter(({ change }) => change.kind !== 'recoded');
  const rules = (change: Change) => [
    ...new Set(
      merged.filter((one) => one.change === change).map(({ indicator, rule }) => `${indicator}: ${rule}`),
    ),
  ];
  return [
    ...noteAbout('names/recoded', 'note', recoded.map(codes), (names) => ({
      en: `${recoded.length} unit(s) took another code; earlier values go under the new one: ${names.en}.`,
      zh: `${recoded.length} 个单元代码变更，此前的数值归入新代码：${names.zh}。`,
    })),
    ...changes(merged).map((change): Note => {
      const years = [
        ...new Set(merged.filter((one) => one.change === change).map(({ period }) => period)),
      ].sort((a, b) => a - b);
      const span = years.length === 1 ? `${years[0]}` : `${years[0]}-${years.at(-1)}`;
      return {
        code: 'names/concordance',
        level: 'note',
        text: {
          en: `${change.note.en} Values of ${span} were put together for the units of ${change.year} (${rules(change).join(', ')}).`,
          zh: `${change.note.zh}${span} 年数值已按 ${change.year} 年的单元合算（${rules(change).join('，')}）。`,
        },
        items: [codes(change)],
      };
    }),
  ];
}

/** A warning for every change after which series are of other land than before. */
export function breakNotes(breaks: readonly SeriesBreak[]): Note[] {
  return breaks.map(({ change, indicators }) => ({
    code: 'names/break',
    level: 'warning',
    text: {
      en: `${change.note.en} Values before ${change.year} are of other land than later ones (${codes(change)}: ${indicators.join(', ')}); compare them with care, or give a rule or shares.`,
      zh: `${change.note.zh}${change.year} 年前后的数值所指范围不同（${codes(change)}：${indicators.join('、')}），比较时须谨慎，或指定合并规则或份额。`,
    },
    items: [...new Set([...change.from, ...change.to])],
  }));
}

export function unequal(old: UnitValue, now: UnitValue): Problem {
  return {
    code: 'names/conflict',
    where: [old.cell, now.cell].filter((cell) => cell !== undefined).join('; ') || old.indicator,
    saw: {
      en: `${old.indicator} ${old.period}: ${old.value} under ${old.unit}, ${now.value} under ${now.unit}`,
      zh: `${old.indicator} ${old.period}：${old.unit} 为 ${old.value}，${now.unit} 为 ${now.value}`,
    },
    why: { en: 'both codes are of one place', zh: '两个代码为同一地方' },
    fix: { en: 'keep the right one and remove the other', zh: '请保留正确者并删除另一个' },
  };
}

export function withoutRule(indicator: string, extent: Extent | undefined): Problem {
  return {
    code: 'names/no-rule',
    where: indicator,
    saw:
      extent === 'intensive'
        ? { en: 'an intensive indicator without population or area', zh: '强度指标，但缺少人口或面积' }
        : { en: 'an indicator without a rule', zh: '未指定规则的指标' },
    why: {
      en: 'units were merged or split: amounts are added, rates are averaged by weight, and neither is guessed',
      zh: '单元有合并或拆分：总量应相加，比率应加权平均，不代为猜测',
    },
    fix: {
      en: 'say extensive (amounts) or intensive (rates, with population or area), or give a rule: sum, mean, area-weighted, population-weighted, keep',
      zh: '请注明 extensive（总量）或 intensive（比率，须有人口或面积），或指定规则：sum、mean、area-weighted、population-weighted、keep',
    },
  };
}

function changes(done: readonly Done[]): Change[] {
  return [...new Set(done.map(({ change }) => change))];
}

function codes(change: Change): string {
  return `${change.from.join('+')} -> ${change.to.join('+')} (${change.year})`;
}
