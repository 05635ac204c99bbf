import { type Note, noteAbout } from '../core/note.ts';
import type { Problem } from '../core/problem.ts';
import type { Text } from '../core/text.ts';

/** Most problems of one kind that are listed one by one; the rest are counted. */
const LISTED = 100;

export function notANumber(where: string, cell: string): Problem {
  const shown = cell.length > 40 ? `${cell.slice(0, 37)}...` : cell;
  return {
    code: 'data/not-a-number',
    where,
    saw: { en: `"${shown}"`, zh: `“${shown}”` },
    why: {
      en: 'values are plain finite numbers (sign, digits, point, exponent); anything else is never guessed',
      zh: '数值须为普通有限数（符号、数字、小数点、指数），其他写法一律不猜测',
    },
    fix: {
      en: 'write the number, leave the cell empty, or list the marker under missing:',
      zh: '请写成数字、留空，或将该标记列入 missing:',
    },
  };
}

export function conflict(
  where: string,
  cell: string,
  first: string,
  value: number | string,
  id: string,
): Problem {
  return {
    code: 'data/conflict',
    where,
    saw: {
      en: `${id} = ${cell.trim()}, but ${first} says ${value}`,
      zh: `${id} = ${cell.trim()}，而 ${first} 为 ${value}`,
    },
    why: { en: 'a value given twice and differently cannot both be right', zh: '同一数值出现两次且不一致' },
    fix: { en: 'keep the right one and remove the other', zh: '请保留正确者并删除另一个' },
  };
}

export function notAPeriod(where: string, cell: string): Problem {
  return {
    code: 'data/period',
    where,
    saw: { en: `period "${cell}"`, zh: `时期“${cell}”` },
    why: { en: 'periods are whole numbers such as 2015', zh: '时期应为整数，如 2015' },
    fix: {
      en: 'correct the cell, or name the right column in the study',
      zh: '请更正单元格，或在研究文件中指定正确的列',
    },
  };
}

export function emptyName(where: string): Problem {
  return {
    code: 'data/no-key',
    where,
    saw: { en: 'an empty cell', zh: '空单元格' },
    why: { en: 'every row needs the name of what it is about', zh: '每一行都需要写明其对象' },
    fix: { en: 'fill it in or remove the row', zh: '请填写或删除该行' },
  };
}

/** A key that no unit has; `suggest` says what unit it may mean, which is shown and never taken. */
export function unknownUnit(
  where: string,
  unit: string,
  suggest: (key: string) => Text | undefined,
): Problem {
  const near = suggest(unit.trim());
  return {
    code: 'data/unknown-unit',
    where,
    saw: { en: `unit "${unit}"`, zh: `单元“${unit}”` },
    why: {
      en: 'the unit file does not have it, so its values would be lost',
      zh: '单元文件中没有该单元，其数据将丢失',
    },
    fix: near
      ? {
          en: `did you mean ${near.en}? Otherwise add it to the unit file or remove the row`,
          zh: `是否应为 ${near.zh}？否则请加入单元文件或删除该行`,
        }
      : { en: 'add it to the unit file or remove the row', zh: '请加入单元文件或删除该行' },
  };
}

/** Notes the rows that were left out because their period is not part of the study. */
export function outsidePeriods(rows: number, file?: string): Note[] {
  if (rows === 0) return [];
  const of = file === undefined ? { en: '', zh: '' } : { en: ` of ${file}`, zh: `${file} 中` };
  return [
    {
      code: 'data/other-periods',
      level: 'note',
      text: {
        en: `${rows} row(s)${of.en} of periods outside the study were left out.`,
        zh: `${of.zh}${rows} 行属于研究时期以外，未采用。`,
      },
    },
  ];
}

/** Notes the values that are given twice and agree. */
export function repeatedValues(items: readonly string[]): Note[] {
  return noteAbout('data/repeated', 'note', items, (places) => ({
    en: `${items.length} value(s) are given twice and agree: ${places.en}.`,
    zh: `${items.length} 个数值重复出现且一致：${places.zh}。`,
  }));
}

/** The first hundred of each kind, and one line that counts the rest. */
export function capped(problems: readonly Problem[]): Problem[] {
  const counts = new Map<string, number>();
  const shown = problems.filter(({ code }) => {
    counts.set(code, (counts.get(code) ?? 0) + 1);
    return counts.get(code)! <= LISTED;
  });
  for (const [code, count] of counts) {
    if (count <= LISTED) continue;
    const last = shown.findLast((problem) => problem.code === code)!;
    shown.push({
      ...last,
      saw: { en: `${count - LISTED} more of this kind`, zh: `另有 ${count - LISTED} 处同类问题` },
    });
  }
  return shown;
}
