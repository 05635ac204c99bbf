import type { Text } from '../core/text.ts';
import type { Overlay } from './protocol.ts';
import type { Snapshot } from './snapshot.ts';

type Lang = 'en' | 'zh';
type Names = Pick<Snapshot, 'units' | 'indicators'> & {
  stages: Readonly<Record<string, Text>>;
  methods: readonly { id: string; stage: string; title: Text }[];
};

/** Letters of a value that are shown; whole matrices are longer. */
const LONGEST = 40;

/**
 * What an overlay changes, a phrase for each: methods and what is left out by their titles, values by unit and period,
 * and anything else as it is written in a study.
 * @example changesInWords({ without: { periods: [2010] } }, { units: [], indicators: [], stages: {}, methods: [] }, 'en') // => ['without 2010']
 */
export function changesInWords(overlay: Overlay, names: Names, lang: Lang): string[] {
  return Object.entries(overlay).flatMap(([key, value]) => {
    if (key === 'method' && isObject(value))
      return Object.entries(value).flatMap(([stage, choice]) => methodInWords(stage, choice, names, lang));
    if (key === 'without' && isObject(value))
      return Object.values(value)
        .flat()
        .map((id) =>
          lang === 'zh' ? `去掉${nameOf(id, names, lang)}` : `without ${nameOf(id, names, lang)}`,
        );
    if (key === 'corrections' && Array.isArray(value))
      return value.map((one) => correctionInWords(one as Record<string, unknown>, names, lang));
    return leaves(value, key);
  });
}

function methodInWords(stage: string, choice: unknown, { methods, stages }: Names, lang: Lang): string[] {
  const known = stages[stage];
  if (!known) return leaves(choice, `method.${stage}`);
  const colon = lang === 'zh' ? '：' : ': ';
  const titled = (id: string) =>
    methods.find((one) => one.stage === stage && one.id === id)?.title[lang] ?? id;
  if (typeof choice === 'string') return [`${known[lang]}${colon}${titled(choice)}`];
  const [only, ...more] = isObject(choice) ? Object.entries(choice) : [];
  if (!only || more.length > 0) return leaves(choice, known[lang]);
  const [id, options] = only;
  const name = `${known[lang]}${colon}${titled(id)}`;
  // Weights that are set by hand, and judgements, are too many to be told.
  if (!isObject(options) || id === 'given' || id === 'ahp') return [name];
  const said = leaves(options, '');
  return said.length === 0 ? [name] : said.map((one) => `${name}, ${one}`);
}

function correctionInWords(
  { unit, period, indicator, variable, value }: Record<string, unknown>,
  names: Names,
  lang: Lang,
): string {
  const missing = lang === 'zh' ? '缺失' : 'missing';
  const what = nameOf(indicator ?? variable, names, lang);
  return `${nameOf(unit, names, lang)} ${period}, ${what} = ${value ?? missing}`;
}

function nameOf(id: unknown, { units, indicators }: Names, lang: Lang): string {
  return (
    units.find((one) => one.id === id)?.name[lang] ??
    indicators.find((one) => one.id === id)?.title[lang] ??
    String(id)
  );
}

/** What is inside a value, as `path = value`. */
function leaves(value: unknown, path: string): string[] {
  if (isObject(value))
    return Object.entries(value).flatMap(([key, inner]) =>
      leaves(inner, path === '' ? key : `${path}.${key}`),
    );
  const said = typeof value === 'string' ? value : JSON.stringify(value);
  return [`${path} = ${said.length > LONGEST ? `${said.slice(0, LONGEST)} …` : said}`];
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
