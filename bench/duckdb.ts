// Measures a study on DuckDB: node bench/grid.mjs <study folder> [memory limit]
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { runOnDuckdb } from '../src/app/operations/run-on-duckdb.ts';

const [study = '', memoryLimit] = process.argv.slice(2);
const out = join(study, 'results-bench');
const start = process.hrtime.bigint();
const seconds = () => Number(process.hrtime.bigint() - start) / 1e9;
const cpu = () => (process.cpuUsage().user + process.cpuUsage().system) / 1e6;
function line(what: string): void {
  process.stdout.write(
    `${what}: ${seconds().toFixed(1)} s, ${cpu().toFixed(1)} CPU-s, peak ${(process.resourceUsage().maxRSS / 1048576).toFixed(2)} GiB\n`,
  );
}
const outcome = await runOnDuckdb({ study, out, memoryLimit, workers: 2, normalised: false }, [], {
  lang: 'en',
  software: 'bench',
  progress: async (step) => {
    line(`before ${step}`);
  },
  meanwhile: () => undefined,
  say: () => undefined,
  out: () => undefined,
  signal: new AbortController().signal,
});
if ('staged' in outcome) line(`${outcome.staged.rows} rows`);
rmSync(out, { recursive: true, force: true });
