import { createHash } from 'node:crypto';
import { cpSync, readdirSync, readFileSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import { readAssets } from '../../src/app/server/assets.ts';
import { catalogueOf } from '../../src/app/server/catalogue.ts';
import { type ServeOptions, serve } from '../../src/app/server/serve.ts';
import { sound, studyFolder } from './folder.ts';

/** A page small enough to be seen through. */
export function placeholderPage(): string {
  return studyFolder({
    'index.html':
      '<!doctype html><meta name="csp-nonce" content="__NONCE__"><title>Holling</title><link rel="icon" href="/favicon.svg"><script type="module" src="/assets/main-1a2b3c4d.js"></script>',
    'assets/main-1a2b3c4d.js': `document.title = 'Holling';\n${'// so long that it is compressed\n'.repeat(60)}`,
    'favicon.svg': '<svg xmlns="http://www.w3.org/2000/svg"/>',
  });
}

/** A server in this process on a small study of its own, with a client that is let in. */
export async function served(
  options: Partial<Pick<ServeOptions, 'allowedHosts' | 'timeouts'>> = {},
  study = sound(),
  enter = true,
) {
  const log: string[] = [];
  const stop = new AbortController();
  const worked = studyFolder({ 'sample/README.md': '' });
  const example = join(worked, 'example');
  cpSync(sound(), example, { recursive: true });
  const directory = studyFolder({ 'readme.txt': '' });
  const catalogue = await catalogueOf(worked, directory, study);
  const server = await serve({
    world: {
      lang: 'en',
      software: 'holling 0.0.0-test',
      signal: stop.signal,
      progress: async () => {},
      meanwhile: () => {},
      out: () => {},
      say: ({ en }) => log.push(en),
    },
    assets: await readAssets(placeholderPage()),
    catalogue,
    port: 0,
    ...options,
  });
  const { origin, port, searchParams } = new URL(server.url);
  const token = searchParams.get('token')!;
  // Where a browser is to enter, the address is left to it.
  const entered = enter ? await fetch(server.url, { redirect: 'manual' }) : undefined;
  const cookie = entered?.headers.get('set-cookie')?.split(';')[0] ?? '';
  const id = catalogue.open!;
  return {
    ...{ study, worked, directory, log, server, origin, port: Number(port), token, cookie, id, entered },
    /** A request as the page makes it. */
    async page(path: string, method = 'GET', body?: unknown, headers: Record<string, string> = {}) {
      const response = await fetch(`${origin}${path}`, {
        method,
        headers: {
          cookie,
          'sec-fetch-site': 'same-origin',
          ...(method === 'GET' ? {} : { origin }),
          ...(body === undefined ? {} : { 'content-type': 'application/json' }),
          ...headers,
        },
        ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
      });
      const text = await response.text();
      const isJson = response.headers.get('content-type')?.startsWith('application/json');
      return {
        status: response.status,
        headers: response.headers,
        text,
        json: isJson ? JSON.parse(text) : undefined,
      };
    },
    raw: (bytes: string | Uint8Array, wait?: number) => rawAnswer(Number(port), bytes, wait),
  };
}

/** Ends what came back on a connection that the server left open. */
export const STILL_OPEN = '(still open)';

/** What comes back for bytes that are sent as they are, until the connection is closed or nothing has come for a while. */
export function rawAnswer(port: number, bytes: string | Uint8Array, wait = 3000): Promise<string> {
  return new Promise((done) => {
    let received = '';
    const socket = connect(port, '127.0.0.1', () => socket.write(bytes));
    socket.setTimeout(wait, () => {
      received += STILL_OPEN;
      socket.destroy();
    });
    socket.on('data', (data) => {
      received += data.toString('latin1');
    });
    socket.on('error', () => {});
    socket.on('close', () => done(received));
  });
}

/** The statuses of all answers in what came back. */
export function statuses(answer: string): number[] {
  return [...answer.matchAll(/HTTP\/1\.1 (\d{3}) /g)].map(([, code]) => Number(code));
}

/** One digest of all files of a folder, with their names. */
export function digestOf(folder: string): string {
  const hash = createHash('sha256');
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  for (const file of files.sort()) hash.update(file).update('\0').update(readFileSync(file)).update('\0');
  return hash.digest('hex');
}
