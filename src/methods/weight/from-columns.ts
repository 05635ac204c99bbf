import { listed, type Note } from '../../core/note.ts';
import { sum } from '../../core/statistics/sum.ts';
import { type Range, scopes, type Table } from '../../core/table.ts';
import type { WeightOutcome } from '../method.ts';

/** What a data-driven method finds on one range of rows: the worth of each column and the numbers behind it. */
export interface Worths {
  worth: Float64Array;
  details: Record<string, Float64Array>;
}

/**
 * Turns the worth of each column into weights that sum to 1, on each range of rows that `reference` names.
 * When no column is worth anything, all weights are equal, with a note.
 */
export function weighColumns(
  table: Table,
  reference: 'pooled' | 'period',
  measure: (range: Range, scope: number) => Worths,
): WeightOutcome {
  const { ranges } = scopes(reference, table.units, table.periods);
  const details: Record<string, Float64Array[]> = {};
  const notes: Note[] = [];
  const weights = ranges.map((range, r) => {
    const found = measure(range, r);
    for (const [name, values] of Object.entries(found.details)) {
      details[name] ??= [];
      details[name].push(values);
    }
    const total = sum(found.worth);
    if (total > 0) return found.worth.map((worth) => worth / total);
    const when = reference === 'period' ? ` (${table.periods[r]})` : '';
    notes.push({
      code: 'weight/all-equal',
      level: 'warning',
      text: {
        en: `No indicator differs between units${when}, so all weights were set equal.`,
        zh: `各指标在单元之间均无差异${when}，权重取等权。`,
      },
    });
    return found.worth.map(() => 1 / found.worth.length);
  });
  const idle = table.ids.filter((_, c) => weights.some((vector) => vector[c] === 0));
  if (idle.length > 0) {
    const names = listed(idle);
    notes.push({
      code: 'weight/zero',
      level: 'note',
      text: {
        en: `${idle.length} indicator(s) carry no information and got weight 0: ${names.en}.`,
        zh: `${idle.length} 项指标不含信息，权重为 0：${names.zh}。`,
      },
      items: idle,
    });
  }
  return { weights, details, notes };
}

/** The same from statistics of each scope and column that were found elsewhere. */
export function byScope<S>(
  table: Table,
  reference: 'pooled' | 'period',
  found: readonly (readonly S[])[],
  worths: (columns: readonly S[]) => Worths,
): WeightOutcome {
  return weighColumns(table, reference, (_, scope) => worths(found[scope]!));
}
