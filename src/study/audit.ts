import type { Note } from '../core/note.ts';
import type { Panel } from '../core/panel.ts';
import { correlation } from '../core/statistics/correlation.ts';
import { extent } from '../core/statistics/extent.ts';
import { columnOf } from '../core/table.ts';
import type { Plan } from './plan.ts';
import type { Result } from './result.ts';

/** How much of an indicator is known, and its range. */
export interface Coverage {
  indicator: string;
  observed: number;
  missing: number;
  min: number;
  max: number;
  /** Correlation of the raw values with the rest of the index, turned by the direction: negative speaks against it. */
  agreement: number;
}

/** Observed and missing cells of every measured or derived indicator, before imputation. */
export function coverage(result: Result): Coverage[] {
  const { plan, panel, normalised, nodes } = result;
  return plan.indicators.map(({ id }) => {
    const { values } = panel.columns.get(id)!;
    const { count, min, max } = extent(values);
    return {
      indicator: id,
      observed: count,
      missing: values.length - count,
      min,
      max,
      agreement: correlation(columnOf(normalised, id), nodes[0]!.score).r,
    };
  });
}

/** Indicators whose oriented values run against the index they are part of: perhaps their direction is wrong. */
export function againstIndex(found: readonly Coverage[]): Note[] {
  const items = found
    .filter(({ agreement }) => agreement < -0.2)
    .map(({ indicator, agreement }) => `${indicator} (${agreement.toFixed(2)})`);
  if (items.length === 0) return [];
  return [
    {
      code: 'check/direction',
      level: 'warning',
      text: {
        en: `These indicators run against the index, so their direction may be wrong: ${items.join(', ')}.`,
        zh: `以下指标与指数负相关，方向可能有误：${items.join('、')}。`,
      },
      items,
    },
  ];
}

/** Constant and all-missing indicators, units without data, and unit names that are almost the same. */
export function oddities(plan: Plan, panel: Panel): Note[] {
  const notes: Note[] = [];
  const warn = (code: string, items: string[], en: string, zh: string) => {
    if (items.length > 0)
      notes.push({
        code,
        level: 'warning',
        text: { en: `${en}: ${items.join(', ')}.`, zh: `${zh}：${items.join('、')}。` },
        items,
      });
  };
  const known = plan.indicators.filter(({ id }) => panel.columns.has(id));
  const extents = known.map(({ id }) => ({ id, ...extent(panel.columns.get(id)!.values) }));
  warn(
    'check/constant',
    extents.filter(({ count, min, max }) => count > 0 && min === max).map(({ id }) => id),
    'Constant indicators',
    '常数指标',
  );
  warn(
    'check/all-missing',
    extents.filter(({ count }) => count === 0).map(({ id }) => id),
    'Indicators without any value',
    '全部缺失的指标',
  );
  const columns = known.map(({ id }) => panel.columns.get(id)!.values);
  const without = panel.units.filter((_, u) =>
    columns.every((values) =>
      panel.periods.every((_period, p) => Number.isNaN(values[p * panel.units.length + u]!)),
    ),
  );
  warn(
    'check/unit-without-data',
    without.map((unit) => unit.id),
    'Units without any value',
    '全部缺失的单元',
  );
  warn('check/similar-names', similarNames(panel), 'Unit names that are almost the same', '近似的单元名称');
  return notes;
}

/** Pairs of names that are equal but for case, spaces, accents and the usual endings. */
function similarNames({ units }: Panel): string[] {
  const seen = new Map<string, string>();
  const pairs: string[] = [];
  for (const unit of units) {
    for (const name of new Set([unit.name.en, unit.name.zh])) {
      const key = bare(name);
      const before = seen.get(key);
      if (before !== undefined && before !== unit.id) pairs.push(`${name} (${before}, ${unit.id})`);
      seen.set(key, unit.id);
    }
  }
  return pairs;
}

function bare(name: string): string {
  return name
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[\p{M}\s'’·.-]/gu, '')
    .replace(/(city|prefecture|league|省|市|地区|盟)$/u, '');
}
