import { execFileSync, spawn } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createServer } from 'node:tls';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { main } from '../../src/app/cli.ts';
import { holling, problemsOf } from '../support/cli.ts';
import { study, studyFolder, UNITS } from '../support/folder.ts';
import { ADDRESS, open, TOKEN } from './support.ts';

const MAIN = join(import.meta.dirname, '../../dist/cli/main.js');
const ROWS =
  "VALUES ('u1', 2010, 1e0, 5e0, 1e1), ('u1', 2015, 2e0, 6e0, 11e0), ('u2', 2010, 3e0, 2e0, 14e0), ('u2', 2015, 4e0, 1e0, 12e0), ('u3', 2010, 9e0, 9e0, 19e0), ('u3', 2015, 7e0, 8e0, 16e0) AS p(id, year, a, b, c)";
const PANEL = `(SELECT * FROM ${ROWS}) AS p`;

/** Parquet folders as the cluster writes them, each from a query. */
const stored = mkdtempSync(join(tmpdir(), 'holling-stored-'));
const TABLES = {
  whole: `SELECT * FROM ${PANEL}`,
  narrow: `SELECT id, year, a, b FROM ${PANEL}`,
  text: `SELECT id, year, a, b, 'x' AS c FROM ${PANEL}`,
  other: `SELECT CONCAT(id, 'x') AS id, year, a, b, c FROM ${PANEL}`,
  twice: `SELECT * FROM ${PANEL} UNION ALL SELECT * FROM ${PANEL}`,
  nan: `SELECT id, year, a, b, CAST('NaN' AS DOUBLE) AS c FROM ${PANEL}`,
  few: `SELECT id, year, CASE WHEN a > 1 THEN a END AS a, b, c FROM ${PANEL} WHERE c <> 12`,
};
beforeAll(async () => {
  const session = await open({ results: stored });
  try {
    for (const [name, select] of Object.entries(TABLES)) await session.write(name, select);
  } finally {
    await session.close();
  }
});

function folderOf(file: string, change: Record<string, unknown> = {}): string {
  return studyFolder({
    'study.yaml': study({ data: [{ file }], method: {}, ...change }),
    'units.csv': UNITS,
  });
}
const spark = (folder: string, ...words: string[]) => [
  'run',
  folder,
  '--engine',
  'spark',
  '--endpoint',
  ADDRESS,
  ...words,
];
const codesOf = async (words: string[], exit = 1) =>
  (await problemsOf(words, exit)).map((problem) => problem.code);

describe('data on the cluster', () => {
  it('fills gaps and missing rows as the kernel does', async () => {
    const folder = folderOf(join(stored, 'few'));
    expect(await holling(...spark(folder, '--quiet'))).toMatchObject({ code: 0 });
    const local = studyFolder({
      'study.yaml': study({ method: {} }),
      'units.csv': UNITS,
      'panel.csv':
        'id,year,a,b,c\nu1,2010,,5,10\nu1,2015,2,6,11\nu2,2010,3,2,14\nu3,2010,9,9,19\nu3,2015,7,8,16\n',
    });
    expect(await holling('run', local, '--quiet')).toMatchObject({ code: 0 });
    const scores = (place: string) =>
      readFileSync(join(place, 'results/scores.csv'), 'utf8').trim().split('\n').slice(1);
    const [found, expected] = [scores(folder), scores(local)];
    expect(found.length).toBe(expected.length);
    found.forEach((line, i) => {
      const [unit, period, node, score, rank, grade] = line.split(',');
      const want = expected[i]!.split(',');
      expect([unit, period, node, rank, grade]).toEqual([...want.slice(0, 3), ...want.slice(4, 6)]);
      expect(Math.abs(Number(score) - Number(want[3]))).toBeLessThan(1e-9);
    });
  });

  it.each([
    ['data/no-variable', 'narrow'],
    ['data/not-a-number', 'text'],
    ['data/unknown-unit', 'other'],
    ['data/duplicate-row', 'twice'],
    ['data/not-finite', 'nan'],
    ['data/no-table', 'absent'],
  ])('is refused with %s, and nothing is written', async (code, table) => {
    const folder = folderOf(join(stored, table));
    expect(await codesOf(spark(folder))).toContain(code);
    expect(readdirSync(folder).sort()).toEqual(['study.yaml', 'units.csv']);
  });

  it('is refused as a table that is not there, beside corrections, and in parts', async () => {
    expect(await codesOf(spark(folderOf('table:nowhere.panel')))).toEqual(['data/no-table']);
    const corrections = [{ unit: 'u1', period: 2010, indicator: 'a', value: 2 }];
    expect(await codesOf(spark(folderOf(join(stored, 'whole'), { corrections })))).toEqual(['engine/unread']);
    const data = [{ file: 'table:a' }, { file: 'table:b' }];
    expect(await codesOf(spark(folderOf('', { data })), 2)).toEqual(['engine/several-sources']);
  });
});

describe('a server', () => {
  const folder = folderOf(join(stored, 'whole'));
  const at = (endpoint: string) => ['run', folder, '--engine', 'spark', '--endpoint', endpoint];
  afterAll(() => {
    process.env.HOLLING_SPARK_TOKEN = TOKEN;
  });

  it('that is absent, or asked for TLS where there is none, is a problem of the machine', async () => {
    expect(await codesOf(at('sc://127.0.0.1:1'), 3)).toEqual(['engine/no-server']);
    expect(await codesOf(at(`${ADDRESS}/;use_ssl=true`), 3)).toEqual(['engine/tls']);
  });

  it('that refuses the token is told of, without the token', async () => {
    const wrong = await holling(...at(`${ADDRESS}/;token=wrong-word`), '--json');
    expect(wrong).toMatchObject({ code: 2, out: expect.stringContaining('engine/token') });
    expect(wrong.out + wrong.err).not.toContain('wrong-word');
    delete process.env.HOLLING_SPARK_TOKEN;
    const [problem] = await problemsOf(at(ADDRESS), 2);
    process.env.HOLLING_SPARK_TOKEN = TOKEN;
    expect(problem).toMatchObject({ code: 'engine/token', why: 'the server asks for a token' });
  });

  it('that cannot write where it should is told of, and old results stay', async () => {
    const results = join(folder, 'results');
    mkdirSync(results);
    writeFileSync(join(results, 'manifest.json'), '{}');
    const [problem] = await problemsOf(spark(folder, '--results-path', 'file:///proc/holling'), 3);
    expect(problem!.code).toBe('engine/refused');
    expect(readFileSync(join(results, 'manifest.json'), 'utf8')).toBe('{}');
    expect(readdirSync(folder).sort()).toEqual(['results', 'study.yaml', 'units.csv']);
  });
});

describe('an interrupted run', () => {
  it('stops on the server, and leaves no results', async () => {
    const stop = new AbortController();
    const session = await open({ signal: stop.signal });
    const long = session.rows('SELECT SUM(a.id * b.id % 7) FROM range(3000000) AS a, range(3000000) AS b');
    setTimeout(() => stop.abort(), 1500);
    await expect(long).rejects.toMatchObject({ name: 'AbortError' });
    await session.close();
    // The executors are free again: the other session would wait behind a query that goes on.
    const next = await open();
    expect(await next.rows('SELECT COUNT(*) FROM range(10)')).toEqual([[10]]);
    await next.close();
    const folder = folderOf(join(stored, 'whole'));
    const early = new AbortController();
    let out = '';
    const code = await main(spark(folder, '--json'), '0.0.0-test', {
      out: (text) => {
        out += text;
      },
      err: () => setTimeout(() => early.abort(), 300),
      interactive: true,
      signal: AbortSignal.any([early.signal, AbortSignal.timeout(2000)]),
    });
    expect(code, out).toBe(3);
    expect(existsSync(join(folder, 'results'))).toBe(false);
  });
});

describe('the bundled command line', () => {
  const place = mkdtempSync(join(tmpdir(), 'holling-tls-'));
  const run = (folder: string, endpoint: string, env: Record<string, string>) =>
    new Promise<{ code: number | null; out: string }>((resolve) => {
      const words = [MAIN, 'run', folder, '--engine', 'spark', '--endpoint', endpoint, '--json'];
      const child = spawn(process.execPath, words, { env: { ...process.env, ...env } });
      let out = '';
      child.stdout.on('data', (piece) => {
        out += piece;
      });
      child.once('close', (code) => resolve({ code, out }));
    });

  it('reaches Spark behind TLS where the certificate is trusted', async () => {
    const keytool = (...words: string[]) =>
      execFileSync('keytool', [...words, '-keystore', join(place, 'own.p12'), '-storepass', 'changeit'], {
        stdio: ['ignore', 'pipe', 'ignore'],
        encoding: 'utf8',
      });
    keytool(
      ...['-genkeypair', '-keyalg', 'RSA', '-storetype', 'PKCS12', '-alias', 'own'],
      ...['-dname', 'CN=localhost', '-ext', 'SAN=dns:localhost'],
    );
    writeFileSync(join(place, 'own.pem'), keytool('-exportcert', '-rfc', '-alias', 'own'));
    const port = Number(ADDRESS.split(':').at(-1));
    const pfx = readFileSync(join(place, 'own.p12'));
    const server = createServer({ pfx, passphrase: 'changeit', ALPNProtocols: ['h2'] }, (socket) => {
      const inner = connect(port, '127.0.0.1');
      for (const one of [socket, inner]) one.on('error', () => [socket, inner].map((both) => both.destroy()));
      socket.pipe(inner).pipe(socket);
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const endpoint = `sc://localhost:${(server.address() as { port: number }).port}/;use_ssl=true`;
    const folder = folderOf(join(stored, 'whole'));
    try {
      const strange = await run(folder, endpoint, {});
      expect(strange).toMatchObject({ code: 3, out: expect.stringContaining('engine/tls') });
      const known = await run(folder, endpoint, {
        NODE_EXTRA_CA_CERTS: join(place, 'own.pem'),
        // A file of roots for gRPC alone would take the place of the others.
        GRPC_DEFAULT_SSL_ROOTS_FILE_PATH: '',
      });
      expect(known).toMatchObject({ code: 0, out: expect.stringContaining('results') });
      expect(readdirSync(join(folder, 'results'))).toContain('scores.csv');
    } finally {
      server.close();
    }
  });
});
