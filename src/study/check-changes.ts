import { nearest } from '../core/nearest.ts';
import type { Complaint } from '../core/problem.ts';
import type { WrittenSections } from './study.ts';
import { waysOf } from './variables.ts';

type Path = (string | number)[];
type Leaf = { id: string };

/** What corrections and left-out indicators name that cannot be changed or left out, and what they say twice. */
export function checkChanges(
  { corrections = [], without }: Partial<WrittenSections>,
  indicators: readonly Leaf[],
  context: readonly Leaf[],
  periods: ReadonlySet<number> | undefined,
): Complaint[] {
  const variables = new Map([...indicators, ...context].map((one) => [one.id, one]));
  const seen = new Set<string>();
  const complaints: Complaint[] = corrections.flatMap(({ unit, period, indicator }, i) => {
    const path = ['corrections', i];
    const key = JSON.stringify([unit, period, indicator]);
    const isTwice = seen.has(key);
    seen.add(key);
    const variable = variables.get(indicator);
    return [
      ...(isTwice ? [twice([...path], `${indicator} ${unit} ${period}`)] : []),
      ...(variable
        ? computed(variable, [...path, 'indicator'])
        : [unknown(indicator, variables.keys(), [...path, 'indicator'])]),
      ...(periods && !periods.has(period) ? [noPeriod(period, periods, [...path, 'period'])] : []),
    ];
  });
  if (!without) return complaints;
  const ids = indicators.map(({ id }) => id);
  for (const list of ['indicators', 'units'] as const)
    without[list].forEach((id, i) => {
      const path = ['without', list, i];
      if (without[list].indexOf(id) < i) complaints.push(twice(path, id));
      else if (list === 'indicators' && !ids.includes(id)) complaints.push(unknown(id, ids, path));
    });
  if (ids.length > 0 && ids.every((id) => without.indicators.includes(id))) complaints.push(nothingLeft());
  return complaints;
}

function computed(variable: Leaf, path: Path): Complaint[] {
  const [way] = waysOf(variable);
  if (way === undefined) return [];
  const { id } = variable;
  return [
    {
      code: 'study/correct-computed',
      path,
      saw: { en: `a correction of ${id}`, zh: `对 ${id} 的更正` },
      why: {
        en: `${id} is computed (${way}), so its value follows from others`,
        zh: `${id} 由 ${way} 计算得出，其值取决于其他变量`,
      },
      fix: {
        en: 'correct the values that it is computed from',
        zh: '请更正其计算所用的数值',
      },
    },
  ];
}

function unknown(id: string, known: Iterable<string>, path: Path): Complaint {
  const all = [...known];
  const near = nearest(id, all);
  return {
    code: 'study/unknown-indicator',
    path,
    saw: { en: `indicator "${id}"`, zh: `指标“${id}”` },
    why: { en: 'the study has no such indicator', zh: '研究中没有该指标' },
    fix: near
      ? { en: `did you mean ${near}?`, zh: `是否应为 ${near}？` }
      : {
          en: `use one of ${all.slice(0, 20).join(', ')}`,
          zh: `可用：${all.slice(0, 20).join('、')}`,
        },
  };
}

function noPeriod(period: number, periods: ReadonlySet<number>, path: Path): Complaint {
  const known = [...periods].slice(0, 20);
  return {
    code: 'study/unknown-period',
    path,
    saw: { en: `period ${period}`, zh: `时期 ${period}` },
    why: { en: 'the study does not have it', zh: '研究中没有该时期' },
    fix: { en: `use one of ${known.join(', ')}`, zh: `可用：${known.join('、')}` },
  };
}

function twice(path: Path, what: string): Complaint {
  return {
    code: 'study/twice',
    path,
    saw: { en: `${what} a second time`, zh: `${what} 重复出现` },
    why: { en: 'it is not clear which one holds', zh: '无法确定以哪一个为准' },
    fix: { en: 'keep one of them', zh: '请只保留一个' },
  };
}

function nothingLeft(): Complaint {
  return {
    code: 'study/nothing-left',
    path: ['without', 'indicators'],
    saw: { en: 'every indicator left out', zh: '略去了全部指标' },
    why: { en: 'there is nothing to score', zh: '没有可计分的内容' },
    fix: { en: 'keep at least one indicator', zh: '请至少保留一项指标' },
  };
}
