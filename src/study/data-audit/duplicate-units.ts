import { extent } from '../../core/statistics/extent.ts';
import { type AuditView, check, type Hit, type Spot, type Variable } from './finding.ts';

const LEAST = 5;

/** Units with the numbers of another unit, and periods that repeat the period before in every variable. */
export const duplicateUnits = check({
  id: 'duplicate',
  title: { en: 'Copied rows', zh: '重复的行' },
  rule: {
    en: `all values (${LEAST} or more) of a unit equal to those of another, or all of its values in a period (3 or more) equal to those of the period before`,
    zh: `某单元的全部数值（至少 ${LEAST} 个）与另一单元相同，或某期的全部数值（至少 3 个）与上一期相同`,
  },
  source: { en: 'by definition', zh: '按定义' },
  level: 'warning',
  find: (view) => [...sameUnits(view), ...samePeriods(view)],
  tell: ({ facts }, names, count) =>
    facts!.kind === 'unit'
      ? {
          en: `${count} unit(s) have exactly the values of another unit: ${names.en} (as ${facts!.first}).`,
          zh: `${count} 个单元的数值与另一单元完全相同：${names.zh}（同 ${facts!.first}）。`,
        }
      : {
          en: `${count} row(s) repeat the period before in every value: ${names.en}.`,
          zh: `${count} 行的全部数值与上一期相同：${names.zh}。`,
        },
});

/** Measured columns that are not the same everywhere, which would make all rows alike. */
function measured({ variables }: AuditView): Variable[] {
  return variables.filter(({ isMeasured, values }) => {
    const { min, max } = extent(values);
    return isMeasured && max > min;
  });
}

function sameUnits(view: AuditView): Hit[] {
  const n = view.units.length;
  const columns = measured(view).map(({ values }) => values);
  const sums = new Float64Array(n);
  const counts = new Int32Array(n);
  for (const values of columns)
    values.forEach((value, row) => {
      if (Number.isNaN(value)) return;
      sums[row % n]! += value;
      counts[row % n]!++;
    });
  // Equal rows have equal sums, so that few pairs are compared.
  const bySum = new Map<number, number[]>();
  const same = new Map<number, Spot[]>();
  for (let unit = 0; unit < n; unit++) {
    if (counts[unit]! < LEAST) continue;
    const others = bySum.get(sums[unit]!) ?? [];
    const before = others.find((other) => columns.every((values) => isCopy(values, other, unit, n)));
    if (before === undefined) bySum.set(sums[unit]!, [...others, unit]);
    else if (same.has(before)) same.get(before)!.push({ unit, period: -1 });
    else same.set(before, [{ unit, period: -1 }]);
  }
  return [...same].map(([before, spots]) => ({
    indicator: '',
    spots,
    facts: { kind: 'unit', first: view.units[before]!.id },
  }));
}

function isCopy(values: Float64Array, a: number, b: number, n: number): boolean {
  for (let from = 0; from < values.length; from += n) {
    const [x, y] = [values[from + a]!, values[from + b]!];
    if (x !== y && !(Number.isNaN(x) && Number.isNaN(y))) return false;
  }
  return true;
}

function samePeriods(view: AuditView): Hit[] {
  const n = view.units.length;
  // What never changes with time repeats by nature.
  const columns = measured(view)
    .map(({ values }) => values)
    .filter((values) =>
      values.some(
        (value, row) => row >= n && !Number.isNaN(value + values[row - n]!) && value !== values[row - n],
      ),
    );
  const spots: Spot[] = [];
  for (let unit = 0; unit < n; unit++)
    for (let period = 1; period < view.periods.length; period++)
      if (repeats(columns, period * n + unit, n)) spots.push({ unit, period });
  return spots.length === 0 ? [] : [{ indicator: '', spots, facts: { kind: 'period' } }];
}

/** Whether a row holds what the row of the period before does, in three or more columns. */
function repeats(columns: readonly Float64Array[], row: number, n: number): boolean {
  let pairs = 0;
  for (const values of columns) {
    const [a, b] = [values[row - n]!, values[row]!];
    if (Number.isNaN(a) && Number.isNaN(b)) continue;
    if (a !== b) return false;
    pairs++;
  }
  return pairs >= 3;
}
