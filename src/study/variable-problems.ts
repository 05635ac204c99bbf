import { nearest } from '../core/nearest.ts';
import type { Problem } from '../core/problem.ts';
import type { RawTable } from './raw-table.ts';

/** Data of a variable that the study does not measure: computed by it, or not known to it at all. */
export function unknownVariable(
  id: string,
  where: string,
  { columns, computed }: { columns: ReadonlyMap<string, unknown>; computed: ReadonlyMap<string, string> },
): Problem {
  const way = computed.get(id);
  if (way !== undefined) return alsoMeasured(id, way, where);
  const near = nearest(id, columns.keys());
  return {
    code: 'data/unknown-indicator',
    where,
    saw: { en: `indicator "${id}"`, zh: `指标“${id}”` },
    why: {
      en: 'it is neither an indicator that is measured nor a context variable of the study',
      zh: '它既不是研究中的观测指标，也不是背景变量',
    },
    fix: near
      ? {
          en: `did you mean ${near}? Otherwise add it to context`,
          zh: `是否应为 ${near}？否则请加入 context`,
        }
      : {
          en: 'add it to the index or to context, or remove the rows',
          zh: '请加入指标体系或 context，或删除相应行',
        },
  };
}

/** Data of a variable that the study computes in the given way. */
export function alsoMeasured(id: string, way: string, where: string): Problem {
  return {
    code: 'data/also-measured',
    where,
    saw: {
      en: `values of ${id}, which the study computes (${way})`,
      zh: `${id} 的数据，而研究以 ${way} 计算该变量`,
    },
    why: { en: 'a variable is measured or computed, not both', zh: '一个变量要么观测要么计算，不能兼有' },
    fix: {
      en: `remove ${way} from ${id}, or rename the data`,
      zh: `请删除 ${id} 的 ${way}，或将数据改名`,
    },
  };
}

/** Variables that the study measures and no source provides. */
export function absent(
  measured: readonly string[],
  provided: ReadonlySet<string>,
  tables: readonly RawTable[],
): Problem[] {
  return measured
    .filter((id) => !provided.has(id))
    .map((id) => {
      const near = nearest(
        id,
        tables.flatMap((table) => table.header),
      );
      return {
        code: 'data/no-variable',
        where: tables.map((table) => table.file).join(', '),
        saw: { en: `no values of ${id}`, zh: `没有 ${id} 的数据` },
        why: {
          en: 'the study measures it, but no source has a column or rows of it',
          zh: '研究需要该变量，但没有数据源提供',
        },
        fix: near
          ? {
              en: `if it is the column ${near}, write columns: { ${id}: ${near} }`,
              zh: `若为列 ${near}，请写 columns: { ${id}: ${near} }`,
            }
          : {
              en: 'add the column, map it with columns:, give a formula, or remove the indicator',
              zh: '请补充该列、用 columns: 对应、给出 formula，或删除该指标',
            },
      };
    });
}

/** No source has any value of the study's units and periods. */
export function noValues(tables: readonly RawTable[]): Problem {
  return {
    code: 'data/no-values',
    where: tables.map(({ file }) => file).join(', '),
    saw: { en: 'not one value of the units and periods of the study', zh: '研究的单元与时期没有任何数值' },
    why: { en: 'nothing can be scored', zh: '无法计算任何得分' },
    fix: {
      en: 'check the periods, the columns and the markers of missing values',
      zh: '请检查时期、列名与缺失标记',
    },
  };
}
