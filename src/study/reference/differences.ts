import { listed } from '../../core/note.ts';
import type { Complaint } from '../../core/problem.ts';
import type { Text } from '../../core/text.ts';
import type { Step } from '../choices.ts';
import { nodesLeftOut } from '../left-out.ts';
import type { Plan } from '../plan.ts';
import { writtenStep } from '../written-step.ts';
import { adjustmentsOf, type ReferenceRecord } from './record.ts';

/** Why a study cannot be held to an earlier run: another index, other directions, another way to score. */
export function differences(
  { study, indicators, treat, normalise, aggregate }: Plan,
  record: ReferenceRecord,
): Complaint[] {
  const before = new Map(record.indicators.map(({ id, direction }) => [id, direction]));
  const nodes = new Map(record.nodes.map((one) => [one.id, one.aggregate]));
  const turned = indicators.filter(({ id, direction }) => before.has(id) && before.get(id) !== direction);
  const isSame = (a: unknown, b: unknown) => JSON.stringify(a) === JSON.stringify(b);
  const otherwise = indicators.filter((one) => {
    const then = record.indicators.find(({ id }) => id === one.id);
    return then && !isSame(adjustmentsOf(one), then.adjusted ?? {});
  });
  const treatedThen = record.treat ?? 'none';
  const other = [...aggregate].filter(
    ([id, step]) => nodes.has(id) && !isSame(writtenStep(step as unknown as Step), nodes.get(id)),
  );
  const never = [normalise, ...aggregate.values()].filter(
    ({ method, options }) => (method.held?.(options as never) ?? 'never') === 'never',
  );
  return [
    ...setsApart(
      'indicators',
      indicators.map(({ id }) => id),
      [...before.keys()],
      study.without?.indicators,
    ),
    ...setsApart('nodes', [...aggregate.keys()], [...nodes.keys()], nodesLeftOut(study)),
    ...(turned.length > 0
      ? [
          complaint(
            'directions',
            names(
              turned.map(({ id }) => id),
              'in another direction',
              '方向不同',
            ),
          ),
        ]
      : []),
    ...(otherwise.length > 0
      ? [
          complaint(
            'adjusted',
            names(
              otherwise.map(({ id }) => id),
              'converted, deflated or denominated in another way',
              '换算、平减或相对化方式不同',
            ),
          ),
        ]
      : []),
    ...(isSame(writtenStep(treat as unknown as Step), treatedThen)
      ? []
      : [complaint('treat', changed('method.treat', treatedThen, writtenStep(treat as unknown as Step)))]),
    ...(isSame(writtenStep(normalise as unknown as Step), record.normalise)
      ? []
      : [
          complaint(
            'normalise',
            changed('method.normalise', record.normalise, writtenStep(normalise as unknown as Step)),
          ),
        ]),
    ...other.map(([id, step]) =>
      complaint(
        'aggregate',
        changed(`method.aggregate (${id})`, nodes.get(id), writtenStep(step as unknown as Step)),
      ),
    ),
    ...[...new Set(never.map(({ method }) => method.id))].map((id) => ({
      ...complaint('method', {
        en: `${id}, whose values depend on every unit and period that is there`,
        zh: `${id}，其取值取决于全部单元与时期`,
      }),
      why: {
        en: 'there are no constants that could be held, so earlier scores would move when data are added',
        zh: '没有可固定的常数，新增数据时早期得分必然变动',
      },
      fix: {
        en: 'choose min-max, z-score or goalposts, or take its constants within each period',
        zh: '请改用 min-max、z-score 或 goalposts，或逐期取常数',
      },
    })),
  ];
}

function setsApart(
  kind: 'indicators' | 'nodes',
  now: readonly string[],
  before: readonly string[],
  leftOut: readonly string[] = [],
): Complaint[] {
  const added = now.filter((id) => !before.includes(id));
  const gone = before.filter((id) => !now.includes(id));
  if (added.length + gone.length === 0) return [];
  const a = listed(added);
  const withReason = (reason: string) => gone.map((id) => (leftOut.includes(id) ? `${id}${reason}` : id));
  const g = {
    en: listed(withReason(' (left out by without)')).en,
    zh: listed(withReason('（由 without 略去）')).zh,
  };
  return [
    complaint(kind, {
      en: [
        added.length > 0 ? `new ${kind} ${a.en}` : '',
        gone.length > 0 ? `${kind} that are gone: ${g.en}` : '',
      ]
        .filter((part) => part !== '')
        .join('; '),
      zh: [
        added.length > 0 ? `新增${ZH[kind]} ${a.zh}` : '',
        gone.length > 0 ? `缺少${ZH[kind]} ${g.zh}` : '',
      ]
        .filter((part) => part !== '')
        .join('；'),
    }),
  ];
}

const ZH = { indicators: '指标', nodes: '节点' };

function names(ids: readonly string[], en: string, zh: string): Text {
  const found = listed(ids);
  return { en: `${found.en} ${en}`, zh: `${found.zh} ${zh}` };
}

function changed(key: string, before: unknown, now: unknown): Text {
  const [a, b] = [JSON.stringify(before), JSON.stringify(now)];
  return { en: `${key}: ${b}, then ${a}`, zh: `${key}：现为 ${b}，当时为 ${a}` };
}

function complaint(kind: string, saw: Text): Complaint {
  return {
    code: `reference/${kind}`,
    path: ['reference', 'freeze'],
    saw,
    why: {
      en: 'the constants of an earlier run hold for the index that it measured, and for no other',
      zh: '早期运行的常数只适用于当时的指标体系与方法',
    },
    fix: {
      en: 'measure the same index as then, or remove reference.freeze and let the earlier scores move',
      zh: '请与当时的指标体系及方法保持一致，或删除 reference.freeze 并接受早期得分变动',
    },
  };
}
