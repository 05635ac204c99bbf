// Prepares a checkout without needing anything but Node and npm: installs the locked packages and builds what is
// missing or older than its sources. node scripts/setup.mjs cli|all
import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const root = join(import.meta.dirname, '..');
const [major, minor] = process.versions.node.split('.').map(Number);
if (major < 20 || (major === 20 && minor < 19)) {
  console.error(`Holling needs Node 20.19 or newer; this is ${process.versions.node}.`);
  process.exit(2);
}

const wanted = ['dist/cli/main.js', 'dist/web/index.html'];
if (process.argv[2] === 'all') wanted.push('dist/lib/index.js');
installPackages();
if (wanted.some((file) => isStale(file))) {
  console.log('Building ...');
  execFileSync(
    process.execPath,
    [join(root, 'scripts/build.mjs'), ...(process.argv[2] === 'all' ? [] : ['cli'])],
    {
      cwd: root,
      stdio: 'inherit',
    },
  );
}

/** `npm ci`, unless the packages of this very lockfile are already there. */
function installPackages() {
  const stamp = join(root, 'node_modules/.holling-lock');
  const lock = readFileSync(join(root, 'package-lock.json'), 'utf8');
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === lock) return;
  console.log('Installing packages ...');
  execFileSync('npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error'], {
    cwd: root,
    stdio: 'inherit',
    shell: process.platform === 'win32',
  });
  writeFileSync(stamp, lock);
}

/** Whether a built file is missing or older than the newest source. */
function isStale(file) {
  const built = join(root, file);
  return (
    !existsSync(built) ||
    statSync(built).mtimeMs < newest(['src', 'scripts/build.mjs', 'vite.config.ts', 'package.json'])
  );
}

function newest(paths) {
  let latest = 0;
  const visit = (path) => {
    const found = statSync(path);
    if (found.isDirectory()) for (const name of readdirSync(path)) visit(join(path, name));
    else if (found.mtimeMs > latest) latest = found.mtimeMs;
  };
  for (const path of paths) visit(join(root, path));
  return latest;
}
