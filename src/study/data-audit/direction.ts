import { check, OWN } from './finding.ts';

/** Correlation with the index below which a direction is doubted. */
export const DOUBTFUL = -0.2;

/** Indicators whose oriented values run against the index they are part of: perhaps their direction is wrong. */
export const direction = check({
  id: 'direction',
  title: { en: 'Against the index', zh: '与指数方向相反' },
  rule: {
    en: `correlation with the index below ${DOUBTFUL}, after the direction is applied`,
    zh: `按方向转换后与指数的相关系数低于 ${DOUBTFUL}`,
  },
  source: OWN,
  level: 'warning',
  find: ({ variables }) =>
    variables
      .filter(({ agreement }) => agreement < DOUBTFUL)
      .map(({ id, agreement }) => ({ indicator: id, spots: [], facts: { r: agreement.toFixed(2) } })),
  tell: ({ indicator, facts }) => ({
    en: `${indicator} runs against the index (r = ${facts!.r}), so its direction may be wrong.`,
    zh: `${indicator} 与指数负相关（r = ${facts!.r}），方向可能有误。`,
  }),
});
