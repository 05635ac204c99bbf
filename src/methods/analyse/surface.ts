import * as z from 'zod';
import type { Cell } from '../../core/data-table.ts';
import type { Note } from '../../core/note.ts';
import { albersInverse } from '../../core/spatial/albers.ts';
import { KERNELS, scottBandwidth, smoothAt } from '../../core/spatial/smooth.ts';
import { extent } from '../../core/statistics/extent.ts';
import { type AnalyseInput, type AnalyseOutcome, method, type Places } from '../method.ts';
import { help } from '../options.ts';
import { checkCoordinates, isPlaced, nowhere, unplaced } from './coordinates.ts';
import { leftOut } from './left-out.ts';
import { checkScope, nodesOption, periodsOption, scoresOf } from './scope.ts';

/** Fewer places than this span no surface. */
const NEEDED = 3;

const options = z.strictObject({
  kernel: help(
    z.enum(['gaussian', 'quartic', 'epanechnikov']).default('gaussian'),
    'How the weight of a unit falls with distance',
    '权重随距离衰减的核函数',
  ),
  bandwidth: help(
    z.union([z.literal('scott'), z.strictObject({ fixed: z.number().positive() })]).default('scott'),
    "Scott's rule for two dimensions, or { fixed: kilometres }",
    '二维 Scott 规则，或 { fixed: 千米 }',
  ),
  resolution: help(
    z.int().min(10).max(300).default(50),
    'Cells along the longer side of the study area',
    '研究区长边的格网数',
  ),
  nodes: help(nodesOption, 'Nodes of the index; default: the root', '指标体系节点，默认为根节点'),
  periods: periodsOption,
});
type Options = z.output<typeof options>;

export const surface = method({
  id: 'surface',
  stage: 'analyse',
  title: { en: 'Smoothed surface of the scores', zh: '得分平滑曲面' },
  about: {
    en: "Kernel-weighted mean of the scores around every cell of a grid over the study area (Nadaraya-Watson), in kilometres of the study's equal-area projection. It illustrates the pattern; it measures nothing between the units. Bandwidth by Scott's rule in two dimensions, h = sqrt((sx^2 + sy^2) / 2) n^(-1/6), times 2.402 (Epanechnikov) or 2.779 (quartic) so that kernels smooth alike, or fixed; the same for all periods. The square cells cover the units and one Gaussian bandwidth around them. A cell is empty where no unit with a score lies within 2 bandwidths (Gaussian) or 1 (the others). Units without coordinates or score are left out; fewer than three usable units, or units all in one place without a fixed bandwidth, give no surface; each with a note. Equal scores give a level surface.",
    zh: '研究区格网各单元格周围得分的核加权均值（Nadaraya-Watson 估计），距离以等积投影的千米计。仅展示格局，并非单元之间的实测。带宽按二维 Scott 规则 h=sqrt((sx^2+sy^2)/2)·n^(-1/6)，Epanechnikov 核乘 2.402、四次核乘 2.779 以使平滑程度一致，也可固定；各期相同。方格覆盖全部单元及其外一个高斯带宽。若 2 倍带宽（高斯）或 1 倍带宽（其他）内没有有得分的单元，则该格为空。无坐标或无得分的单元不计入；可用单元少于三个，或全部位于一处且未固定带宽时不作曲面；均有提示。得分全相等时曲面水平。',
  },
  formula: '\\hat z(u) = \\frac{\\sum_i K(\\lVert u-u_i\\rVert/h)\\, z_i}{\\sum_i K(\\lVert u-u_i\\rVert/h)}',
  cite: ['nadaraya1964', 'scott1992', 'silverman1986'],
  options,
  run: (input, given) => (input.places ? surfaceOf(input, input.places, given) : nowhere('surface')),
  describe: ({ kernel, bandwidth }) => ({
    en: `For illustration, scores were smoothed over the study area with a ${kernel} kernel and ${bandwidth === 'scott' ? "Scott's bandwidth" : `a bandwidth of ${bandwidth.fixed} km`}.`,
    zh: `为展示格局，以${KERNEL_NAMES[kernel]}与${bandwidth === 'scott' ? ' Scott 带宽' : `固定带宽 ${bandwidth.fixed} 千米`}对得分作空间平滑。`,
  }),
  check: (given, context) => [...checkCoordinates(context), ...checkScope(given, context)],
  examples: [],
});

const KERNEL_NAMES = { gaussian: '高斯核', quartic: '四次核', epanechnikov: 'Epanechnikov 核' };

function surfaceOf(input: AnalyseInput, places: Places, given: Options): AnalyseOutcome {
  const { units, periods, root } = input;
  const placed = units.map((_, unit) => unit).filter((unit) => isPlaced(places, unit));
  const kilometres = (metres: Float64Array) => Float64Array.from(placed, (unit) => metres[unit]! / 1000);
  const [x, y] = [kilometres(places.x), kilometres(places.y)];
  const kernel = KERNELS[given.kernel];
  const { bandwidth: written } = given;
  const gaussian = written === 'scott' ? scottBandwidth(x, y) : written.fixed / kernel.canonical;
  const bandwidth = written === 'scott' ? gaussian * kernel.canonical : written.fixed;
  const lost = unplaced(input, places, 'surface');
  if (placed.length < NEEDED || !(bandwidth > 0)) return { tables: [], notes: [...lost, noSurface()] };
  const cells = grid(x, y, gaussian, given.resolution);
  const inverse = albersInverse(places.projection);
  const located = cells.map((cell) => ({ ...cell, ...inverse(cell.x * 1000, cell.y * 1000) }));
  const unscored: string[] = [];
  const small: string[] = [];
  const rows = periods.flatMap((period, p) =>
    (given.periods ?? periods).includes(period)
      ? scoresOf(input, given.nodes ?? [root.id]).flatMap(({ node, column }): Cell[][] => {
          const points = placed.flatMap((unit, i) => {
            const value = column[p * units.length + unit]!;
            if (value !== value) unscored.push(`${units[unit]} ${period} ${node}`);
            return value === value ? [{ x: x[i]!, y: y[i]!, value }] : [];
          });
          if (points.length < NEEDED) {
            small.push(`${period} ${node}`);
            return [];
          }
          return located.map((at) => {
            const value = smoothAt(at.x, at.y, points, kernel, bandwidth);
            return [period, node, bandwidth, at.x, at.y, at.lon, at.lat, value];
          });
        })
      : [],
  );
  return {
    tables: [
      {
        name: 'surface',
        title: { en: 'Smoothed surface of the scores (x and y in km)', zh: '得分平滑曲面（x、y 以千米计）' },
        columns: ['period', 'node', 'bandwidth_km', 'x', 'y', 'lon', 'lat', 'value'],
        rows,
      },
    ],
    notes: [
      illustration(given.kernel, bandwidth),
      ...wide(placed.map((unit) => places.lon[unit]!)),
      ...lost,
      ...leftOut(
        'surface/no-score',
        unscored,
        'score(s) that do not exist are left out',
        '个得分不存在，未计入',
      ),
      ...leftOut(
        'surface/too-few',
        small,
        `surface(s) with fewer than ${NEEDED} usable units are skipped`,
        `处可用单元少于 ${NEEDED} 个，已跳过`,
      ),
    ],
  };
}

/** Centres of square cells over the units and a margin, row by row from south to north. */
function grid(
  x: Float64Array,
  y: Float64Array,
  margin: number,
  resolution: number,
): { x: number; y: number }[] {
  const [across, up] = [extent(x), extent(y)];
  const [width, height] = [across.max - across.min + 2 * margin, up.max - up.min + 2 * margin];
  const side = Math.max(width, height) / resolution;
  // A whole number of sides must not become one more by rounding.
  const [columns, rows] = [Math.ceil(width / side - 1e-9), Math.ceil(height / side - 1e-9)];
  const [left, bottom] = [
    (across.min + across.max - columns * side) / 2,
    (up.min + up.max - rows * side) / 2,
  ];
  return Array.from({ length: columns * rows }, (_, i) => ({
    x: left + ((i % columns) + 0.5) * side,
    y: bottom + (Math.floor(i / columns) + 0.5) * side,
  }));
}

function illustration(kernel: Options['kernel'], bandwidth: number): Note {
  const km = Math.round(bandwidth * 10) / 10;
  return {
    code: 'surface/illustration',
    level: 'note',
    text: {
      en: `The surface (${kernel} kernel, bandwidth ${km} km) illustrates the pattern of the scores; between the units nothing was measured.`,
      zh: `平滑曲面（${KERNEL_NAMES[kernel]}，带宽 ${km} 千米）仅展示得分格局，单元之间并无实测。`,
    },
  };
}

/** Degrees of longitude beyond which one plane cannot keep distances. */
const WIDE = 150;

function wide(longitudes: readonly number[]): Note[] {
  const { min, max } = extent(Float64Array.from(longitudes));
  if (max - min <= WIDE) return [];
  return [
    {
      code: 'surface/wide',
      level: 'warning',
      text: {
        en: `The units span more than ${WIDE} degrees of longitude: distances in the projection, and so the smoothing, are distorted.`,
        zh: `单元经度跨度超过 ${WIDE} 度：投影中的距离与平滑均有变形。`,
      },
    },
  ];
}

function noSurface(): Note {
  return {
    code: 'surface/too-few',
    level: 'warning',
    text: {
      en: `There is no surface: it needs at least ${NEEDED} units with coordinates, in more than one place unless the bandwidth is fixed.`,
      zh: `未作平滑曲面：至少需要 ${NEEDED} 个有坐标的单元，且（未固定带宽时）不在同一处。`,
    },
  };
}
