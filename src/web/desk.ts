import { kernel } from '../engines/kernel.ts';
import { methods } from '../methods/index.ts';
import { csvText } from '../study/csv-text.ts';
import { explain } from '../study/explain.ts';
import { type Prepared, prepare, type StudyFiles } from '../study/files.ts';
import { readOverlay } from '../study/overrides.ts';
import type { Result } from '../study/result.ts';
import { run } from '../study/run.ts';
import { resultTables } from '../study/tables.ts';
import { rankIntervals } from '../study/uncertainty/rank-intervals.ts';
import { mapShapes } from './map-shapes.ts';
import { optionsOf } from './options-of.ts';
import { overlayText } from './overlay.ts';
import type { Name, Overlay, Requests } from './protocol.ts';
import { remembering } from './remembering.ts';
import type { Intervals } from './snapshot.ts';
import { snapshot } from './take-snapshot.ts';

type Progress = (step: string, done: number) => void;
type Kind = 'scores' | 'analyses' | 'uncertainty';

/** Results that are kept, so that going back and forth between two choices computes nothing again. */
const KEPT = 6;

/** A study on the desk: its files, and the results under the overlays that were asked for last. */
export class Desk {
  private files: StudyFiles | undefined;
  private readonly prepared = new Map<string, Prepared>();
  private readonly results = new Map<string, Result>();
  private readonly engine = remembering(kernel);

  async do(name: Name, input: unknown, progress: Progress): Promise<unknown> {
    return (this[name] as (input: unknown, progress: Progress) => Promise<unknown>).call(
      this,
      input,
      progress,
    );
  }

  async open({ files }: Requests['open']['input'], progress: Progress): Promise<Requests['open']['output']> {
    this.files = JSON.parse(await files.text()) as StudyFiles;
    this.prepared.clear();
    this.results.clear();
    const started = performance.now();
    const result = await this.result({}, 'scores', progress);
    const map = result.boundaries ? mapShapes(result) : undefined;
    const { text, digest } = this.files;
    return { text, digest, snapshot: snapshot(result, performance.now() - started), ...(map ? { map } : {}) };
  }

  async score({ overlay }: Requests['score']['input'], progress: Progress) {
    const started = performance.now();
    const result = await this.result(overlay, 'scores', progress);
    return snapshot(result, performance.now() - started);
  }

  async explain({ overlay, unit, period, node }: Requests['explain']['input'], progress: Progress) {
    return explain(await this.best(overlay, progress), unit, period, node);
  }

  async lift({ overlay, unit, period, node, ...options }: Requests['lift']['input'], progress: Progress) {
    const { lift } = await import('../study/lift.ts');
    return lift(await this.best(overlay, progress), unit, period, node, options);
  }

  async catalogue({ overlay }: Requests['catalogue']['input'], progress: Progress) {
    const { figures } = await import('../figures/index.ts');
    const result = await this.result(overlay, 'analyses', progress);
    return {
      methods: methods.map(({ id, stage, title, about, formula, cite, options }) => ({
        ...{ id, stage, title, about, formula, cite: [...cite] },
        options: optionsOf(options),
      })),
      figures: figures.map(({ id, title, about, options, available }) => ({
        ...{ id, title, about, available: available(result) },
        options: optionsOf(options),
      })),
    };
  }

  async figure({ overlay, id, options }: Requests['figure']['input'], progress: Progress) {
    const { figures } = await import('../figures/index.ts');
    const figure = figures.find((one) => one.id === id);
    if (!figure) throw new RangeError(`invalid figure: ${id}`);
    const result = await this.best(overlay, progress, 'analyses');
    const parsed = figure.options.parse(options);
    return { svg: figure.draw(result, parsed), alt: figure.alt(result, parsed) };
  }

  async methodsText({ overlay, lang }: Requests['methodsText']['input'], progress: Progress) {
    const { methodsText } = await import('../report/methods-text.ts');
    return methodsText(await this.best(overlay, progress, 'analyses'), lang);
  }

  async report({ overlay, lang, software }: Requests['report']['input'], progress: Progress) {
    const { report } = await import('../report/html.ts');
    return report(await this.best(overlay, progress, 'analyses'), { lang, software });
  }

  async tables({ overlay }: Requests['tables']['input'], progress: Progress) {
    const result = await this.best(overlay, progress, 'analyses');
    return resultTables(result).map(({ name, title, rows }) => ({ name, title, rows: [...rows].length }));
  }

  async table({ overlay, name }: Requests['table']['input'], progress: Progress) {
    const result = await this.best(overlay, progress, 'analyses');
    const table = resultTables(result).find((one) => one.name === name);
    if (!table) throw new RangeError(`invalid table: ${name}`);
    return [...csvText(table)].join('');
  }

  async intervals({ overlay }: Requests['intervals']['input'], progress: Progress): Promise<Intervals> {
    const result = await this.result(overlay, 'uncertainty', progress);
    const { units, periods } = result.panel;
    const replicates = result.plan.analyses.uncertainty?.options.replicates ?? 0;
    const nodes = result.nodes.map(({ node }) => {
      const low = new Float64Array(units.length * periods.length).fill(Number.NaN);
      const high = low.slice();
      periods.forEach((period, p) => {
        const found = rankIntervals(result, node.id, period);
        units.forEach(({ id }, u) => {
          const interval = found.get(id);
          if (!interval) return;
          low[p * units.length + u] = interval.low;
          high[p * units.length + u] = interval.high;
        });
      });
      return [node.id, { low, high }] as const;
    });
    return { replicates, nodes: Object.fromEntries(nodes) };
  }

  async spellings(_: object, progress: Progress) {
    const { spellingsOf } = await import('./spellings.ts');
    const { panel } = await this.result({}, 'scores', progress);
    return panel.units.map(({ name }) => spellingsOf(name.zh));
  }

  async edit({ text, overlay }: Requests['edit']['input']): Promise<Requests['edit']['output']> {
    const { overlayInText } = await import('../study/edit-text.ts');
    const edited = Object.keys(overlay).length === 0 ? text : overlayInText(text, overlay);
    try {
      await prepare({ ...this.held(), text: edited }, methods);
      return { text: edited, problems: [] };
    } catch (error) {
      const { problems } = error as { problems?: Requests['edit']['output']['problems'] };
      if (!problems) throw error;
      return { text: edited, problems };
    }
  }

  async judgements({ overlay }: Requests['judgements']['input']): Promise<Requests['judgements']['output']> {
    const { judgementsOf } = await import('./judgements-of.ts');
    return judgementsOf(this.held(), overlay);
  }

  async variables(_: Requests['variables']['input'], progress: Progress) {
    const { variablesOf } = await import('./variables-of.ts');
    return variablesOf(this.held(), await this.result({}, 'scores', progress));
  }

  private held(): StudyFiles {
    if (!this.files) throw new Error('no study is open');
    return this.files;
  }

  /** The fullest result that is there already, or one with at least what is asked. */
  private best(overlay: Overlay, progress: Progress, least: Kind = 'scores'): Promise<Result> {
    const full = this.results.get(keyOf(overlay, 'uncertainty'));
    return full ? Promise.resolve(full) : this.result(overlay, least, progress);
  }

  private async result(overlay: Overlay, kind: Kind, progress: Progress): Promise<Result> {
    const key = keyOf(overlay, kind);
    const known = this.results.get(key);
    if (known) return remember(this.results, key, known);
    const { plan, panel, boundaries, context, notes } = await this.prepare(overlay);
    const result = await run(plan, panel, this.engine, {
      notes,
      ...(boundaries ? { boundaries } : {}),
      ...(context ? { context } : {}),
      ...(kind === 'scores' ? { scoresOnly: true } : {}),
      withoutUncertainty: kind !== 'uncertainty',
      onProgress: progress,
    });
    return remember(this.results, key, result);
  }

  private async prepare(overlay: Overlay): Promise<Prepared> {
    const key = JSON.stringify(overlay);
    const known = this.prepared.get(key);
    if (known) return remember(this.prepared, key, known);
    const text = overlayText(overlay);
    const read = readOverlay(text, 'what-if', '');
    const overrides = Object.keys(overlay).length === 0 || !read.override ? [] : [read.override];
    return remember(this.prepared, key, await prepare(this.held(), methods, overrides));
  }
}

function keyOf(overlay: Overlay, kind: Kind): string {
  return `${kind} ${JSON.stringify(overlay)}`;
}

/** Keeps a value as the one used last, and forgets what was used longest ago. */
function remember<T>(kept: Map<string, T>, key: string, value: T): T {
  kept.delete(key);
  kept.set(key, value);
  for (const old of kept.keys()) {
    if (kept.size <= KEPT) break;
    kept.delete(old);
  }
  return value;
}
