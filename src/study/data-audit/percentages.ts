import { check, type Hit, type Spot, type Variable } from './finding.ts';

const PERCENT = /^\s*(%|％|percent|per cent|百分比|百分之)\s*$/i;
/** What may be negative, or above 100, though it is printed in percent. */
const CHANGE =
  /growth|change|increase|inflation|balance|surplus|deficit|natural|增长|增速|增幅|变化|通胀|通货膨胀|盈余|差额|自然/i;
const RATIO = /ratio|depend|index|relative|比率|依存|指数|相对|负担|抚养/i;

/** Percentages below 0 or above 100, where the title does not speak of a change or a ratio. */
export const percentages = check({
  id: 'percentage',
  title: { en: 'Impossible percentages', zh: '不合理的百分比' },
  rule: {
    en: 'below 0 or above 100 where the unit is %; changes and ratios by their title are left out',
    zh: '单位为 % 而数值小于 0 或大于 100；名称表明为变化或比率者除外',
  },
  source: { en: 'by definition', zh: '按定义' },
  level: 'warning',
  find: (view) =>
    view.variables.flatMap((variable): Hit[] => {
      const spots = isShare(variable)
        ? [...variable.values].flatMap((value, row): Spot[] =>
            value < 0 || value > 100
              ? [{ unit: row % view.units.length, period: Math.floor(row / view.units.length), value }]
              : [],
          )
        : [];
      return spots.length === 0 ? [] : [{ indicator: variable.id, spots }];
    }),
  tell: ({ indicator }, names, count) => ({
    en: `${indicator}: ${count} value(s) in % below 0 or above 100: ${names.en}.`,
    zh: `${indicator}：${count} 个百分比小于 0 或大于 100：${names.zh}。`,
  }),
});

function isShare({ unit, title, id }: Variable): boolean {
  if (!unit || ![unit.en, unit.zh].some((one) => PERCENT.test(one))) return false;
  return ![id, title.en, title.zh].some((one) => CHANGE.test(one) || RATIO.test(one));
}
