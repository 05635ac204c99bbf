import type { Problem } from '../../../core/problem.ts';
import type { Scope } from '../header-text.ts';
import type { Question } from '../reading.ts';
import type { TakenValue } from '../taken.ts';
import type { CollectedIndicator, Known, Named } from './collected.ts';

const SCOPE_WORDS =
  /\s*[([](?:全市|全地区|全州|全盟|市辖区|市区|total city|districts under city|whole city)[)\]]\s*$/i;

/**
 * What tells one indicator from another in files: the title, and whom it covers. The same title of 全市 and of 市辖区 are
 * two indicators.
 * @example titleKey('人口（全市）', 'city') // => '人口 [city]'
 */
export function titleKey(title: string, scope: Scope | undefined): string {
  const plain = title.normalize('NFKC').replace(/\s+/g, ' ').trim();
  const base = plain.replace(SCOPE_WORDS, '') || plain;
  return scope === undefined ? base : `${base} [${scope}]`;
}

/** A title as it occurs: its base, its scope, and where it was first seen. */
interface Seen {
  base: string;
  scope: Scope | undefined;
  first: TakenValue;
}

/**
 * Gives each value its indicator. A title without a scope beside the same one with a scope is asked about; indicators
 * that would hold both scopes are a problem that names them.
 */
export function indicatorsOf(
  values: readonly TakenValue[],
  { answers, indicators: known }: Known,
): { named: Named[]; indicators: CollectedIndicator[]; questions: Question[]; problems: Problem[] } {
  const seen = new Map<string, Seen>();
  const written = new Map<Scope | undefined, Map<string, string>>();
  const keyOf = ({ title: { zh }, scope }: TakenValue) => {
    const titles = written.get(scope) ?? new Map<string, string>();
    written.set(scope, titles);
    const key = titles.get(zh) ?? titleKey(zh, scope);
    titles.set(zh, key);
    return key;
  };
  const keys = values.map((first) => {
    const key = keyOf(first);
    if (!seen.has(key))
      seen.set(key, { base: titleKey(first.title.zh, undefined), scope: first.scope, first });
    return key;
  });
  const questions: Question[] = [];
  const renamed = scopesAsked(seen, answers, questions);
  const indicators = known.map((one): CollectedIndicator => {
    const wanted = one.from.map((key) => answers.get(`id:${key}`)).find((id) => id !== undefined);
    return { ...one, id: wanted ?? one.id, from: [...one.from] };
  });
  const idOf = new Map(indicators.flatMap(({ id, from }) => from.map((key) => [key, id] as const)));
  const scopesOf = new Map<string, Set<string>>();
  for (const { base, scope } of seen.values())
    scopesOf.set(base, (scopesOf.get(base) ?? new Set()).add(scope ?? ''));
  for (const [key, { base, scope: own, first }] of seen) {
    const target = renamed.get(key) ?? key;
    if (idOf.has(target)) {
      idOf.set(key, idOf.get(target)!);
      continue;
    }
    const wanted = answers.get(`id:${target}`) ?? first.indicator;
    const id = wanted ?? free(madeId(base, first, scopesOf.get(base)!.size > 1), indicators);
    const scope = own ?? (target === key ? undefined : (answers.get(`scope:${base}`) as Scope));
    const before = indicators.find((one) => one.id === id);
    if (before) before.from.push(target);
    else
      indicators.push({
        id,
        title: first.title,
        ...(scope === undefined ? {} : { scope }),
        from: [target],
      });
    idOf.set(target, id);
    idOf.set(key, id);
  }
  const used = new Set([...seen.keys()].map((key) => idOf.get(key)!));
  return {
    named: values.map((taken, i) => ({ taken, indicator: idOf.get(keys[i]!)! })),
    indicators: indicators.filter(({ id }) => used.has(id)),
    questions,
    problems: mixedScopes(seen, idOf),
  };
}

/** Titles without a scope where the same title has one elsewhere: which of them they are. */
function scopesAsked(
  seen: ReadonlyMap<string, Seen>,
  answers: Known['answers'],
  questions: Question[],
): Map<string, string> {
  const renamed = new Map<string, string>();
  for (const [key, { base, scope, first }] of seen) {
    if (scope !== undefined) continue;
    const others = [...seen.values()].filter((one) => one.base === base && one.scope !== undefined);
    if (others.length === 0) continue;
    const id = `scope:${base}`;
    questions.push({
      id,
      where: first.cell,
      text: {
        en: `"${base}" does not say whom it covers, but elsewhere it does. What is it here?`,
        zh: `此处“${base}”未注明口径，而他处注明。此处属于哪种？`,
      },
      samples: [first.cell, ...others.map((one) => one.first.cell)].slice(0, 5),
      choices: [
        { id: 'city', text: { en: 'the whole municipality (全市)', zh: '全市' } },
        { id: 'districts', text: { en: 'the urban districts (市辖区)', zh: '市辖区' } },
        { id: 'apart', text: { en: 'neither; an indicator of its own', zh: '均不是，单独作为指标' } },
      ],
    });
    const answer = answers.get(id);
    if (answer === 'city' || answer === 'districts') renamed.set(key, titleKey(base, answer));
  }
  return renamed;
}

/** A name that is easy to type where the title gives one; else the title itself. */
function madeId(base: string, { title, scope }: TakenValue, isScoped: boolean): string {
  const english = /^[\x20-\x7e]+$/.test(title.en) ? title.en : base;
  const plain = /^[\x20-\x7e]+$/.test(english)
    ? english
        .trim()
        .replace(/[^A-Za-z0-9_]+/g, '_')
        .replace(/^_+|_+$/g, '')
    : english.replace(/\s+/g, '_');
  return `${plain || 'indicator'}${isScoped && scope ? `_${scope}` : ''}`;
}

function free(id: string, taken: readonly CollectedIndicator[]): string {
  const has = (one: string) => one === 'index' || taken.some((other) => other.id === one);
  if (!has(id)) return id;
  let i = 2;
  while (has(`${id}_${i}`)) i++;
  return `${id}_${i}`;
}

/** F13: one indicator cannot hold the whole municipality and its districts. */
function mixedScopes(seen: ReadonlyMap<string, Seen>, idOf: ReadonlyMap<string, string>): Problem[] {
  const byId = new Map<string, Map<string, Seen>>();
  for (const [key, one] of seen) {
    const id = idOf.get(key)!;
    const scopes = byId.get(id) ?? new Map<string, Seen>();
    if (one.scope !== undefined && !scopes.has(one.scope)) scopes.set(one.scope, one);
    byId.set(id, scopes);
  }
  return [...byId].flatMap(([id, scopes]): Problem[] => {
    if (scopes.size < 2) return [];
    const cells = [...scopes.values()].map(({ first }) => first.cell).join('; ');
    const names = [...scopes].map(([scope, { base }]) => `${base} [${scope}]`);
    return [
      {
        code: 'import/mixed-scope',
        where: cells,
        saw: {
          en: `${id} would hold ${names.join(' and ')}`,
          zh: `${id} 将同时包含 ${names.join(' 与 ')}`,
        },
        why: {
          en: 'the whole municipality (全市) and its urban districts (市辖区) are two indicators',
          zh: '全市与市辖区是两个不同指标',
        },
        fix: {
          en: 'give each of them an id of its own under indicators in the recipe',
          zh: '请在方案的 indicators 中为二者分别设置 id',
        },
      },
    ];
  });
}
