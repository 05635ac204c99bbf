import type { DataTable } from '../../core/data-table.ts';
import { inputOf } from '../analyse.ts';
import type { Step } from '../choices.ts';
import type { Plan } from '../plan.ts';
import type { Result, StepNote } from '../result.ts';
import type { Draw } from '../uncertainty/draw.ts';
import { classShares } from '../uncertainty/grades.ts';
import { replicator } from '../uncertainty/replicate.ts';
import { valueNotes } from '../uncertainty/uncertainty.ts';
import { spreadsOf, type Values } from '../uncertainty/values.ts';
import { measuring, type Outputs, outputsOf, tablesAgain } from './again.ts';
import type { Sensitivity } from './choices.ts';
import { perRow, sobolDraws } from './inputs.ts';
import { type Measure, measureOfCell, measuresOf } from './measures.ts';
import { noRowLeft, sensitivityNotes } from './notes.ts';
import { type Explained, explain, outputsOfMeasure, sensitivityTables } from './tables.ts';
import { mostUncertain } from './units.ts';
import { refuseUnknown } from './unknown.ts';

/** Cells of the study that are computed between two chances to act: well under 0.2 s. */
const BLOCK = 100_000;
/** Shares of the work: finding the units that are least certain, all computations, and the rest for the intervals. */
const PILOT = 0.05;
const COMPUTED = 0.9;
/** Rows of the first sample from which the least certain units are found. */
const FIRST_ROWS = 64;

interface Given {
  scored: Omit<Result, 'analyses'>;
  values: Values;
  /** Which analysis made each table. */
  origins: ReadonlyMap<string, Step<'analyse'>>;
}

/** Says which of the choices that vary move the ranks, the scores and the other outputs, alone and with the others. */
export async function sensitivityOf(
  plan: Plan,
  sensitivity: Sensitivity,
  { scored, values, origins }: Given,
  begin: (share: number) => Promise<void>,
): Promise<{ tables: DataTable[]; notes: StepNote[] }> {
  const { options, varied, inputs } = sensitivity;
  const { samples, node, period } = options;
  const { panel, nodes } = scored;
  const { seed } = plan.study;
  const indicators = plan.indicators.map(({ id }) => id);
  const units = panel.units.map(({ id }) => id);
  const input = inputOf(plan, scored);
  refuseUnknown(options, units, origins, input);

  const focus = {
    node: nodes.findIndex((one) => one.node.id === node),
    period: panel.periods.indexOf(period),
  };
  const own = nodes[focus.node]!;
  const ranks = own.rank.subarray(focus.period * units.length, (focus.period + 1) * units.length);
  const published = { units, ranks, shares: classShares(own) };
  const spreads = spreadsOf(values, units);
  const replicate = replicator(plan, varied, values, spreads);
  const again = tablesAgain(plan, varied, input, origins);
  const drawAt = sobolDraws(varied, inputs, { samples, seed, indicators: indicators.length });
  const block = Math.max(1, Math.floor(BLOCK / (units.length * panel.periods.length * indicators.length)));
  const compute = (measures: readonly Measure[], at: (index: number) => Draw, count: number, pause: Pause) =>
    computed(
      measuring(replicate, measures, focus, again),
      { count, width: measures.length, block },
      at,
      pause,
    );

  let shown = options.units;
  let done = 0;
  if (!shown && options.outputs.some((one) => one === 'rank' || one === 'score')) {
    const all = measuresOf('rank', units, published);
    const ofA = (index: number) => drawAt(index * perRow(inputs));
    const pilot = await compute(all, ofA, FIRST_ROWS, (share) => begin(PILOT * share));
    shown = mostUncertain(pilot.values, units, ranks);
    done = PILOT;
  }
  const measures = distinct(
    options.outputs.flatMap((one) =>
      typeof one === 'string' ? measuresOf(one, shown ?? [], published) : [measureOfCell(one)],
    ),
  );
  const computations = samples * perRow(inputs);
  const outputs = await compute(measures, drawAt, computations, (share) =>
    begin(done + (COMPUTED - done) * share),
  );
  const shape = { measures: measures.length, inputs: inputs.length, samples };
  const explained: Explained[] = [];
  for (const [m, measure] of measures.entries()) {
    const share = COMPUTED + ((1 - COMPUTED) * m) / measures.length;
    const pause = () => begin(share);
    explained.push(
      await explain(measure, outputsOfMeasure(outputs.values, m, shape), { ...options, seed }, pause),
    );
  }
  const { first } = outputs;
  if (first && explained.every(({ whole }) => whole.rows === 0)) throw noRowLeft(first, samples);
  const notes = [
    ...sensitivityNotes(explained, outputs, samples, computations),
    // The uncertainty analysis says the same of the same values.
    ...(plan.analyses.uncertainty ? [] : valueNotes(plan, varied, values, spreads)),
  ];
  return {
    tables: sensitivityTables(explained, inputs, indicators),
    notes: notes.map((note) => ({ step: 'sensitivity', ...note })),
  };
}

type Pause = (share: number) => Promise<void>;

/** All computations, block by block, with a chance to act before each. */
async function computed(
  compute: (draw: Draw) => ArrayLike<number>,
  { count, width, block }: { count: number; width: number; block: number },
  drawAt: (index: number) => Draw,
  pause: Pause,
): Promise<Outputs> {
  const all: Outputs = { values: new Float64Array(count * width), failed: 0 };
  for (let from = 0; from < count; from += block) {
    await pause(from / count);
    const made = outputsOf(compute, width, drawAt, from, Math.min(count, from + block));
    all.values.set(made.values, from * width);
    all.failed += made.failed;
    if (made.first) all.first ??= made.first;
  }
  return all;
}

function distinct(measures: readonly Measure[]): Measure[] {
  return [...new Map(measures.map((measure) => [measure.output, measure])).values()];
}
