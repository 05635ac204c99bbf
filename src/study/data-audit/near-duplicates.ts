import { correlation } from '../../core/statistics/correlation.ts';
import { check, type Hit, OWN, type Variable } from './finding.ts';

const LIMIT = 0.999;
const LEAST = 8;

/** Pairs of indicators that say the same: proportional, or correlated almost perfectly. */
export const nearDuplicates = check({
  id: 'near-duplicate',
  title: { en: 'The same twice', zh: '近似重复的指标' },
  rule: {
    en: `proportional, or |r| > ${LIMIT}, over ${LEAST} or more cells`,
    zh: `成比例，或 |r| > ${LIMIT}（至少 ${LEAST} 个值）`,
  },
  source: OWN,
  level: 'warning',
  find({ variables }) {
    const scored = variables.filter(({ isIndicator }) => isIndicator);
    return scored.flatMap((a, i) => scored.slice(i + 1).flatMap((b) => pair(a, b)));
  },
  tell: ({ indicator, facts }) => {
    const how =
      facts!.factor === ''
        ? { en: `r = ${facts!.r}`, zh: `r = ${facts!.r}` }
        : { en: `always ${facts!.factor} times as large`, zh: `始终为其 ${facts!.factor} 倍` };
    return {
      en: `${facts!.with} says the same as ${indicator} (${how.en}); together they count twice.`,
      zh: `${facts!.with} 与 ${indicator} 近似重复（${how.zh}），合计被计两次。`,
    };
  },
});

function pair(a: Variable, b: Variable): Hit[] {
  const { r, count } = correlation(a.values, b.values);
  if (count < LEAST || !(Math.abs(r) > LIMIT)) return [];
  let [low, high] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (let row = 0; row < a.values.length; row++) {
    const ratio = b.values[row]! / a.values[row]!;
    // Missing in one of them, or 0 in both.
    if (Number.isNaN(ratio)) continue;
    if (ratio < low) low = ratio;
    if (ratio > high) high = ratio;
  }
  const isProportional = low > 0 && high - low <= 1e-6 * high;
  const factor = isProportional ? `${Number(((low + high) / 2).toPrecision(6))}` : '';
  return [{ indicator: a.id, spots: [], facts: { with: b.id, r: r.toFixed(5), factor } }];
}
