import type { Complaint } from '../core/problem.ts';
import { checkAdjustments } from './adjust/check-written.ts';
import { checkChanges } from './check-changes.ts';
import { checkAuditSection } from './data-audit/check-section.ts';
import { spelledOut } from './periods.ts';
import type { WrittenSections } from './study.ts';
import { ADJUSTMENTS, CONSTRUCTIONS, waysOf } from './variables.ts';

type Written = WrittenSections['index'];
type Path = (string | number)[];

/** What types cannot say: repeated ids, leaves without a direction, two ways to compute one, periods out of order. */
export function checkStudy(written: Partial<WrittenSections>): Complaint[] {
  const { index, context, periods, units, audit } = written;
  const complaints: Complaint[] = [];
  const seen = new Map<string, Path>();
  const once = (id: string, path: Path) => {
    if (seen.has(id)) complaints.push(repeated(id, path));
    else seen.set(id, path);
  };
  const leaves: Written[] = [];
  const walk = (node: Written, path: Path, isRoot: boolean) => {
    once(node.id, [...path, 'id']);
    complaints.push(...(node.children || isRoot ? checkNode(node, path) : checkIndicator(node, path, units)));
    if (!node.children) leaves.push(node);
    node.children?.forEach((child, i) => {
      walk(child, [...path, 'children', i], false);
    });
  };
  if (index) walk(index, ['index'], true);
  context?.forEach((one, i) => {
    once(one.id, ['context', i, 'id']);
    complaints.push(...checkWays(one, ['context', i], units));
  });
  if (periods) complaints.push(...checkPeriods(periods));
  if (audit && index && context) complaints.push(...checkAuditSection(audit, new Set(seen.keys())));
  if (index && context) complaints.push(...checkChanges(written, leaves, context, known(periods)));
  return complaints;
}

function known(periods: Partial<WrittenSections>['periods']): ReadonlySet<number> | undefined {
  if (!periods || checkPeriods(periods).length > 0) return undefined;
  return new Set(spelledOut(periods));
}

function checkNode(node: Written, path: Path): Complaint[] {
  if (!node.children) {
    return [
      {
        code: 'study/empty-index',
        path,
        saw: { en: `${node.id} without children`, zh: `${node.id} 没有 children` },
        why: { en: 'there is nothing to score', zh: '没有可计分的内容' },
        fix: { en: 'add children: a list of dimensions or indicators', zh: '请在 children 下列出维度或指标' },
      },
    ];
  }
  return (['direction', 'unit', 'formula', 'error', ...CONSTRUCTIONS, ...ADJUSTMENTS] as const)
    .filter((key) => node[key] !== undefined)
    .map((key) => ({
      code: 'study/node-or-indicator',
      path: [...path, key],
      saw: { en: `${node.id} with both children and ${key}`, zh: `${node.id} 同时有 children 与 ${key}` },
      why: {
        en: 'children make it a node, which is scored; only indicators are measured',
        zh: '有 children 即为节点，由下级计分；只有指标才有度量',
      },
      fix: { en: `remove ${key}, or the children`, zh: `请删除 ${key} 或 children` },
    }));
}

type Units = WrittenSections['units'] | undefined;

function checkIndicator(node: Written, path: Path, units: Units): Complaint[] {
  const ways = checkWays(node, path, units);
  if (node.direction) return ways;
  return [
    ...ways,
    {
      code: 'study/no-direction',
      path,
      saw: { en: `indicator ${node.id} without a direction`, zh: `指标 ${node.id} 没有方向` },
      why: { en: 'the score needs to know whether more of it is better', zh: '计分需要知道数值越大是否越好' },
      fix: {
        en: 'add direction: benefit or direction: cost (or children, if it is a dimension)',
        zh: '请补充 direction: benefit 或 cost（若为维度则补充 children）',
      },
    },
  ];
}

/** One way to compute a variable at most, and what that way needs of the units. */
function checkWays(one: { id: string }, path: Path, units: Units): Complaint[] {
  const ways = waysOf(one);
  const complaints: Complaint[] = checkAdjustments(one, path);
  if (ways.length > 1) {
    complaints.push({
      code: 'study/two-ways',
      path: [...path, ways[1]!],
      saw: { en: `${one.id} with ${ways.join(' and ')}`, zh: `${one.id} 同时有 ${ways.join(' 与 ')}` },
      why: { en: 'a variable is computed in one way', zh: '一个变量只能有一种计算方式' },
      fix: { en: `keep one of ${ways.join(', ')}`, zh: `请只保留 ${ways.join('、')} 之一` },
    });
  }
  const needs = (way: string, key: 'coordinates' | 'neighbours', en: string, zh: string) => {
    if (!ways.includes(way) || !units || units[key]) return;
    complaints.push({
      code: `construct/no-${key}`,
      path: [...path, way],
      saw: {
        en: `${way} of ${one.id}, but no units.${key}`,
        zh: `${one.id} 使用 ${way}，但没有 units.${key}`,
      },
      why: { en, zh },
      fix: { en: `add units.${key}`, zh: `请补充 units.${key}` },
    });
  };
  needs('distance', 'coordinates', 'a distance starts at the coordinates of a unit', '距离需要单元的坐标');
  needs(
    'neighbours',
    'neighbours',
    'it must be known which countries a unit borders on',
    '需要知道单元与哪些国家相邻',
  );
  return complaints;
}

function repeated(id: string, path: Path): Complaint {
  return {
    code: 'study/repeated-id',
    path,
    saw: { en: `the id ${id} a second time`, zh: `标识 ${id} 重复出现` },
    why: {
      en: 'ids name columns of the data and rows of the results, so each must be unique',
      zh: '标识对应数据列与结果行，必须唯一',
    },
    fix: { en: 'rename one of them', zh: '请改名' },
  };
}

function checkPeriods(periods: WrittenSections['periods']): Complaint[] {
  if (Array.isArray(periods)) {
    const twice = periods.filter((period, i) => periods.indexOf(period) !== i);
    return twice.map((period) => repeated(String(period), ['periods']));
  }
  if (periods.from <= periods.to && periods.to - periods.from < 10_000) return [];
  return [
    {
      code: 'study/periods',
      path: ['periods'],
      saw: { en: `from ${periods.from} to ${periods.to}`, zh: `从 ${periods.from} 到 ${periods.to}` },
      why: {
        en: 'the first period must not come after the last, and there can be at most 10,000',
        zh: '起始时期不得晚于终止时期，且最多一万个',
      },
      fix: { en: 'correct from and to', zh: '请更正 from 与 to' },
    },
  ];
}
