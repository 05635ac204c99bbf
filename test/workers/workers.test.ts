import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { beforeAll, describe, expect, it } from 'vitest';
import { threads } from '../../src/engines/workers/node.ts';
import { type Keeper, loadStudy, ProblemError, type Result, run, type Team } from '../../src/index.ts';
import { partialFile } from '../../src/io/partial-file.ts';
import { csvText } from '../../src/study/csv-text.ts';
import { resultTables } from '../../src/study/tables.ts';
import { alone } from '../../src/study/team.ts';
import { varied } from '../support/varied.ts';
import { bundled } from '../support/worker-file.ts';

const text = (result: Result) =>
  resultTables(result)
    .map((table) => `${table.name}\n${[...csvText(table)].join('')}`)
    .concat(JSON.stringify(result.notes))
    .join('\n');

let worker: URL;
let folder: string;
let expected: string;
beforeAll(async () => {
  worker = await bundled('src/worker-node.ts');
  folder = varied();
  expected = text(await run(await loadStudy(folder), { team: alone }));
}, 60_000);

/** A team, and how many workers ran. */
function counted(size: number): { team: Team; used: Set<number> } {
  const used = new Set<number>();
  const team: Team = {
    size,
    run: (job) =>
      threads(size, worker).run({
        ...job,
        onTold: (told, one) => {
          used.add(one);
          return job.onTold(told, one);
        },
      }),
  };
  return { team, used };
}

describe('worker threads', () => {
  it.each([2, 4, 8])('give the bytes of one thread: %i', async (size) => {
    const { team, used } = counted(size);
    expect(text(await run(await loadStudy(folder), { team }))).toBe(expected);
    // Each worker that came in time; none would mean that this thread computed alone.
    expect(used.size).toBeGreaterThan(0);
    expect(expected).toContain('intervals');
  });

  it('tell the intervals so far, and end with those of the tables', async () => {
    const seen: { replicates: number; units: readonly { id: string; low: number; high: number }[] }[] = [];
    const result = await run(await loadStudy(folder), {
      team: counted(2).team,
      onPartial: (partial) => void seen.push(partial),
    });
    expect(seen.length).toBeGreaterThan(5);
    expect(seen.map(({ replicates }) => replicates)).toEqual(
      seen.map(({ replicates }) => replicates).toSorted((a, b) => a - b),
    );
    const last = seen.at(-1)!;
    expect(last.replicates).toBe(1523);
    const table = result.analyses.find(({ name }) => name === 'intervals')!;
    const at = (name: string) => table.columns.indexOf(name);
    for (const { id, low, high } of last.units) {
      const row = table.rows.find((one) => one[0] === id && one[1] === 2015 && one[2] === 'index')!;
      expect([row[at('rank_low')], row[at('rank_high')]]).toEqual([low, high]);
    }
  });

  it.each([
    ['throws', "throw new Error('no luck');"],
    ['ends', 'process.exit(7);'],
    [
      'throws in a block',
      "require('node:worker_threads').parentPort.on('message', ({ ask }) => { if (ask === 'begin') require('node:worker_threads').parentPort.postMessage({ value: 1 }); else throw new Error('no luck'); });",
    ],
  ])('a worker that %s is a problem of the machine, not a wait', async (_, code) => {
    const file = join(mkdtempSync(join(tmpdir(), 'holling-crash-')), 'worker.cjs');
    writeFileSync(file, code);
    const team = threads(2, pathToFileURL(file));
    const failed = await run(await loadStudy(folder), { team }).catch((error) => error);
    expect(failed).toBeInstanceOf(ProblemError);
    expect(failed).toMatchObject({ fault: 'machine', problems: [{ code: 'machine/worker' }] });
  });

  it('stop at once when they are asked to', async () => {
    const stop = new AbortController();
    const running = run(await loadStudy(folder), {
      team: counted(2).team,
      signal: stop.signal,
      onPartial: () => stop.abort(),
    });
    await expect(running).rejects.toThrow(/abort/i);
  });
});

describe('a run that was stopped', () => {
  /** A run that keeps its replicates after every block and is stopped when it has kept some. */
  async function stopped(file: Keeper, team: Team): Promise<void> {
    const stop = new AbortController();
    const keeper: Keeper = {
      load: file.load,
      due: () => true,
      async save(what, progress) {
        await file.save(what, progress);
        if (progress.done.reduce((sum, { from, to }) => sum + to - from, 0) > 500) stop.abort();
      },
    };
    const running = run(await loadStudy(folder), { team, keeper, signal: stop.signal });
    await expect(running).rejects.toThrow(/abort/i);
  }
  const fresh = () => join(mkdtempSync(join(tmpdir(), 'holling-kept-')), 'results');

  it.each([
    ['one thread', () => alone],
    ['two threads', () => counted(2).team],
  ])('goes on to the same bytes: %s', async (_, team) => {
    const said: string[] = [];
    const file = partialFile(fresh(), 'holling test', ({ en }) => said.push(en));
    await stopped(file, team());
    expect(said).toEqual([]);
    expect(text(await run(await loadStudy(folder), { team: team(), keeper: file }))).toBe(expected);
    expect(said).toEqual([expect.stringMatching(/^Goes on from \d{3,4} replicates/)]);
    await file.clear();
  });

  it('of another version, and a damaged file, are passed over with a word', async () => {
    const target = fresh();
    const said: string[] = [];
    const say = ({ en }: { en: string }) => void said.push(en);
    await stopped(partialFile(target, 'holling 1', say), alone);
    expect(text(await run(await loadStudy(folder), { keeper: partialFile(target, 'holling 2', say) }))).toBe(
      expected,
    );
    writeFileSync(`${target}.partial/uncertainty`, 'not what it was');
    expect(text(await run(await loadStudy(folder), { keeper: partialFile(target, 'holling 1', say) }))).toBe(
      expected,
    );
    expect(said).toEqual([expect.stringContaining('another study'), expect.stringContaining('damaged')]);
  });

  it('goes on without, where nothing can be kept', async () => {
    const said: string[] = [];
    const target = fresh();
    writeFileSync(`${target}.partial`, 'a file where the folder should be');
    const file = partialFile(target, 'holling test', ({ en }) => said.push(en));
    let due = 0;
    const keeper = { ...file, due: () => due++ === 3 };
    expect(text(await run(await loadStudy(folder), { team: alone, keeper }))).toBe(expected);
    expect(said).toEqual([expect.stringContaining('could not be kept')]);
  });
});
