import { mkdtempSync, readFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { problemsOf } from '../support/cli.ts';
import { sound } from '../support/folder.ts';
import { type OpenServer, openServer } from '../support/open-server.ts';
import { placeholderPage } from '../support/served.ts';

const running: OpenServer[] = [];
const opened = async (...[study, options]: Parameters<typeof openServer>) => {
  const server = await openServer(study, { web: placeholderPage(), ...options });
  running.push(server);
  return server;
};
afterEach(async () => {
  await Promise.all(running.splice(0).map((server) => server.kill()));
  delete process.env.HOLLING_WEB;
});

describe('holling open', () => {
  it('writes the one-time address first, serves, and ends with 0 when interrupted, whoever still listens', async () => {
    const server = await opened(sound());
    expect(server.url).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/\?token=[\w-]{43}$/);
    const headers = { cookie: server.cookie };
    const study = await json(`${server.origin}/api/study`, headers);
    expect(study.title).toEqual({ en: 'Test', zh: 'Test' });
    const { open } = await session(server);
    const events = await fetch(`${server.origin}/api/studies/${open}/events`, { headers });
    const ended = events.text().catch(() => '');
    expect(await server.stop()).toBe(0);
    await ended;
    expect(server.log()).toContain('Ctrl-C');
  });

  it('without a study offers the worked ones', async () => {
    const server = await opened(undefined, { words: ['--dir', mkdtempSync(join(tmpdir(), 'holling-own-'))] });
    const headers = { cookie: server.cookie };
    expect((await fetch(`${server.origin}/api/study`, { headers })).status).toBe(404);
    const { studies, open } = await session(server);
    expect(open).toBeUndefined();
    expect(studies.map(({ id }: { id: string }) => id)).toEqual(
      expect.arrayContaining(['china-286', 'northeast-border', 'world']),
    );
  });

  it('loses nothing when it is killed: the draft is there after a new start, under the same id', async () => {
    const folder = sound();
    const before = await opened(folder);
    const path = `/api/studies/${(await session(before)).open}`;
    const saved = await fetch(`${before.origin}${path}/draft`, {
      method: 'PUT',
      headers: { 'x-holling-token': before.token, 'content-type': 'application/json' },
      body: '{"text":"unsaved"}',
    });
    expect(saved.status).toBe(200);
    const text = readFileSync(join(folder, 'study.yaml'), 'utf8');
    await before.kill();
    const after = await opened(folder, { port: Number(new URL(before.origin).port) });
    expect((await fetch(`${after.origin}${path}`, { headers: { cookie: before.cookie } })).status).toBe(401);
    const headers = { cookie: after.cookie };
    expect((await json(`${after.origin}${path}/draft`, headers)).text).toBe('unsaved');
    expect(readFileSync(join(folder, 'study.yaml'), 'utf8')).toBe(text);
  });

  it('says so where the workbench is not built, the port is taken, or there is no study', async () => {
    process.env.HOLLING_WEB = mkdtempSync(join(tmpdir(), 'holling-no-page-'));
    const [unbuilt] = await problemsOf(['open', '--no-browser'], 3);
    expect(unbuilt!.code).toBe('machine/no-page');
    expect(unbuilt!.fix).toContain('npm run build');
    process.env.HOLLING_WEB = placeholderPage();
    const other = createServer().listen(0, '127.0.0.1');
    await new Promise((done) => other.once('listening', done));
    const { port } = other.address() as { port: number };
    const [taken] = await problemsOf(['open', '--no-browser', '--port', `${port}`], 3);
    expect([taken!.code, taken!.where]).toEqual(['machine/port-taken', `--port ${port}`]);
    other.close();
    const [absent] = await problemsOf(['open', join(tmpdir(), 'no-such-study'), '--no-browser'], 1);
    expect(absent!.code).toBe('study/no-file');
    const [odd] = await problemsOf(['open', '--no-browser', '--allowed-host', 'a/b'], 2);
    expect(odd!.code).toBe('usage/option');
  });
});

const session = ({ origin, cookie }: OpenServer) => json(`${origin}/api/session`, { cookie });

// biome-ignore lint/suspicious/noExplicitAny: each answer has its own shape
async function json(url: string, headers: Record<string, string>): Promise<any> {
  return (await fetch(url, { headers })).json();
}
