import { type Note, noteAbout } from '../../../core/note.ts';
import type { Question } from '../reading.ts';
import { scaleOf } from '../scale.ts';
import type { CollectedIndicator, Known, Named } from './collected.ts';

const ENGLISH_SCALES: readonly (readonly [RegExp, number])[] = [
  [/^(?:100 ?million|1e8)\b/, 1e8],
  [/^10 ?000\b/, 1e4],
  [/^(?:1 ?000|thousand)\b/, 1e3],
  [/^million\b/, 1e6],
  [/^billion\b/, 1e9],
];
/** Words for the same unit in both languages and of different habit. */
const SAME: Readonly<Record<string, string>> = {
  yuan: '元',
  rmb: '元',
  cny: '元',
  人民币元: '元',
  person: '人',
  persons: '人',
  people: '人',
  percent: '%',
  'per cent': '%',
  'sq.km': '平方公里',
  'sq km': '平方公里',
  km2: '平方公里',
  平方千米: '平方公里',
  km: '公里',
  千米: '公里',
  hectare: '公顷',
  hectares: '公顷',
  ha: '公顷',
  ton: '吨',
  tons: '吨',
  tonnes: '吨',
};

/** A unit of measurement as a factor times a base, so that 万元 and 10 000 yuan are alike. */
export interface Measure {
  factor: number;
  base: string;
}

/**
 * The factor and the base of a unit of measurement as written. Units of more than one part keep the scale of the first.
 * @example [measureOf('亿元'), measureOf('10 000 yuan')] // => [{ factor: 1e8, base: '元' }, { factor: 1e4, base: '元' }]
 */
export function measureOf(unit: string): Measure {
  const plain = unit.normalize('NFKC').trim().toLowerCase().replace(/\s+/g, ' ');
  const english = ENGLISH_SCALES.find(([pattern]) => pattern.test(plain));
  const { factor, unit: rest } = english
    ? { factor: english[1], unit: plain.replace(english[0], '').trim() }
    : scaleOf(plain);
  return { factor, base: SAME[rest] ?? rest };
}

/**
 * Brings the values of each indicator to one unit of measurement: the one of an earlier import, else the first that is
 * seen. Units of the same base are converted and noted. Others are asked about, since a number in km is none in 万元.
 */
export function reconcile(
  named: readonly Named[],
  indicators: CollectedIndicator[],
  { answers }: Pick<Known, 'answers'>,
): { fates: (Fate | undefined)[]; questions: Question[]; notes: Note[] } {
  const byId = new Map(indicators.map((one) => [one.id, one]));
  const seen = unitsSeen(named);
  const ways = new Map<string, Map<string, Way>>();
  const questions: Question[] = [];
  const converted: string[] = [];
  for (const [id, units] of seen) {
    const indicator = byId.get(id)!;
    const first = indicator.unit ?? [...units.keys()].find((unit) => unit !== '') ?? '';
    if (first !== '') indicator.unit = first;
    const own = new Map<string, Way>();
    ways.set(id, own);
    for (const [unit, cell] of units) {
      if (unit === first) continue;
      const [from, to] = [measureOf(unit), measureOf(first)];
      if (unit !== '' && first !== '' && from.base === to.base) {
        own.set(unit, { kind: 'convert', factor: from.factor / to.factor });
        if (from.factor !== to.factor) converted.push(`${id}: ${unit} -> ${first} (${cell})`);
        continue;
      }
      const question = unitQuestion(id, first, unit, cell);
      questions.push(question);
      own.set(unit, { kind: answerOf(answers.get(question.id)) });
    }
  }
  return {
    fates: named.map((one) => fateOf(one, ways, indicators, byId)),
    questions,
    notes: noteAbout('import/converted', 'note', converted, (names) => ({
      en: `Units of measurement were converted to the first of each indicator: ${names.en}.`,
      zh: `计量单位已换算为各指标的首个单位：${names.zh}。`,
    })),
  };
}

/** The indicator that a value belongs to, and what it is multiplied by to be in its unit of measurement. */
export interface Fate {
  indicator: string;
  factor: number;
}

type Way = { kind: 'convert'; factor: number } | { kind: 'same' | 'apart' | 'leave-out' };

/** By indicator, the units of measurement in the order in which they are seen, each with its first cell; '' for none. */
function unitsSeen(named: readonly Named[]): Map<string, Map<string, string>> {
  const seen = new Map<string, Map<string, string>>();
  for (const { taken, indicator } of named) {
    const units = seen.get(indicator) ?? new Map<string, string>();
    seen.set(indicator, units);
    const unit = taken.unit ?? '';
    if (!units.has(unit)) units.set(unit, taken.cell);
  }
  return seen;
}

function answerOf(answer: string | undefined): 'same' | 'apart' | 'leave-out' {
  return answer === 'same' || answer === 'apart' ? answer : 'leave-out';
}

/** Undefined for what is left out. */
function fateOf(
  one: Named,
  ways: ReadonlyMap<string, ReadonlyMap<string, Way>>,
  indicators: CollectedIndicator[],
  byId: Map<string, CollectedIndicator>,
): Fate | undefined {
  const way = ways.get(one.indicator)!.get(one.taken.unit ?? '');
  if (way === undefined || way.kind === 'same') return { indicator: one.indicator, factor: 1 };
  if (way.kind === 'leave-out') return undefined;
  if (way.kind === 'convert') return { indicator: one.indicator, factor: way.factor };
  const unit = one.taken.unit ?? '';
  const id = `${one.indicator}_${unit === '' ? 'other' : unit}`;
  if (!byId.has(id)) {
    const { title, scope } = byId.get(one.indicator)!;
    const other: CollectedIndicator = {
      id,
      title,
      ...(unit === '' ? {} : { unit }),
      ...(scope ? { scope } : {}),
      from: [],
    };
    indicators.push(other);
    byId.set(id, other);
  }
  return { indicator: id, factor: 1 };
}

function unitQuestion(id: string, first: string, unit: string, cell: string): Question {
  const none = { en: 'no unit', zh: '无单位' };
  const [a, b] = [first || undefined, unit || undefined];
  return {
    id: `unit:${id}:${unit}`,
    where: cell,
    text: {
      en: `"${id}" is in ${a ?? none.en} and, from ${cell}, in ${b ?? none.en}. What are the latter?`,
      zh: `“${id}”的单位为${a ?? none.zh}，而 ${cell} 起为${b ?? none.zh}。后者如何处理？`,
    },
    samples: [cell],
    choices: [
      { id: 'same', text: { en: 'the same unit; take the numbers as they are', zh: '单位相同，数值照用' } },
      { id: 'apart', text: { en: 'another indicator; keep them apart', zh: '另一指标，分开保存' } },
      { id: 'leave-out', text: { en: 'leave them out', zh: '不采用' } },
    ],
  };
}
