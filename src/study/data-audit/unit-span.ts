import { check, type Spot } from './finding.ts';

/** F12: units of which nothing is observed before, or after, some period: founded, renamed, merged or abolished. */
export const unitSpan = check({
  id: 'unit-span',
  title: { en: 'Units that begin or end', zh: '中途出现或消失的单元' },
  rule: {
    en: 'no indicator observed in the first or in the last periods, though other units are',
    zh: '最初或最后若干时期没有任何指标的观测值，而其他单元有',
  },
  source: { en: 'by definition', zh: '按定义' },
  level: 'warning',
  find({ units, periods, variables }) {
    const scored = variables.filter(({ isIndicator, isMeasured }) => isIndicator && isMeasured);
    const n = units.length;
    const isKnown = (unit: number, p: number) =>
      scored.some(({ values }) => !Number.isNaN(values[p * n + unit]!));
    const open = periods.map((_, p) => units.some((_unit, u) => isKnown(u, p)));
    const [begin, end] = [open.indexOf(true), open.lastIndexOf(true)];
    const spots = units.flatMap((_, unit): Spot[] => {
      const own = periods.map((_period, p) => isKnown(unit, p));
      const [first, last] = [own.indexOf(true), own.lastIndexOf(true)];
      if (first < 0) return [];
      return [
        ...(first > begin ? [{ unit, period: begin, length: first - begin }] : []),
        ...(last < end ? [{ unit, period: last + 1, length: end - last }] : []),
      ];
    });
    return spots.length === 0 ? [] : [{ indicator: '', spots }];
  },
  tell: (_, names, count) => ({
    en: `${count} unit(s) have no value at the beginning or at the end, perhaps because they were founded, renamed, merged or abolished: ${names.en}.`,
    zh: `${count} 个单元在开头或末尾没有数值，可能因设立、更名、合并或撤销：${names.zh}。`,
  }),
});
