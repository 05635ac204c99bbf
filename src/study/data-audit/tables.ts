import type { Cell, DataTable } from '../../core/data-table.ts';
import type { Panel } from '../../core/panel.ts';
import type { Plan } from '../plan.ts';
import type { AuditView, Finding, Spot } from './finding.ts';

/** A row per place of every finding; a finding without places has one row. */
export function findingTable(findings: readonly Finding[], { units, periods }: AuditView): DataTable {
  const place = ({ unit, period }: Spot): Cell[] => [
    unit < 0 ? '' : units[unit]!.id,
    period < 0 ? '' : periods[period]!,
  ];
  return {
    name: 'data-audit',
    title: { en: 'Audit of the data', zh: '数据审查' },
    columns: [
      ...['check', 'level', 'indicator', 'unit', 'period', 'value', 'expected', 'text_en', 'text_zh'],
      ...['finding', 'length', 'accepted_en', 'accepted_zh', 'ranks_moved', 'ranks', 'largest_move'],
    ],
    rows: findings.flatMap((finding, f) => {
      const { check, level, indicator, spots, text, accepted, effect } = finding;
      const shown: readonly Spot[] = spots.length > 0 ? spots : [{ unit: -1, period: -1, length: 0 }];
      return shown.map((spot): Cell[] => [
        ...[check, level, indicator, ...place(spot)],
        ...[spot.value ?? '', spot.expected ?? '', text.en, text.zh],
        ...[f + 1, spot.length ?? 1, accepted?.en ?? '', accepted?.zh ?? ''],
        ...[effect?.moved ?? '', effect?.of ?? '', effect?.most ?? ''],
      ]);
    }),
  };
}

/** How much of every indicator is observed, filled and missing in every period. */
export function coverageTable(
  { indicators }: Plan,
  { units, periods, columns }: Panel,
  filled: readonly Uint8Array[],
): DataTable {
  const n = units.length;
  return {
    name: 'coverage',
    title: { en: 'Coverage of the data', zh: '数据覆盖' },
    columns: ['indicator', 'period', 'observed', 'missing', 'filled'],
    rows: indicators.flatMap(({ id }, c) => {
      const { values } = columns.get(id)!;
      return periods.map((period, p): Cell[] => {
        let [observed, done] = [0, 0];
        for (let row = p * n; row < (p + 1) * n; row++) {
          if (!Number.isNaN(values[row]!)) observed++;
          else if (filled[c]![row]! > 0) done++;
        }
        return [id, period, observed, n - observed, done];
      });
    }),
  };
}
