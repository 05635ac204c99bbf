import type { DataTable } from '../../core/data-table.ts';
import type { Result, StepNote } from '../result.ts';
import type { Values } from '../uncertainty/values.ts';
import { findingsOf } from './audit.ts';
import { withEffects } from './effects.ts';
import type { Finding } from './finding.ts';
import { coverageTable, findingTable } from './tables.ts';
import { viewOf } from './view.ts';

/** Looks through the data of a result for what may be wrong with them; nothing is changed. */
export function dataAudit(
  { plan, panel, normalised, nodes }: Omit<Result, 'analyses'>,
  { raw, filled }: Pick<Values, 'raw' | 'filled'>,
): { tables: DataTable[]; notes: StepNote[] } {
  const view = viewOf(plan, panel, normalised, nodes);
  const findings = withEffects(findingsOf(view, plan.study.audit.accept), plan, raw, nodes);
  return {
    tables: [findingTable(findings, view), coverageTable(plan, panel, filled)],
    notes: unresolved(findings),
  };
}

/** F06: a jump that nobody has accepted stands above every result. */
function unresolved(findings: readonly Finding[]): StepNote[] {
  const open = findings.filter(({ check, accepted }) => check === 'jump' && !accepted);
  return open.map(({ text, indicator }) => ({
    step: 'audit',
    code: 'audit/unit-jump',
    level: 'warning',
    text: { en: `Unresolved unit jump. ${text.en}`, zh: `计量单位跳变未处理。${text.zh}` },
    items: [indicator],
  }));
}
