import type { DataTable } from '../../core/data-table.ts';
import { noteAbout } from '../../core/note.ts';
import type { Result, StepNote } from '../result.ts';
import type { Accepted } from '../study.ts';
import type { Values } from '../uncertainty/values.ts';
import { findingsOf } from './audit.ts';
import { withEffects } from './effects.ts';
import type { Finding } from './finding.ts';
import { coverageTable, findingTable, unitCoverageTable } from './tables.ts';
import { viewOf } from './view.ts';

/** Looks through the data of a result for what may be wrong with them; nothing is changed. */
export function dataAudit(
  { plan, panel, normalised, nodes }: Omit<Result, 'analyses'>,
  { raw, filled, groups }: Pick<Values, 'raw' | 'filled' | 'groups'>,
): { tables: DataTable[]; notes: StepNote[] } {
  const view = viewOf(plan, panel, normalised, nodes);
  const findings = withEffects(findingsOf(view, plan.study.audit.accept), plan, { raw, groups }, nodes);
  return {
    tables: [
      findingTable(findings, view),
      coverageTable(plan, panel, filled),
      unitCoverageTable(plan, panel, filled),
    ],
    notes: [...unresolved(findings), ...idle(plan.study.audit.accept, findings)],
  };
}

/** What the study accepts though nothing of the kind was found: mended since, or misspelt. */
function idle(accept: readonly Accepted[], findings: readonly Finding[]): StepNote[] {
  const used = new Set(findings.flatMap(({ rule }) => (rule === undefined ? [] : [rule])));
  const items = accept.flatMap(({ check, indicator, unit, period }, i) =>
    used.has(i) ? [] : [[check, indicator, unit, period].filter((one) => one !== undefined).join(' ')],
  );
  return noteAbout('audit/accepts-nothing', 'warning', items, (names) => ({
    en: `Nothing was found of what audit.accept names: ${names.en}.`,
    zh: `audit.accept 所列的以下内容并未发现：${names.zh}。`,
  })).map((note) => ({ step: 'audit', ...note }));
}

/** F06: jumps that nobody has accepted stand above every result. */
function unresolved(findings: readonly Finding[]): StepNote[] {
  const open = findings.filter(({ check, accepted }) => check === 'jump' && !accepted);
  const items = open.map(({ indicator }) => indicator);
  const count = open.reduce((sum, { spots }) => sum + spots.length, 0);
  return noteAbout('audit/unit-jump', 'warning', items, (names) => ({
    en: `Unresolved unit jump: ${count} jump(s) by a power of ten in ${names.en}; data-audit.csv lists them. Mend the data, or accept them under audit.accept.`,
    zh: `计量单位跳变未处理：${names.zh} 共 ${count} 处十的幂次跳变，见 data-audit.csv。请修正数据，或在 audit.accept 中确认。`,
  })).map((note) => ({ step: 'audit', ...note }));
}
