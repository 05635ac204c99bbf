import { type Note, noteAbout } from '../core/note.ts';
import type { Panel } from '../core/panel.ts';
import { columnOf, type Reference, type Table } from '../core/table.ts';
import { isNode, nodesOf } from '../core/tree.ts';
import type { WeightOutcome } from '../methods/method.ts';
import { analyse, unitGroups } from './analyse.ts';
import type { Step } from './choices.ts';
import { type AgainOptions, computedAgain, computesAgain, withoutReplicates } from './computed-again.ts';
import { coverNotes } from './cover-notes.ts';
import { dataAudit } from './data-audit/data-audit.ts';
import type { Engine } from './engine.ts';
import { errorTable, ownErrors, spreadsFrom } from './imputation/table.ts';
import type { Plan } from './plan.ts';
import { frozenNotes } from './reference/notes.ts';
import type { Boundaries, NodeResult, Result, Shapes, StepNote } from './result.ts';
import { inputsOf, nodeResult, transitionsOf, weightsBelow } from './score.ts';
import { treatedNote } from './treated-note.ts';

/** What is asked of a run besides its plan and data. */
export interface RunOptions extends AgainOptions {
  /** Ends after scores, grades and obstacles: no other analysis, no audit. */
  scoresOnly?: boolean;
  boundaries?: Boundaries;
  /** Shapes around the study area. */
  context?: Shapes;
  /** Notes made while loading. */
  notes?: readonly StepNote[];
  /** Called before each step with the share of the work that is done; the run waits for it, so that a caller can act meanwhile. */
  onProgress?: (step: string, done: number) => void | Promise<void>;
}

/**
 * Computes a study: derive, impute, treat, normalise, weigh, aggregate at every node, grade, and analyse.
 * Pure apart from the engine; the same plan, panel and engine give the same bits.
 */
export async function run<Handle>(
  asked: Plan,
  panel: Panel,
  engine: Engine<Handle>,
  options: RunOptions = {},
): Promise<Result> {
  const plan = options.withoutUncertainty ? withoutReplicates(asked) : asked;
  const { reference } = plan.study;
  if (reference && !plan.frozen) throw new Error(`the manifest ${reference.freeze} has not been read`);
  const notes: StepNote[] = [...(options.notes ?? [])];
  const note = (step: string, made: readonly Note[]) => {
    notes.push(...made.map((one) => ({ step, ...one })));
  };
  const begin = async (step: string, done: number) => {
    await options.onProgress?.(step, done);
    options.signal?.throwIfAborted();
  };
  const directions = plan.indicators.map((indicator) => indicator.direction);
  const root = plan.study.index;

  note('reference', frozenNotes(plan));
  await begin('derive', 0);
  const loaded = await engine.load(plan, panel);
  note('derive', loaded.notes);

  await begin('impute', 0.1);
  const groups = unitGroups(plan, loaded.panel);
  const imputed = await engine.apply(plan.impute, { table: loaded.table, groups });
  note('impute', [...imputed.notes, ...filledNote(imputed, plan)]);

  await begin('treat', 0.2);
  const units = panel.units.map(({ id }) => id);
  const treated = await engine.apply(plan.treat, { table: imputed.table, units });
  note('treat', [...treated.notes, ...treatedNote(treated, plan, panel)]);

  await begin('normalise', 0.25);
  const normalised = await engine.apply(plan.normalise, { table: treated.table, directions });
  note('normalise', normalised.notes);

  await begin('weight', 0.35);
  const weights = await weigh(plan.weight, engine, plan, normalised.table, treated.table);
  note('weight', weights.notes);

  await begin('aggregate', 0.5);
  const nodes = await scoreNodes(plan, panel, engine, normalised.table, weights, note);

  await begin('analyse', 0.8);
  let obstacles: Table | undefined;
  if (plan.analyses.obstacles) {
    const found = await engine.apply(plan.analyses.obstacles, {
      table: treated.table,
      directions,
      weights: weights.weights,
      root,
      reference: (plan.normalise.options as { reference?: Reference }).reference ?? 'pooled',
    });
    note('obstacles', found.notes);
    obstacles = await engine.collect(found.table);
  }

  await begin('collect', 0.85);
  const scored = {
    plan,
    panel: loaded.panel,
    values: await engine.collect(imputed.table),
    treated: { ...treated, table: await engine.collect(treated.table) },
    filled: { marks: imputed.filled, ways: imputed.ways, method: plan.impute.method.id },
    normalised: await engine.collect(normalised.table),
    constants: normalised.constants,
    scopeOf: normalised.scopeOf,
    weights,
    nodes,
    ...(obstacles ? { obstacles } : {}),
    transitions: transitionsOf(nodes, panel),
    notes,
    engine: engine.id,
    ...(options.boundaries ? { boundaries: options.boundaries } : {}),
    ...(options.context ? { context: options.context } : {}),
  };
  if (options.scoresOnly) return { ...scored, analyses: [] };
  const rest = computesAgain(plan) ? 0.02 : 0.1;
  const analyses = await analyse(plan, scored, (step, share) => begin(step, 0.9 + rest * share));
  notes.push(...analyses.notes);
  const raw = await engine.collect(loaded.table);
  const errors = ownErrors(plan, { table: raw, groups }, imputed.filled, units);
  const imputation = errorTable(errors, plan, imputed.filled);
  notes.push(...imputation.notes);
  const values = {
    raw,
    imputed: scored.values,
    filled: imputed.filled,
    treated: scored.treated.table,
    groups,
    errors: spreadsFrom(errors, raw.ids),
  };
  const again = await computedAgain(scored, analyses, values, options, (step, share) =>
    begin(step, 0.92 + 0.08 * share),
  );
  notes.push(...again.notes);
  const audit = dataAudit(scored, values);
  notes.push(...audit.notes);
  await begin('done', 1);
  return {
    ...scored,
    plan: again.plan,
    analyses: [...analyses.tables, ...again.tables, ...audit.tables, ...imputation.tables],
  };
}

/** Says how many cells were filled and how; a warning when more than half of an indicator was. */
function filledNote(
  { filled, ways }: { filled: readonly Uint8Array[]; ways: readonly string[] },
  plan: Plan,
): Note[] {
  const counts = new Float64Array(filled.length);
  const byWay = new Float64Array(ways.length);
  let all = 0;
  filled.forEach((marks, i) => {
    all += marks.length;
    for (let row = 0; row < marks.length; row++) {
      if (marks[row] === 0) continue;
      counts[i]!++;
      byWay[marks[row]! - 1]!++;
    }
  });
  const total = byWay.reduce((sum, count) => sum + count, 0);
  const told = ways.flatMap((way, w) => (byWay[w] === 0 ? [] : [`${way} ${byWay[w]}`]));
  const ids = plan.indicators.map(({ id }) => id).filter((_, i) => counts[i]! > 0);
  const half = plan.indicators.map(({ id }) => id).filter((_, i) => 2 * counts[i]! > filled[i]!.length);
  const share = all === 0 ? 0 : (100 * total) / all;
  const method = plan.impute.method.title;
  return [
    ...noteAbout('impute/filled', 'note', ids, () => ({
      en: `${total} of ${all} cells (${share.toFixed(1)} %) were filled by ${method.en.toLowerCase()} (${told.join(', ')}); imputed.csv lists them.`,
      zh: `${all} 个数值中有 ${total} 个（${share.toFixed(1)}%）以${method.zh}补齐（${told.join('、')}），见 imputed.csv。`,
    })),
    ...noteAbout('impute/mostly', 'warning', half, (names) => ({
      en: `More than half of the cells were filled in: ${names.en}.`,
      zh: `过半数值为插补所得：${names.zh}。`,
    })),
  ];
}

/** Weights of a step, its parts first. */
async function weigh<Handle>(
  step: Step<'weight'>,
  engine: Engine<Handle>,
  plan: Plan,
  normalised: Handle,
  raw: Handle,
): Promise<WeightOutcome> {
  const parts: WeightOutcome[] = [];
  for (const part of step.parts ?? []) parts.push(await weigh(part, engine, plan, normalised, raw));
  return engine.apply(step, { normalised, raw, root: plan.study.index, indicators: plan.indicators, parts });
}

/** Scores, ranks and grades of every node, children before parents, given back parents first. */
async function scoreNodes<Handle>(
  plan: Plan,
  panel: Panel,
  engine: Engine<Handle>,
  normalised: Handle,
  { weights }: WeightOutcome,
  note: (step: string, made: readonly Note[]) => void,
): Promise<NodeResult[]> {
  const order = nodesOf(plan.study.index);
  const position = new Map(plan.indicators.map(({ id }, i) => [id, i]));
  const scores = new Map<string, Handle>();
  const found = new Map<string, NodeResult>();
  for (const node of [...order].reverse()) {
    const step = plan.aggregate.get(node.id)!;
    const inputs = inputsOf(node, step);
    const table = await engine.pick(
      inputs.map((input) =>
        isNode(input)
          ? { id: input.id, from: scores.get(input.id)!, column: 'score' }
          : { id: input.id, from: normalised, column: input.id },
      ),
    );
    const own = weights.map((vector) =>
      Float64Array.from(inputs, (input) => weightsBelow(input, vector, position)),
    );
    const outcome = await engine.apply(step, { table, weights: own, coverage: plan.coverage });
    note('aggregate', [...outcome.notes, ...coverNotes(node.id, outcome, plan.coverage, panel)]);
    const scored = await engine.collect(outcome.table);
    const grading = await engine.apply(plan.grade.get(node.id)!, { scores: columnOf(scored, 'score') });
    note(
      'grade',
      grading.notes.map((made) => ({ ...made, items: [node.id] })),
    );
    found.set(node.id, nodeResult(node, scored, grading, outcome.ideals));
    scores.set(node.id, outcome.table);
  }
  return order.map((node) => found.get(node.id)!);
}
