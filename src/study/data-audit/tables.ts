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
export function coverageTable(plan: Plan, panel: Panel, filled: readonly Uint8Array[]): DataTable {
  const { units, periods } = panel;
  return {
    name: 'coverage',
    title: { en: 'Coverage by period', zh: '各期数据覆盖' },
    columns: ['indicator', 'period', 'observed', 'missing', 'filled'],
    rows: plan.indicators.flatMap(({ id }, c) =>
      periods.map((period, p): Cell[] => {
        const rows = { from: p * units.length, step: 1, count: units.length };
        return [id, period, ...counted(panel.columns.get(id)!.values, filled[c]!, rows)];
      }),
    ),
  };
}

/** How much of every indicator is observed, filled and missing of every unit. */
export function unitCoverageTable(plan: Plan, panel: Panel, filled: readonly Uint8Array[]): DataTable {
  const { units, periods } = panel;
  return {
    name: 'coverage-units',
    title: { en: 'Coverage by unit', zh: '各单元数据覆盖' },
    columns: ['unit', 'indicator', 'observed', 'missing', 'filled'],
    rows: units.flatMap((unit, u) =>
      plan.indicators.map(({ id }, c): Cell[] => {
        const rows = { from: u, step: units.length, count: periods.length };
        return [unit.id, id, ...counted(panel.columns.get(id)!.values, filled[c]!, rows)];
      }),
    ),
  };
}

/** Observed and missing cells among some rows, and how many of the missing ones were filled. */
function counted(
  values: Float64Array,
  filled: Uint8Array,
  { from, step, count }: { from: number; step: number; count: number },
): [number, number, number] {
  let [missing, done] = [0, 0];
  for (let i = 0, row = from; i < count; i++, row += step) {
    if (!Number.isNaN(values[row]!)) continue;
    missing++;
    if (filled[row]! > 0) done++;
  }
  return [count - missing, missing, done];
}
