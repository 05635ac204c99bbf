import type { Complaint } from '../core/problem.ts';
import type { WrittenSections } from './study.ts';

type Written = WrittenSections['index'];
type Path = (string | number)[];

/** What types cannot say: repeated ids, leaves without a direction, periods out of order. */
export function checkStudy({ index, context, periods }: Partial<WrittenSections>): Complaint[] {
  const complaints: Complaint[] = [];
  const seen = new Map<string, Path>();
  const once = (id: string, path: Path) => {
    if (seen.has(id)) complaints.push(repeated(id, path));
    else seen.set(id, path);
  };
  const walk = (node: Written, path: Path, isRoot: boolean) => {
    once(node.id, [...path, 'id']);
    complaints.push(...(node.children || isRoot ? checkNode(node, path) : checkIndicator(node, path)));
    node.children?.forEach((child, i) => {
      walk(child, [...path, 'children', i], false);
    });
  };
  if (index) walk(index, ['index'], true);
  context?.forEach(({ id }, i) => {
    once(id, ['context', i, 'id']);
  });
  if (periods) complaints.push(...checkPeriods(periods));
  return complaints;
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
  return (['direction', 'formula', 'unit'] as const)
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

function checkIndicator(node: Written, path: Path): Complaint[] {
  if (node.direction) return [];
  return [
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
