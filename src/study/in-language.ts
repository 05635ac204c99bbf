import type { Result } from './result.ts';

/**
 * The names of groups in Chinese, by what the unit file writes: the column `region_zh` beside the group column `region` has them.
 * A group without one keeps its own.
 */
export function groupNames({ panel, plan }: Pick<Result, 'panel' | 'plan'>): ReadonlyMap<string, string> {
  const names = new Map<string, string>();
  for (const column of plan.study.units.groups) {
    for (const { attributes } of panel.units) {
      const [group, name] = [attributes.get(column), attributes.get(`${column}_zh`)];
      if (group && name) names.set(group, name);
    }
  }
  return names;
}

/** Results are never changed, and every figure of one is shown in the same language. */
const shown = new WeakMap<Result, Result>();

/** The result as it is shown in a language: groups by their Chinese names, in the units and in every table. Numbers stay. */
export function inLanguage(result: Result, lang: 'en' | 'zh'): Result {
  if (lang === 'en') return result;
  const made = shown.get(result) ?? inChinese(result);
  shown.set(result, made);
  // What is in Chinese already stays as it is.
  shown.set(made, made);
  return made;
}

function inChinese(result: Result): Result {
  const names = groupNames(result);
  if (names.size === 0) return result;
  const groups = result.plan.study.units.groups;
  const named = (group: string) => names.get(group) ?? group;
  return {
    ...result,
    panel: {
      ...result.panel,
      units: result.panel.units.map((unit) => ({
        ...unit,
        attributes: new Map(
          [...unit.attributes].map(([column, value]) => [
            column,
            groups.includes(column) ? named(value) : value,
          ]),
        ),
      })),
    },
    analyses: result.analyses.map((table) => {
      const at = table.columns.indexOf('group');
      if (at < 0) return table;
      return {
        ...table,
        rows: table.rows.map((row) => row.map((cell, i) => (i === at ? named(String(cell)) : cell))),
      };
    }),
  };
}
