// Builds dist/: the command line as one bundle that starts fast, the workbench, and the library with its types.
// node scripts/build.mjs [cli]  -- without the library
import { execFileSync } from 'node:child_process';
import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'esbuild';

const root = join(import.meta.dirname, '..');
const cli = join(root, 'dist/cli');
const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));

rmSync(cli, { recursive: true, force: true });
const SPARK = ['@grpc/grpc-js', '@grpc/proto-loader', 'apache-arrow'];
const common = {
  bundle: true,
  platform: 'node',
  format: 'cjs',
  target: 'node20.19',
  minify: true,
  // A native module finds its binary beside its own files; what only runs on Spark load stays out of the bundle that
  // every start reads.
  external: ['@duckdb/node-api', ...SPARK],
  // The bundle is started as a script, which can require what stays outside but not import it.
  supported: { 'dynamic-import': false },
  // The package's Node entry is CommonJS in seventy files; its ES modules start faster and are the same code.
  alias: { yaml: join(root, 'node_modules/yaml/browser/index.js') },
  legalComments: 'linked',
  define: { HOLLING_VERSION: JSON.stringify(version), 'import.meta.url': 'OWN_URL' },
  // A bundle of CommonJS does not know its own address otherwise.
  banner: { js: "const OWN_URL = require('node:url').pathToFileURL(__filename).href;" },
  logLevel: 'warning',
};
await build({
  ...common,
  entryPoints: [join(root, 'src/app/main.ts')],
  outfile: join(cli, 'bundle.cjs'),
});
// What is left beyond ASCII stands in regular expressions; without it the text is read and kept in a byte a letter.
const bundle = join(cli, 'bundle.cjs');
const escaped = (letter) => `\\u${letter.charCodeAt(0).toString(16).padStart(4, '0')}`;
writeFileSync(bundle, readFileSync(bundle, 'utf8').replace(/[^\0-\x7f]/g, escaped));
for (const [entry, name] of [
  ['src/app/launch.ts', 'main.js'],
  ['src/worker-node.ts', 'worker-node.js'],
  ['src/io/readers/parquet-worker.ts', 'parquet-worker.js'],
])
  await build({ ...common, entryPoints: [join(root, entry)], outfile: join(cli, name) });
execFileSync(process.execPath, [join(root, 'node_modules/vite/bin/vite.js'), 'build', '--logLevel', 'warn'], {
  cwd: root,
  stdio: 'inherit',
  // Also where a test or a shell says otherwise, which would build React's slow development form.
  env: { ...process.env, NODE_ENV: 'production' },
});
writeFileSync(join(cli, 'package.json'), '{ "type": "commonjs" }\n');
chmodSync(join(cli, 'main.js'), 0o755);
// The first run of either kind leaves the compiled form of all that it needs beside the bundle.
const out = join(mkdtempSync(join(tmpdir(), 'holling-build-')), 'results');
for (const words of [
  ['run', join(root, 'studies/northeast-border'), '--out', out, '--quiet'],
  ['methods', '--quiet'],
])
  execFileSync(process.execPath, [join(cli, 'main.js'), ...words], { stdio: 'inherit' });

if (process.argv[2] !== 'cli') {
  rmSync(join(root, 'dist/lib'), { recursive: true, force: true });
  execFileSync(
    process.execPath,
    [join(root, 'node_modules/typescript/bin/tsc'), '-p', join(root, 'tsconfig.build.json')],
    { stdio: 'inherit' },
  );
}
