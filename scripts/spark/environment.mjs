// Finds what a Spark needs (Python 3.10, Java 17), and makes the folder with it once.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, renameSync, rmSync } from 'node:fs';
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';

export const VERSION = '4.1.1';
/** Milliseconds that a download may take. */
const TIME = 600_000;

/** The folder of Spark, or why there is none. */
export function sparkHome() {
  const java = javaVersion();
  if (java < 17) return { absent: `Java 17 or newer (${java ? `found Java ${java}` : 'there is no java'})` };
  const given = process.env.HOLLING_SPARK_HOME;
  const place = given ?? join(homedir(), '.cache/holling', `spark-${VERSION}`);
  if (!isMade(place)) {
    const python = pythonCommand();
    if (!python) return { absent: 'Python 3.10 or newer with venv' };
    try {
      make(python, place);
    } catch (error) {
      return { absent: `PySpark ${VERSION}, which could not be installed (${error.message})` };
    }
  }
  return { home: homeIn(place) };
}

function javaVersion() {
  const java = process.env.JAVA_HOME ? join(process.env.JAVA_HOME, 'bin/java') : 'java';
  const { stderr, error } = spawnSync(java, ['-version'], { encoding: 'utf8' });
  if (error) return 0;
  return Number(/version "(\d+)/.exec(stderr)?.[1] ?? 0);
}

function pythonCommand() {
  const check = 'import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 10))';
  return ['python3', 'python'].find((name) => spawnSync(name, ['-c', check]).status === 0);
}

const inVenv = (place, name) =>
  process.platform === 'win32' ? join(place, 'Scripts', `${name}.exe`) : join(place, 'bin', name);

function isMade(place) {
  return existsSync(inVenv(place, 'python')) && homeIn(place) !== undefined;
}

/** Where pip has put Spark; nothing where it did not get so far. */
function homeIn(place) {
  const { status, stdout } = spawnSync(
    inVenv(place, 'python'),
    ['-c', 'import importlib.util as u; print(u.find_spec("pyspark").submodule_search_locations[0])'],
    { encoding: 'utf8' },
  );
  const home = stdout?.trim();
  return status === 0 && existsSync(join(home, 'jars')) ? home : undefined;
}

/** Made beside its place and then moved there, so that a broken download leaves nothing that looks whole. */
function make(python, place) {
  console.log(`Installing Spark ${VERSION} from PyPI (about 460 MB, once) into ${place} ...`);
  rmSync(place, { recursive: true, force: true });
  const fresh = `${place}.part-${process.pid}`;
  mkdirSync(dirname(fresh), { recursive: true });
  try {
    run(python, ['-m', 'venv', fresh]);
    run(inVenv(fresh, 'python'), [
      '-m',
      'pip',
      'install',
      '--quiet',
      '--disable-pip-version-check',
      '--timeout=60',
      `pyspark==${VERSION}`,
    ]);
    renameSync(fresh, place);
  } finally {
    rmSync(fresh, { recursive: true, force: true });
  }
}

function run(command, words) {
  const { status, error } = spawnSync(command, words, { stdio: 'inherit', timeout: TIME });
  if (error || status !== 0) throw new Error(`${command} ${words.join(' ')} failed`);
}
