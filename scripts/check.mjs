// Everything that must hold before a change is kept: format and lint, types in both worlds, tests.
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';

const root = join(import.meta.dirname, '..');
const bin = (path) => [process.execPath, join(root, 'node_modules', path)];
const steps = [
  ['format and lint', ...bin('@biomejs/biome/bin/biome'), 'check', '.'],
  ['types', ...bin('typescript/bin/tsc'), '-p', 'tsconfig.json'],
  ['types without Node or DOM', ...bin('typescript/bin/tsc'), '-p', 'tsconfig.isomorphic.json'],
  ['types of the workbench', ...bin('typescript/bin/tsc'), '-p', 'tsconfig.web.json'],
  ['tests', ...bin('vitest/vitest.mjs'), 'run'],
];
for (const [name, command, ...rest] of steps) {
  console.log(`\n== ${name}`);
  const { status } = spawnSync(command, rest, { cwd: root, stdio: 'inherit' });
  if (status !== 0) {
    console.error(`\nfailed: ${name}`);
    process.exit(1);
  }
}
