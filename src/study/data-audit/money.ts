import { check, type Variable } from './finding.ts';

const MONEY = /yuan|cny|rmb|usd|dollar|euro?\b|eur\b|元|美元|人民币/i;
/** Names of money, where no unit says what a variable is in; underscores part the words of a database. */
const NAMED =
  /(?:^|[\d_ ])(?:yuan|cny|rmb|usd)(?:$|[_ ])|(?:^|[_ ])(?:gdp|grp|investment|inv|expenditure|exp|revenue|deposits?|loans?|wages?|income|sales|fdi)(?:$|[_ ])|生产总值|产值|增加值|投资|支出|收入|存款|贷款|工资|零售/i;
/** What counts, compares or shares money is none. */
const RELATIVE =
  /share|ratio|rate|pct|percent|growth|index|gini|atkinson|theil|inequality|number|比重|占比|比例|率|指数|增长|增速|数$/i;
const REAL = /constant price|real terms|deflat|ppp|不变价|可比价|平减|实际/i;
const LEAST = 3;

/** Money over time that does not say that it is in constant prices: its growth holds inflation. */
export const money = check({
  id: 'nominal-money',
  title: { en: 'Money at current prices', zh: '现价金额' },
  rule: {
    en: `a unit of money, or without a unit a name for money, over ${LEAST} or more periods, and no mention of constant prices`,
    zh: `单位为货币（无单位时名称指金额），时期不少于 ${LEAST} 个，且未注明不变价`,
  },
  source: { en: 'from unit and title', zh: '据单位与名称' },
  level: 'note',
  find: ({ variables, periods }) =>
    periods.length < LEAST ? [] : variables.filter(isNominal).map(({ id }) => ({ indicator: id, spots: [] })),
  tell: ({ indicator }) => ({
    en: `${indicator} is money, as it seems at current prices: its growth holds inflation. Deflate it before periods are compared.`,
    zh: `${indicator} 为金额，似为现价，其增长含价格上涨；跨期比较前请平减。`,
  }),
});

function isNominal({ id, unit, title, isMeasured, isDeflated }: Variable): boolean {
  if (!isMeasured || isDeflated) return false;
  const names = [id, title.en, title.zh];
  const isMoney = unit
    ? [unit.en, unit.zh].some((one) => MONEY.test(one))
    : names.some((one) => NAMED.test(one)) && !names.some((one) => RELATIVE.test(one));
  return isMoney && ![...names, unit?.en ?? '', unit?.zh ?? ''].some((one) => REAL.test(one));
}
