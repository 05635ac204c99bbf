import { nearest } from '../../core/nearest.ts';
import type { Complaint } from '../../core/problem.ts';
import type { WrittenSections } from '../study.ts';
import { checks } from './checks.ts';

/** What the audit section names that is not there: checks, indicators, parts of sums. */
export function checkAuditSection(
  { accept, sums }: WrittenSections['audit'],
  ids: ReadonlySet<string>,
): Complaint[] {
  const known = checks.map(({ id }) => id);
  const unknown = (path: (string | number)[], name: string, of: Iterable<string>, what: 'check' | 'id') => {
    const near = nearest(name, of);
    return {
      code: `audit/unknown-${what}`,
      path: ['audit', ...path],
      saw: { en: name, zh: name },
      why:
        what === 'check'
          ? { en: 'the audit has no such check', zh: '数据审查中没有该项检查' }
          : { en: 'there is no indicator or context variable of this id', zh: '没有此标识的指标或背景变量' },
      fix: near
        ? { en: `did you mean ${near}?`, zh: `是否应为 ${near}？` }
        : { en: `use one of ${[...of].join(', ')}`, zh: `可用：${[...of].join('、')}` },
    };
  };
  return [
    ...accept.flatMap(({ check, indicator }, i) => [
      ...(known.includes(check) ? [] : [unknown(['accept', i, 'check'], check, known, 'check')]),
      ...(indicator === undefined || ids.has(indicator)
        ? []
        : [unknown(['accept', i, 'indicator'], indicator, ids, 'id')]),
    ]),
    ...sums.flatMap(({ whole, parts }, i) => [
      ...(typeof whole === 'number' || ids.has(whole)
        ? []
        : [unknown(['sums', i, 'whole'], whole, ids, 'id')]),
      ...parts.flatMap((part, p) =>
        ids.has(part) ? [] : [unknown(['sums', i, 'parts', p], part, ids, 'id')],
      ),
    ]),
  ];
}
