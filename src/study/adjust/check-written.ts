import type { Complaint } from '../../core/problem.ts';
import { adjustments } from './schema.ts';
import { DIMENSIONS, factorBetween, measureOf } from './units.ts';

type Path = readonly (string | number)[];
interface Written {
  id: string;
  convert?: { from?: string; to?: string; factor?: number };
  [key: string]: unknown;
}

/** Constructions whose values cannot be deflated or divided in a way that means something, and what they bear. */
const BEARS: Readonly<Record<string, readonly string[]>> = {
  distance: ['convert'],
  neighbours: ['convert'],
  conditions: [],
};

/** What can be seen from one declaration: units that do not fit, and adjustments that make no sense for a construction. */
export function checkAdjustments(one: { id: string }, path: Path): Complaint[] {
  const written = one as Written;
  return [...checkConvert(written, [...path, 'convert']), ...checkSense(written, path)];
}

function checkConvert({ id, convert }: Written, path: Path): Complaint[] {
  if (!convert) return [];
  const { from, to, factor } = convert;
  const isNamed = from !== undefined && to !== undefined && factor === undefined;
  const isFactor = factor !== undefined && from === undefined && to === undefined;
  if (isFactor) return [];
  if (!isNamed) {
    return [
      {
        code: 'convert/form',
        path,
        saw: {
          en: `convert of ${id} with ${Object.keys(convert).join(' and ') || 'nothing'}`,
          zh: `${id} 的 convert 含 ${Object.keys(convert).join(' 与 ') || '空'}`,
        },
        why: {
          en: 'a conversion is two units or one factor',
          zh: '换算须给出两个单位，或一个系数',
        },
        fix: {
          en: 'write { from: 10000 yuan, to: yuan } or { factor: 10000 }',
          zh: '请写 { from: 万元, to: 元 } 或 { factor: 10000 }',
        },
      },
    ];
  }
  if (factorBetween(from, to)) return [];
  const [a, b] = [measureOf(from), measureOf(to)];
  const strange = [a.isKnown ? '' : from, b.isKnown ? '' : to].filter((text) => text !== '');
  return [
    {
      code: strange.length > 0 ? 'convert/unknown-unit' : 'convert/dimension',
      path,
      saw: { en: `${id} from ${from} to ${to}`, zh: `${id} 由 ${from} 换算为 ${to}` },
      why:
        strange.length > 0
          ? {
              en: `${strange.join(' and ')} is not known, so that there is no factor between the two`,
              zh: `未知单位 ${strange.join('、')}，无法得到换算系数`,
            }
          : {
              en: `they measure different things: ${a.dimension}, ${b.dimension}`,
              zh: '两者量纲不同，不能换算',
            },
      fix:
        strange.length > 0
          ? {
              en: `use a unit of ${DIMENSIONS.join(', ')}, or give the factor: { factor: ... }`,
              zh: '请改用已知单位（金额、人口、面积、长度、质量、体积、能量、百分比），或写 { factor: ... }',
            }
          : {
              en: 'correct the units; to divide by another variable use denominate, to exchange currencies a formula',
              zh: '请更正单位；除以另一变量请用 denominate，货币兑换请用 formula',
            },
    },
  ];
}

function checkSense(one: Written, path: Path): Complaint[] {
  return Object.entries(BEARS).flatMap(([way, bears]) =>
    one[way] === undefined
      ? []
      : Object.keys(adjustments)
          .filter((key) => one[key] !== undefined && !bears.includes(key))
          .map((key) => ({
            code: 'adjust/no-sense',
            path: [...path, key],
            saw: {
              en: `${key} of ${one.id}, which is made by ${way}`,
              zh: `${one.id} 由 ${way} 构造，又有 ${key}`,
            },
            why: {
              en:
                way === 'distance'
                  ? 'kilometres have no prices and no heads'
                  : way === 'neighbours'
                    ? 'the values are those of other countries, the prices and denominators those of the unit'
                    : 'points for conditions have no unit, no prices and no heads',
              zh:
                way === 'distance'
                  ? '距离没有价格，也不按人均计'
                  : way === 'neighbours'
                    ? '数值属于邻国，而价格与分母属于本单元'
                    : '条件得分没有单位、价格或人均之分',
            },
            fix: {
              en: `remove ${key}, or compute what is meant with a formula of a context variable`,
              zh: `请删除 ${key}，或用背景变量的 formula 表达`,
            },
          })),
  );
}
