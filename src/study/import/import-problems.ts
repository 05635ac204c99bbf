import type { Problem } from '../../core/problem.ts';
import type { Text } from '../../core/text.ts';
import type { NumberFault } from './number-text.ts';

const FAULTS: Record<NumberFault, Text> = {
  approximate: { en: 'the number is only approximate', zh: '数值为约数' },
  range: { en: 'it is a range, not a number', zh: '是区间而非数值' },
  'trailing-sign': {
    en: 'a sign behind a number may mean a negative number, or that more was to follow',
    zh: '数字后的符号可能表示负数，也可能是内容不全',
  },
  'not-finite': { en: 'it is larger than numbers can be here', zh: '超出可表示的范围' },
  'not-a-number': { en: 'it cannot be read as a number', zh: '无法读作数值' },
};

/** A cell under a column of values that holds no usable number. */
export function faultProblem(where: string, written: string, fault: NumberFault): Problem {
  return {
    code: `import/${fault}`,
    where,
    saw: { en: `"${written}"`, zh: `“${written}”` },
    why: FAULTS[fault],
    fix: {
      en: 'correct the cell, or say in the recipe what this text stands for (markers)',
      zh: '请更正单元格，或在方案的 markers 中说明该文本的含义',
    },
  };
}

/** A cell under a column of years that holds none. */
export function yearProblem(
  where: string,
  written: string,
  fault: 'impossible' | 'two-digits' | 'span' | 'none',
): Problem {
  const why: Record<typeof fault, Text> = {
    impossible: { en: 'years lie between 1840 and 2100', zh: '年份应在 1840 至 2100 之间' },
    'two-digits': { en: 'two digits do not say which century', zh: '两位数无法判断世纪' },
    span: { en: 'a span is not one year', zh: '区间不是单一年份' },
    none: { en: 'it names no year', zh: '不是年份' },
  };
  return {
    code: 'import/year',
    where,
    saw: { en: `"${written}" in a column of years`, zh: `年份列中的“${written}”` },
    why: why[fault],
    fix: { en: 'write the year with four digits', zh: '请写四位数年份' },
  };
}

/** A row with values that says no place, or no year, and cannot have it from the rows above. */
export function unnamedProblem(where: string, what: 'place' | 'year'): Problem {
  const isPlace = what === 'place';
  return {
    code: isPlace ? 'import/no-place' : 'import/no-year',
    where,
    saw: isPlace
      ? { en: 'values in a row without a name', zh: '该行有数值而无单元名称' }
      : { en: 'values in a row without a year', zh: '该行有数值而无年份' },
    why: { en: 'what they are of cannot be told', zh: '无法判断数值的归属' },
    fix: {
      en: 'write it into the row, or say in the recipe that the row is a total or a note (rows)',
      zh: '请在该行补写，或在方案的 rows 中说明该行为合计或注释',
    },
  };
}

/** A number with a unit of its own that is not the unit of its column. */
export function unitProblem(where: string, written: string, unit: string): Problem {
  return {
    code: 'import/unit',
    where,
    saw: { en: `"${written}" where the unit is "${unit}"`, zh: `“${written}”，而该列单位为“${unit}”` },
    why: { en: 'one cannot be turned into the other', zh: '两者无法换算' },
    fix: { en: 'correct the cell or the header', zh: '请更正单元格或表头' },
  };
}
