// Installs the programs that Holling is compared with into a folder of their own, from their registries.
// node bench/peers/install.mjs [folder]
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { FOLDER, NPM, PYTHON } from './peers.mjs';

const folder = resolve(process.argv[2] ?? FOLDER);
const npm = join(folder, 'npm');
mkdirSync(npm, { recursive: true });
// A package file of its own, so that npm looks for none in the folders above.
writeFileSync(join(npm, 'package.json'), '{ "private": true }\n');
run('npm', ['install', '--prefix', npm, '--no-audit', '--no-fund', '--loglevel=error', ...NPM], npm);
const python = join(folder, 'python');
if (!existsSync(join(python, 'bin/python'))) run('python3', ['-m', 'venv', python], folder);
run(
  join(python, 'bin/python'),
  ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', ...PYTHON],
  folder,
);
console.log(folder);

/** What cannot be installed is left out of the comparison, which says so. */
function run(program, words, cwd) {
  const { status, error } = spawnSync(program, words, { cwd, stdio: 'inherit' });
  if (status !== 0)
    console.error(`failed: ${program} ${words.join(' ')}${error ? `: ${error.message}` : ''}`);
}
