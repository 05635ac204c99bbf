import { nearest } from '../../core/nearest.ts';
import type { Complaint } from '../../core/problem.ts';
import type { Study } from '../study.ts';
import { adjustedOf, type Constructed, declared } from '../variables.ts';
import { factorBetween, measureOf } from './units.ts';

/** What can be seen from the study as a whole: names that nothing bears, base periods, gaps in a chain, units. */
export function adjustmentComplaints(study: Study): Complaint[] {
  const all = new Map(declared(study).map((one) => [one.id, one]));
  return adjustedOf(study).flatMap((one) => [
    ...unknownNames(one, all),
    ...checkDeflate(one, study.periods),
    ...checkShare(one, all),
  ]);
}

/** The unit in which the values of a variable stand before they are divided. */
function unitBefore({ convert, unit, denominate }: Constructed): string | undefined {
  if (convert) return 'to' in convert ? convert.to : undefined;
  return denominate ? undefined : (unit?.zh ?? unit?.en);
}

function unknownNames(one: Constructed, all: ReadonlyMap<string, Constructed>): Complaint[] {
  return (['deflate', 'denominate'] as const).flatMap((key) => {
    const by = one[key]?.by;
    if (by === undefined || all.has(by)) return [];
    const near = nearest(by, all.keys());
    return [
      {
        code: 'adjust/unknown-name',
        path: [...one.path, key, 'by'],
        saw: { en: `the name ${by} in ${key} of ${one.id}`, zh: `${one.id} 的 ${key} 中的名称 ${by}` },
        why: { en: 'there is no indicator or context variable of this id', zh: '没有此标识的指标或背景变量' },
        fix: near
          ? { en: `did you mean ${near}?`, zh: `是否应为 ${near}？` }
          : { en: 'add it to context, or correct the name', zh: '请加入 context，或更正名称' },
      },
    ];
  });
}

function checkDeflate(one: Constructed, periods: readonly number[]): Complaint[] {
  const { id, deflate, path } = one;
  if (!deflate) return [];
  const complaints: Complaint[] = [];
  if (!periods.includes(deflate.base)) {
    complaints.push({
      code: 'deflate/base',
      path: [...path, 'deflate', 'base'],
      saw: { en: `prices of ${deflate.base} for ${id}`, zh: `${id} 平减至 ${deflate.base} 年价格` },
      why: {
        en: 'it is no period of the study, so its prices are not read',
        zh: '该年不在研究时期内，没有其价格',
      },
      fix: { en: `choose one of ${periods.join(', ')}`, zh: `请选择 ${periods.join('、')} 之一` },
    });
  }
  const gap = periods.findIndex((period, p) => p > 0 && period - periods[p - 1]! !== 1);
  if (deflate.form === 'previous' && gap > 0) {
    complaints.push({
      code: 'deflate/gap',
      path: [...path, 'deflate'],
      saw: {
        en: `a chain from ${periods[gap - 1]} to ${periods[gap]} by ${deflate.by}, for ${id}`,
        zh: `${id} 以 ${deflate.by} 由 ${periods[gap - 1]} 连乘至 ${periods[gap]}`,
      },
      why: {
        en: 'an index with the previous year = 100 is chained over every year, and years between are not in the study',
        zh: '上年=100 的指数须逐年连乘，而其间年份不在研究时期内',
      },
      fix: {
        en: 'add the years between to periods, or give an index with one base and form: fixed',
        zh: '请把其间年份加入 periods，或改用定基指数并写 form: fixed',
      },
    });
  }
  const unit = unitBefore(one);
  const measure = unit === undefined ? undefined : measureOf(unit);
  if (measure?.isKnown && !measure.dimension.startsWith('money')) {
    complaints.push({
      code: 'deflate/not-money',
      path: [...path, 'deflate'],
      saw: { en: `${id}, measured in ${unit}`, zh: `${id}，单位为 ${unit}` },
      why: { en: 'only money has prices that can be taken out of it', zh: '只有金额才能剔除价格变动' },
      fix: { en: 'remove deflate, or correct the unit', zh: '请删除 deflate，或更正单位' },
    });
  }
  return complaints;
}

/** A share of two scales of one unit would be wrong by their factor. */
function checkShare(one: Constructed, all: ReadonlyMap<string, Constructed>): Complaint[] {
  const by = one.denominate?.per === 'share' ? all.get(one.denominate.by) : undefined;
  const [part, whole] = [unitBefore(one), by?.unit?.zh ?? by?.unit?.en];
  if (part === undefined || whole === undefined) return [];
  const factor = factorBetween(part, whole);
  if (factor && factor.over === factor.under) return [];
  if (!factor && !(measureOf(part).isKnown && measureOf(whole).isKnown)) return [];
  return [
    {
      code: 'denominate/units',
      path: [...one.path, 'denominate'],
      saw: {
        en: `${one.id} in ${part} as a share of ${by!.id} in ${whole}`,
        zh: `${one.id}（${part}）占 ${by!.id}（${whole}）的比重`,
      },
      why: { en: 'a share needs both in the same unit', zh: '计算比重时两者单位须相同' },
      fix: {
        en: 'convert one of them, or write per: with a number',
        zh: '请用 convert 统一单位，或在 per: 写数字',
      },
    },
  ];
}
