// Writes what is made from the code: schema/study.json and docs/methods/*.md.
import { mkdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'esbuild';

const root = join(import.meta.dirname, '..');
mkdirSync(join(root, 'docs/methods'), { recursive: true });
const outfile = join(tmpdir(), `holling-generate-${process.pid}.mjs`);
await build({
  entryPoints: [join(root, 'src/app/generate.ts')],
  outfile,
  bundle: true,
  platform: 'node',
  format: 'esm',
  logLevel: 'warning',
});
const { generate } = await import(pathToFileURL(outfile).href);
const changed = generate(root, false);
console.log(changed.length === 0 ? 'nothing to change' : changed.join('\n'));
