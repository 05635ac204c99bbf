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
  const { units, periods } = view;
  const columns = measured(view);
  const first = new Map<string, number>();
  const same = new Map<number, Spot[]>();
  units.forEach((_, unit) => {
    const own = columns.flatMap(({ values }) =>
      periods.map((_period, p) => values[p * units.length + unit]!),
    );
    if (own.filter((value) => !Number.isNaN(value)).length < LEAST) return;
    const key = own.join(' ');
    const before = first.get(key);
    if (before === undefined) first.set(key, unit);
    else same.set(before, [...(same.get(before) ?? []), { unit, period: -1 }]);
  });
  return [...same].map(([before, spots]) => ({
    indicator: '',
    spots,
    facts: { kind: 'unit', first: units[before]!.id },
  }));
}

function samePeriods(view: AuditView): Hit[] {
  const { units, periods } = view;
  const n = units.length;
  // What never changes with time repeats by nature.
  const columns = measured(view).filter(({ values }) =>
    values.some(
      (value, row) => row >= n && !Number.isNaN(value + values[row - n]!) && value !== values[row - n],
    ),
  );
  const spots = units.flatMap((_, unit) =>
    periods.slice(1).flatMap((_period, before): Spot[] => {
      const pairs = columns.flatMap(({ values }) => {
        const [a, b] = [values[before * n + unit]!, values[(before + 1) * n + unit]!];
        return Number.isNaN(a) && Number.isNaN(b) ? [] : [a === b];
      });
      return pairs.length >= 3 && pairs.every(Boolean) ? [{ unit, period: before + 1 }] : [];
    }),
  );
  return spots.length === 0 ? [] : [{ indicator: '', spots, facts: { kind: 'period' } }];
}
