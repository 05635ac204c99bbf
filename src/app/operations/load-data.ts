import type { Panel } from '../../core/panel.ts';
import { refuseCollecting } from '../../engines/plan-passes.ts';
import { loadStudy } from '../../io/load-study.ts';
import { methods } from '../../methods/index.ts';
import { deriveIndicators } from '../../study/derive.ts';
import type { ReadFile } from '../../study/files.ts';
import type { Override } from '../../study/overrides.ts';
import type { Plan } from '../../study/plan.ts';
import type { StepNote } from '../../study/result.ts';

/** A panel that was read here to be handed to an engine, with all that is computed before anything is scored. */
export interface Loaded {
  panel: Panel;
  files: ReadFile[];
  notes: StepNote[];
  rows: number;
}

/** Reads the data of a study as the kernel does, and refuses what no engine can compute over so many rows. */
export async function loadData(folder: string, plan: Plan, overrides: readonly Override[]): Promise<Loaded> {
  const loaded = await loadStudy(folder, methods, overrides);
  const { panel, notes } = deriveIndicators(loaded.plan, loaded.panel);
  const rows = panel.units.length * panel.periods.length;
  refuseCollecting(plan, rows);
  return {
    rows,
    panel,
    notes: [...loaded.notes, ...notes.map((note) => ({ step: 'derive', ...note }))],
    files: [...loaded.inputs, ...panel.sources.map(({ file, digest }) => ({ file, digest }))],
  };
}
