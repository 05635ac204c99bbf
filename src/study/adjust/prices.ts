import type { Panel } from '../../core/panel.ts';
import type { Locate, Problem } from '../../core/problem.ts';
import { capped } from '../data-problems.ts';
import { deriveIndicators } from '../derive.ts';
import type { Plan } from '../plan.ts';
import { declared } from '../variables.ts';
import { adjust } from './adjust.ts';
import { deflatorOf } from './deflator.ts';

/** Prices that deflation needs and that the data do not give: each with its unit and period. */
export function priceProblems(plan: Plan, panel: Panel, locate: Locate): Problem[] {
  if (!plan.adjusted.some(({ deflate }) => deflate)) return [];
  const derived = deriveIndicators(plan, panel).panel;
  const paths = new Map(declared(plan.study).map(({ id, path }) => [id, path]));
  const problems: Problem[] = [];
  for (const { id, convert, deflate } of plan.adjusted) {
    if (!deflate) continue;
    const where = locate([...paths.get(id)!, 'deflate']);
    const prices = derived.columns.get(deflate.by)!.values;
    const shape = { units: panel.units.length, periods: panel.periods };
    const deflator = deflatorOf(deflate, prices, shape);
    if (deflator.clashes.length > 0) problems.push(twoPrices(where, deflate.by, deflator.clashes));
    const before = derived.columns.get(id)!.before!;
    const { values } = adjust(convert ? { convert } : {}, before, () => prices, shape);
    const wanted = new Set<number>();
    values.forEach((value, row) => {
      if (Number.isNaN(value)) return;
      for (const at of deflator.needs(row)) if (deflator.isUnusable(at)) wanted.add(at);
    });
    for (const at of [...wanted].sort((a, b) => a - b)) {
      const period = panel.periods[Math.floor(at / shape.units)]!;
      const unit = deflate.scope === 'national' ? '' : panel.units[at % shape.units]!.id;
      problems.push(noPrice(where, id, deflate.by, `${unit} ${period}`.trim(), prices[at]!));
    }
  }
  return capped(problems);
}

function noPrice(where: string, id: string, by: string, place: string, value: number): Problem {
  const isMissing = Number.isNaN(value);
  return {
    code: 'deflate/no-price',
    where,
    saw: isMissing
      ? { en: `no ${by} of ${place}, which ${id} needs`, zh: `${id} 所需的 ${by} 缺少 ${place}` }
      : {
          en: `${by} = ${value} of ${place}, which ${id} needs`,
          zh: `${id} 所需的 ${by} 在 ${place} 为 ${value}`,
        },
    why: { en: 'money cannot be deflated without a positive price index', zh: '没有正的价格指数便无法平减' },
    fix: {
      en: 'add the price, or leave out the unit or the period',
      zh: '请补充该价格指数，或去掉该单元或时期',
    },
  };
}

function twoPrices(where: string, by: string, periods: readonly number[]): Problem {
  return {
    code: 'deflate/not-national',
    where,
    saw: {
      en: `different values of ${by} within ${periods.join(', ')}`,
      zh: `${by} 在 ${periods.join('、')} 年各单元取值不同`,
    },
    why: { en: 'scope: national means one price per period', zh: 'scope: national 表示每期只有一个价格' },
    fix: { en: 'write scope: unit, or correct the prices', zh: '请写 scope: unit，或更正价格' },
  };
}
