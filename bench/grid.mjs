// Bundles and runs the measurement of a study on DuckDB: node bench/grid.mjs <study folder> [memory limit]
import { spawnSync } from 'node:child_process';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'esbuild';

const outfile = join(import.meta.dirname, 'grid-bundle.tmp.mjs');
await build({
  entryPoints: [join(import.meta.dirname, 'duckdb.ts')],
  bundle: true,
  platform: 'node',
  format: 'esm',
  external: ['@duckdb/node-api'],
  banner: {
    js: "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);",
  },
  outfile,
  logLevel: 'warning',
});
const { status } = spawnSync(process.execPath, [outfile, ...process.argv.slice(2)], { stdio: 'inherit' });
rmSync(outfile);
process.exitCode = status ?? 1;
