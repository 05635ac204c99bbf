import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'esbuild';

/** The worker of Node, or a page or worker of a browser, bundled from the sources as they are now. */
export async function bundled(source: string, platform: 'node' | 'browser' = 'node'): Promise<URL> {
  const file = join(mkdtempSync(join(tmpdir(), 'holling-worker-')), 'worker.mjs');
  await build({
    entryPoints: [join(import.meta.dirname, '../..', source)],
    outfile: file,
    bundle: true,
    platform,
    format: 'esm',
    target: 'es2023',
    logLevel: 'error',
  });
  return pathToFileURL(file);
}
