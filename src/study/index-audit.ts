import { type Cell, type DataTable, records } from '../core/data-table.ts';
import { indicatorsOf, isNode } from '../core/tree.ts';
import type { Result } from './result.ts';

export type Verdict = 'good' | 'look' | 'poor' | 'unknown';
type Row = Record<string, Cell>;

/** Bands of the correlation of a part with its whole: below the first it works against it, below the second it hardly counts. */
const AGAINST = -0.4;
const WEAK = 0.3;
const OBSERVED = 0.65;
const LEVEL = 0.95;

/**
 * The audit of an index in the order in which the JRC reads one: concept, data, structure, weights, robustness. A row
 * says how many of how many things meet a rule, the verdict, and which do not; rules stand with their sources in the
 * report. What was not computed is unknown.
 */
export function auditTable(
  result: Pick<Result, 'plan' | 'panel' | 'filled'>,
  tables: readonly DataTable[],
): DataTable {
  const of = (name: string): Row[] => {
    const table = tables.find((one) => one.name === name);
    return table ? records(table) : [];
  };
  const root = result.plan.study.index.id;
  return {
    name: 'audit',
    title: { en: 'Audit of the index', zh: '指数审查' },
    columns: ['area', 'check', 'value', 'of', 'verdict', 'detail'],
    rows: [
      balance(result),
      availability(result),
      none('data', 'shape', of('distributions'), 'indicator', ({ flag }) => flag === 'skewed'),
      outliers(of('outliers'), result),
      none(
        'structure',
        'redundancy',
        of('correlations').filter(isPair),
        pairOf,
        ({ flag }) => flag === 'redundant',
      ),
      belonging('own-dimension', of('correlations'), 'a'),
      belonging(
        'scores',
        of('correlations').filter(({ b }) => b === root),
        'a',
      ),
      consistency(of('reliability')),
      components(of('components')),
      importance(of('effective-weights').filter(({ node }) => node === root)),
      reachable(of('effective-weights').filter(({ node }) => node === root)),
      leaving(of('leave-one-out'), result),
      order(of('rank-certainty')),
      width(
        of('intervals').filter(({ node }) => node === root),
        result,
      ),
      drivers(of('sensitivity')),
    ],
  };
}

const isPair = ({ kind, r }: Row) => kind === 'indicators' && !Number.isNaN(r);
const pairOf = ({ a, b }: Row) => `${a} ${b}`;

function row(
  area: string,
  check: string,
  value: number,
  of: number,
  verdict: Verdict,
  details: readonly string[] = [],
): Cell[] {
  return [area, check, value, of, of === 0 ? 'unknown' : verdict, details.join('; ')];
}

/** Good where nothing is found, otherwise worth a look. */
function none(
  area: string,
  check: string,
  rows: readonly Row[],
  name: string | ((row: Row) => string),
  isFound: (row: Row) => boolean,
): Cell[] {
  const found = rows.filter(isFound).map(typeof name === 'string' ? (one) => `${one[name]}` : name);
  return row(
    area,
    check,
    rows.length - found.length,
    rows.length,
    found.length === 0 ? 'good' : 'look',
    found,
  );
}

function balance({ plan }: Pick<Result, 'plan'>): Cell[] {
  const dimensions = plan.study.index.children.filter(isNode);
  const single = dimensions.filter((node) => indicatorsOf(node).length < 2).map(({ id }) => id);
  const good = dimensions.length - single.length;
  return row('concept', 'balance', good, dimensions.length, single.length === 0 ? 'good' : 'look', single);
}

function availability({ plan, filled, panel }: Pick<Result, 'plan' | 'panel' | 'filled'>): Cell[] {
  const poor = plan.indicators.filter(({ id }, c) => {
    const values = panel.columns.get(id)?.values;
    const marks = filled.marks[c]!;
    const known = marks.filter((mark, at) => mark === 0 && !Number.isNaN(values?.[at] ?? Number.NaN)).length;
    return known < OBSERVED * marks.length;
  });
  const all = plan.indicators.length;
  const verdict = poor.length === 0 ? 'good' : 4 * poor.length > all ? 'poor' : 'look';
  return row(
    'data',
    'availability',
    all - poor.length,
    all,
    verdict,
    poor.map(({ id }) => id),
  );
}

function outliers(rows: readonly Row[], { plan }: Pick<Result, 'plan'>): Cell[] {
  const ids = new Set(rows.map(({ indicator }) => `${indicator}`));
  const all = plan.indicators.length;
  return row('data', 'outliers', all - ids.size, all, ids.size === 0 ? 'good' : 'look', [...ids]);
}

function belonging(kind: string, rows: readonly Row[], name: string): Cell[] {
  const own = rows.filter((one) => one.kind === kind && !Number.isNaN(one.r));
  const weak = own.filter(({ r }) => (r as number) < WEAK);
  const isAgainst = weak.some(({ r }) => (r as number) <= AGAINST);
  const verdict = isAgainst ? 'poor' : weak.length > 0 ? 'look' : 'good';
  const details = weak.map((one) => `${one[name]} ${(one.r as number).toFixed(2)}`);
  return row('structure', kind, own.length - weak.length, own.length, verdict, details);
}

function consistency(rows: readonly Row[]): Cell[] {
  const known = rows.filter(({ alpha }) => !Number.isNaN(alpha));
  const low = known.filter(({ alpha }) => (alpha as number) < 0.7);
  const verdict =
    low.length === 0 ? 'good' : low.some(({ alpha }) => (alpha as number) < 0.6) ? 'poor' : 'look';
  const details = low.map(({ node, alpha }) => `${node} ${(alpha as number).toFixed(2)}`);
  return row('structure', 'consistency', known.length - low.length, known.length, verdict, details);
}

/** Dimensions in which one component has an eigenvalue above 1; the whole index is meant to have several. */
function components(rows: readonly Row[]): Cell[] {
  const counts = new Map<string, number>();
  for (const { node, eigenvalue } of rows)
    counts.set(`${node}`, (counts.get(`${node}`) ?? 0) + ((eigenvalue as number) > 1 ? 1 : 0));
  const dimensions = [...counts].slice(1);
  const several = dimensions.filter(([, count]) => count > 1);
  const details = several.map(([node, count]) => `${node} ${count}`);
  const verdict = several.length === 0 ? 'good' : 'look';
  return row(
    'structure',
    'components',
    dimensions.length - several.length,
    dimensions.length,
    verdict,
    details,
  );
}

function importance(rows: readonly Row[]): Cell[] {
  const known = rows.filter(
    (one) => (one.share_of_weight as number) > 0 && !Number.isNaN(one.share_of_effect),
  );
  const far = known.filter((one) => {
    const times = (one.share_of_effect as number) / (one.share_of_weight as number);
    return times > 2 || times < 0.5;
  });
  const verdict = far.length === 0 ? 'good' : 2 * far.length > known.length ? 'poor' : 'look';
  return row(
    'weights',
    'importance',
    known.length - far.length,
    known.length,
    verdict,
    far.map((one) => `${one.indicator}`),
  );
}

/** Importance that the suggested weights reach to a hundredth. */
function reachable(rows: readonly Row[]): Cell[] {
  const missed = rows.filter(
    (one) => !(Math.abs((one.importance_suggested as number) - (one.share_of_weight as number)) <= 0.01),
  );
  const verdict = missed.length === 0 ? 'good' : 'look';
  return row(
    'weights',
    'reachable',
    rows.length - missed.length,
    rows.length,
    verdict,
    missed.map((one) => `${one.indicator}`),
  );
}

/** A mean shift up to a twentieth of the number of units. */
function leaving(rows: readonly Row[], { panel }: Pick<Result, 'panel'>): Cell[] {
  const known = rows.filter((one) => !Number.isNaN(one.mean_rank_shift));
  const share = (one: Row) => (one.mean_rank_shift as number) / panel.units.length;
  const far = known.filter((one) => share(one) > 0.05);
  const verdict = far.length === 0 ? 'good' : far.some((one) => share(one) > 0.1) ? 'poor' : 'look';
  const details = far.map((one) => `${one.indicator} ${(one.mean_rank_shift as number).toFixed(1)}`);
  return row('robustness', 'leave-one-out', known.length - far.length, known.length, verdict, details);
}

function byThirds(share: number): Verdict {
  return share >= 2 / 3 ? 'good' : share >= 1 / 3 ? 'look' : 'poor';
}

function order(rows: readonly Row[]): Cell[] {
  const found = rows.find(({ level }) => level === LEVEL);
  const [certain, pairs] = [Number(found?.certain ?? 0), Number(found?.pairs ?? 0)];
  const share = certain / pairs;
  return row('robustness', 'order', certain, pairs, byThirds(share));
}

/** Units of the last period whose interval spans at most a tenth of the ranks. */
function width(rows: readonly Row[], { panel: { periods, units } }: Pick<Result, 'panel'>): Cell[] {
  const own = rows.filter((one) => one.period === periods[periods.length - 1] && !Number.isNaN(one.rank_low));
  const narrow = own.filter(
    (one) => (one.rank_high as number) - (one.rank_low as number) <= units.length / 10,
  );
  const share = narrow.length / own.length;
  return row('robustness', 'width', narrow.length, own.length, byThirds(share));
}

/** Inputs of the sensitivity analysis, if there is one: the largest total effect is named. */
function drivers(rows: readonly Row[]): Cell[] {
  const known = rows.filter(
    ({ total_order }) => typeof total_order === 'number' && !Number.isNaN(total_order),
  );
  const most = known.reduce<Row | undefined>(
    (top, one) => (top && (top.total_order as number) >= (one.total_order as number) ? top : one),
    undefined,
  );
  const details = most ? [`${most.input} ${(most.total_order as number).toFixed(2)}`] : [];
  return row('robustness', 'sensitivity', known.length, known.length, 'good', details);
}
