import { spawn } from 'node:child_process';
import { mkdtempSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'esbuild';

const ROOT = join(import.meta.dirname, '../..');
let bundled: Promise<string> | undefined;

/** A server as a person starts it. */
export interface OpenServer {
  /** The one-time address; still unused when `enter` was false. */
  url: string;
  origin: string;
  token: string;
  /** The name and value of the session, for a browser or a header; empty when `enter` was false. */
  cookie: string;
  /** Everything that it wrote to standard error so far. */
  log(): string;
  /** Interrupts it, and gives its exit code. */
  stop(): Promise<number | null>;
  /** Kills it as a crash would. */
  kill(): Promise<void>;
}

export interface OpenOptions {
  /** More words of the command line. */
  words?: string[];
  /** The built page: dist/web unless another is named. */
  web?: string;
  /** Whether the one-time address is used up for the cookie; false leaves it to a browser. */
  enter?: boolean;
  port?: number;
}

/** Starts `holling open` on a study, from the sources as they are now, on a port of its own. */
export async function openServer(study: string | undefined, options: OpenOptions = {}): Promise<OpenServer> {
  const { words = [], web, enter = true, port = 0 } = options;
  bundled ??= bundle();
  const given = [...(study === undefined ? [] : [study]), '--port', `${port}`, '--no-browser', ...words];
  const child = spawn(process.execPath, [await bundled, 'open', ...given], {
    env: { ...process.env, ...(web === undefined ? {} : { HOLLING_WEB: web }) },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let err = '';
  child.stderr.on('data', (data) => {
    err += data;
  });
  const ended = new Promise<number | null>((done) => child.once('close', (code) => done(code)));
  const url = await firstLine(child.stdout, ended, () => err);
  const { origin, searchParams } = new URL(url);
  const entered = enter ? await fetch(url, { redirect: 'manual' }) : undefined;
  return {
    url,
    origin,
    token: searchParams.get('token')!,
    cookie: entered?.headers.get('set-cookie')?.split(';')[0] ?? '',
    log: () => err,
    stop() {
      child.kill('SIGINT');
      return ended;
    },
    async kill() {
      child.kill('SIGKILL');
      await ended;
    },
  };
}

function firstLine(
  out: NodeJS.ReadableStream,
  ended: Promise<number | null>,
  log: () => string,
): Promise<string> {
  return new Promise((done, fail) => {
    let text = '';
    out.on('data', (data) => {
      text += data;
      if (text.includes('\n')) done(text.split('\n', 1)[0]!);
    });
    void ended.then((code) => fail(new Error(`exit ${code} before an address: ${log()}`)));
  });
}

/** The command line from the sources, in a package of its own, so that no other test finds it half built. */
async function bundle(): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'holling-open-'));
  writeFileSync(join(folder, 'package.json'), '{ "name": "holling" }');
  for (const name of ['studies', 'dist']) symlinkSync(join(ROOT, name), join(folder, name), 'junction');
  const outfile = join(folder, 'main.cjs');
  await build({
    stdin: {
      contents: `import { here } from './main.ts';
        here(process.argv.slice(2), { out: (text) => process.stdout.write(text), err: (text) => process.stderr.write(text), interactive: false });`,
      resolveDir: join(ROOT, 'src/app'),
      loader: 'ts',
    },
    outfile,
    bundle: true,
    platform: 'node',
    format: 'cjs',
    target: 'node20.19',
    external: ['@duckdb/node-api'],
    alias: { yaml: join(ROOT, 'node_modules/yaml/browser/index.js') },
    define: { HOLLING_VERSION: '"0.0.0-test"', 'import.meta.url': 'OWN_URL' },
    banner: { js: "const OWN_URL = require('node:url').pathToFileURL(__filename).href;" },
    logLevel: 'warning',
  });
  return outfile;
}
