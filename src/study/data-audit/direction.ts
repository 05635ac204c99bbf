import { check, OWN } from './finding.ts';

const LIMIT = -0.2;

/** Indicators whose oriented values run against the index they are part of: perhaps their direction is wrong. */
export const direction = check({
  id: 'direction',
  title: { en: 'Against the index', zh: '与指数方向相反' },
  rule: {
    en: `correlation with the index below ${LIMIT}, after the direction is applied`,
    zh: `按方向转换后与指数的相关系数低于 ${LIMIT}`,
  },
  source: OWN,
  level: 'warning',
  find: ({ variables }) =>
    variables
      .filter(({ agreement }) => agreement < LIMIT)
      .map(({ id, agreement }) => ({ indicator: id, spots: [], facts: { r: agreement.toFixed(2) } })),
  tell: ({ indicator, facts }) => ({
    en: `${indicator} runs against the index (r = ${facts!.r}), so its direction may be wrong.`,
    zh: `${indicator} 与指数负相关（r = ${facts!.r}），方向可能有误。`,
  }),
});
