import * as z from 'zod';
import { method, type Places } from '../method.ts';
import { help } from '../options.ts';
import { by, checkBy, columnsOf, everyone, groupsBy } from './by.ts';
import { checkCoordinates, nowhere } from './coordinates.ts';
import { exampleInput } from './example-input.ts';
import { checkScope, nodesOption } from './scope.ts';
import { trendTables } from './trend-tables.ts';

const options = z.strictObject({
  by,
  order: help(z.int().min(1).max(3).default(2), 'Order of the polynomial', '多项式次数'),
  rotation: help(
    z.number().min(-360).max(360).default(0),
    'Degrees by which the axes are turned counter-clockwise from east and north',
    '坐标轴自正东、正北逆时针旋转的角度',
  ),
  nodes: nodesOption,
  replicates: help(
    z.int().min(0).max(20_000).default(500),
    'Resamples of the units for the band around each curve; 0 = none',
    '曲线置信带的自助重抽样次数，0 为不做',
  ),
  interval: help(
    z.number().gt(0).lt(1).default(0.9),
    'Share of the resamples in the band',
    '置信带的覆盖比例',
  ),
});
/** Four columns and three rows of places. */
const GRID = Array.from({ length: 12 }, (_, i) => ({ x: Math.floor(i / 3), y: i % 3 }));

export const trend = method({
  id: 'trend',
  stage: 'analyse',
  title: { en: 'Trend surface on two walls', zh: '趋势面分析' },
  about: {
    en: 'The trend analysis of geostatistics: scores are projected on the walls over two axes (west-east and south-north in projected metres, or turned by an angle), and a polynomial is fitted to each by least squares over s = (u - min) / (max - min), its coefficients ascending. F and p test the highest term against the next lower order. Shapes: rising, falling, u, inverted-u, rise-fall-rise, fall-rise-fall by where the curve turns between the outermost units; flat where it moves by less than 5 % of the range of the scores. best_angle is the whole angle from 0 to 179 degrees at which one axis explains most (best_r2). The band is a pairs bootstrap with percentiles. Without groups (by) all units form the group *. Units without coordinates or score are left out; groups with fewer than max(5, order + 2) usable units, and axes with too few different positions, are skipped, each with a note. Equal scores give a level curve without R2, F, p and best angle; an exact curve has p = 0 and no F.',
    zh: '地统计的趋势分析：将得分投影到两面墙上（投影坐标的东西向与南北向，可旋转），以 s=(u-min)/(max-min) 为自变量作最小二乘多项式拟合，系数按升幂排列。F 与 p 检验最高次项（与低一次的多项式相比）。形态按曲线在最外侧单元之间的转折命名：上升 rising、下降 falling、U 型 u、倒 U 型 inverted-u、升降升 rise-fall-rise、降升降 fall-rise-fall；变幅不足得分极差 5% 者为平缓 flat。best_angle 为使单轴解释度（best_r2）最大的整数角度（0–179 度）。置信带为成对自助法百分位区间。未给分组（by）时全部单元为一组 *。无坐标或无得分的单元不计入；可用单元少于 max(5, 次数+2) 的组、位置过少的轴予以跳过，均有提示。得分全相等时曲线水平，无 R2、F、p 与最优角度；完全拟合时 p=0 而无 F。',
  },
  formula:
    '\\hat z(s) = \\sum_{k=0}^{K} c_k s^k,\\quad s = \\frac{u-u_{\\min}}{u_{\\max}-u_{\\min}},\\quad u = x\\cos\\theta + y\\sin\\theta',
  cite: ['golub2013', 'efron1993'],
  options,
  run(input, given) {
    if (!input.places) return nowhere('trend');
    const columns = columnsOf(given.by);
    const zones = columns.length === 0 ? [everyone(input, '')] : groupsBy(input, columns);
    return trendTables(input, input.places, zones, given);
  },
  describe: ({ order, rotation, replicates, interval, by: written }) => ({
    en: `Scores were fitted by polynomials of order ${order} along two axes${rotation === 0 ? ' (west-east and south-north)' : ` turned by ${rotation} degrees`}${written === undefined ? '' : `, by ${columnsOf(written).join(', ')}`}${replicates > 0 ? `; bands hold ${Math.round(interval * 1000) / 10} % of ${replicates} resamples` : ''}.`,
    zh: `得分沿两轴${rotation === 0 ? '（东西向、南北向）' : `（旋转 ${rotation} 度）`}作 ${order} 次多项式拟合${written === undefined ? '' : `，按 ${columnsOf(written).join('、')} 分组`}${replicates > 0 ? `；置信带为 ${replicates} 次重抽样的 ${Math.round(interval * 1000) / 10}% 区间` : ''}。`,
  }),
  check: (given, context) => [
    ...checkCoordinates(context),
    ...checkBy(given.by, context),
    ...checkScope({ nodes: given.nodes }, context),
  ],
  examples: [
    {
      title: { en: 'A hill from west to east and a slope to the north', zh: '东西向拱形、南北向斜坡' },
      source:
        'Exact polynomials on a grid of 4 x 3 points: z = 1.5 + 2 x - x^2 on one wall, 0.5 + 0.5 y on the other',
      input: exampleInput(
        GRID.map(({ x, y }) => 1 + 2 * x - x * x + 0.5 * y),
        { places: gridPlaces() },
      ),
      options: { replicates: 0 },
      expect: ({ tables }) => ({
        value: tables[0]!.rows.flatMap((row) => [row[6], row[7], row[8]] as number[]),
        expected: [1.5, 6, -9, 0.5, 1, 0],
        tolerance: 1e-12,
      }),
    },
  ],
});

function gridPlaces(): Places {
  const x = Float64Array.from(GRID, (point) => point.x);
  const y = Float64Array.from(GRID, (point) => point.y);
  return { projection: { parallels: [0, 1], meridian: 0 }, lon: x, lat: y, x, y };
}
