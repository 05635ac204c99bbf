// Writes what is made from the code: schema/study.json, docs/methods/*.md and docs/reproduction.md.
import { mkdirSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'esbuild';

const root = join(import.meta.dirname, '..');
mkdirSync(join(root, 'docs/methods'), { recursive: true });
const load = async (entry) => {
  const outfile = join(tmpdir(), `holling-generate-${process.pid}.mjs`);
  await build({
    entryPoints: [join(root, entry)],
    outfile,
    bundle: true,
    platform: 'node',
    format: 'esm',
    logLevel: 'warning',
  });
  return import(`${pathToFileURL(outfile).href}?${entry}`);
};
const { generate } = await load('src/app/generate.ts');
const changed = generate(root, false);
const { reproductionPage } = await load('reproduction/page.ts');
writeFileSync(join(root, 'docs/reproduction.md'), reproductionPage(root));
console.log(changed.length === 0 ? 'nothing to change' : changed.join('\n'));
