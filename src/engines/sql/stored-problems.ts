import { nearest } from '../../core/nearest.ts';
import type { Problem } from '../../core/problem.ts';
import type { Plan } from '../../study/plan.ts';

type Text = Problem['saw'];

export function notOfStudy(
  code: string,
  file: string,
  items: readonly (readonly unknown[])[],
  what: Text,
): Problem[] {
  if (items.length === 0) return [];
  return [
    {
      code,
      where: file,
      saw: {
        en: `${what.en} ${items.map(([one]) => one).join(', ')}`,
        zh: `${what.zh} ${items.map(([one]) => one).join('、')}`,
      },
      why: { en: 'the study does not have them', zh: '研究中没有' },
      fix: { en: 'add them to the study, or take their rows out', zh: '请加入研究，或去掉这些行' },
    },
  ];
}

export function duplicates(file: string, found: readonly (readonly unknown[])[]): Problem[] {
  if (found.length === 0) return [];
  const places = found.map(([u, t]) => `${u} ${t}`);
  return [
    {
      code: 'data/duplicate-row',
      where: file,
      saw: { en: `more than one row of ${places.join(', ')}`, zh: `${places.join('、')} 有多行` },
      why: { en: 'a unit has one row per period', zh: '每个单元每个时期只有一行' },
      fix: { en: 'take the repeated rows out', zh: '请去掉重复行' },
    },
  ];
}

export function notFinite(file: string, id: string): Problem {
  return {
    code: 'data/not-finite',
    where: `${file}, ${id}`,
    saw: { en: 'NaN or an infinite number', zh: '含 NaN 或无穷大' },
    why: {
      en: 'a missing value is written as NULL, and a number is finite',
      zh: '缺失值应为 NULL，数值应有限',
    },
    fix: { en: 'write NULL for what is missing', zh: '缺失处请写 NULL' },
  };
}

export function noColumn(file: string, name: string, known: readonly string[]): Problem {
  const near = nearest(name, known) ?? known.slice(0, 8).join(', ');
  return {
    code: 'data/no-variable',
    where: file,
    saw: { en: `no column ${name}`, zh: `没有列 ${name}` },
    why: { en: 'the study needs it', zh: '研究需要该列' },
    fix: { en: `map it with columns:, e.g. to ${near}`, zh: `请用 columns: 对应，例如 ${near}` },
  };
}

export function otherType(file: string, name: string, type: string): Problem {
  return {
    code: 'data/not-a-number',
    where: `${file}, ${name}`,
    saw: { en: `a column of ${type}`, zh: `类型为 ${type} 的列` },
    why: { en: 'values and periods are numbers', zh: '数值与时期应为数字' },
    fix: { en: 'write the column as DOUBLE (or INTEGER)', zh: '请将该列写成 DOUBLE（或 INTEGER）' },
  };
}

/** Indicators that are computed from others before anything is scored. */
export function derived(plan: Plan): Problem[] {
  if (plan.derived.length === 0) return [];
  const ids = plan.derived.join(', ');
  return [
    {
      code: 'engine/formula',
      where: 'index',
      saw: { en: `computed values of ${ids}`, zh: `${ids} 由计算得出` },
      why: {
        en: 'formulas, conversions and constructions are not computed beside data that stay where they are',
        zh: '数据留在原处时不做公式、换算与构造',
      },
      fix: {
        en: 'write the computed columns into the data, or use --engine kernel',
        zh: '请将计算列写入数据，或用 --engine kernel',
      },
    },
  ];
}

/** What a study says of its data that only a reading of every cell would heed. */
export function unread({ data: [source], corrections, without }: Plan['study']): Problem[] {
  const said: [string, boolean][] = [
    ['corrections', (corrections ?? []).length > 0],
    ['without.units', (without?.units ?? []).length > 0],
    ['data[0].recipe', source!.recipe !== undefined],
    ['data[0].status', source!.status !== undefined],
    ['data[0].missing', source!.missing.length > 0],
  ];
  return said
    .filter(([, isSaid]) => isSaid)
    .map(([where]) => ({
      code: 'engine/unread',
      where,
      saw: { en: where, zh: where },
      why: {
        en: 'data that stay where they are are taken as they are',
        zh: '留在原处的数据按原样使用',
      },
      fix: {
        en: `make the change in the data and leave ${where} out, or use --engine kernel`,
        zh: `请在数据中修改并去掉 ${where}，或用 --engine kernel`,
      },
    }));
}
