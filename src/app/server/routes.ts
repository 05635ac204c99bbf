import type { IncomingMessage, ServerResponse } from 'node:http';
import { Hono } from 'hono';
import { streamSSE } from 'hono/streaming';
import { type Problem, ProblemError } from '../../core/problem.ts';
import { readStudyFiles } from '../../io/read-study-files.ts';
import { parseStudy } from '../../study/parse.ts';
import { told } from './guard.ts';
import {
  declarationOf,
  earlierText,
  historyOf,
  removeScenario,
  SCENARIO,
  type Shelved,
  scenariosOf,
  textOf,
  watchText,
  writeScenario,
  writeText,
} from './shelf.ts';

/** Longest text of a study file or scenario that is taken. */
const LONGEST = 2_000_000;

export interface Served {
  studies: readonly Shelved[];
  /** The study that was named on the command line. */
  open?: string;
  software: string;
  /** Ends what is still listening when the server closes. */
  signal: AbortSignal;
}

type Bindings = { Bindings: { incoming: IncomingMessage; outgoing: ServerResponse } };

/** What the page asks for. Studies, scenarios and versions are named by ids, which are looked up; no id is a path. */
export function routes({ studies, open, software, signal }: Served): Hono<Bindings> {
  const app = new Hono<Bindings>();
  const find = (id: string | undefined) => studies.find((one) => one.id === id);
  const refused = (problems: readonly Problem[], status: 400 | 404 | 409 | 413 | 415 | 422) =>
    Response.json({ problems }, { status });
  const gone = (saw: string) => refused([told('path', saw)], 404);

  app.get('/api/session', (c) =>
    c.json({
      software,
      studies: studies.map(({ folder: _, ...one }) => one),
      ...(open === undefined ? {} : { open }),
    }),
  );
  app.get('/api/study', async (c) => {
    const one = find(open);
    if (!one) return gone('no study is open');
    const study = await declarationOf(one);
    return study ? c.json(study) : refused(parseStudy((await textOf(one)).text).problems, 422);
  });
  app.get('/api/studies/:id', async (c) => {
    const one = find(c.req.param('id'));
    if (!one) return gone(c.req.param('id'));
    const { text, revision } = await textOf(one);
    return c.json({ id: one.id, revision, text, problems: parseStudy(text).problems });
  });
  app.get('/api/studies/:id/files', async (c) => {
    const one = find(c.req.param('id'));
    if (!one) return gone(c.req.param('id'));
    return c.json(await readStudyFiles(one.folder));
  });
  app.put('/api/studies/:id/text', async (c) => {
    const one = find(c.req.param('id'));
    if (!one) return gone(c.req.param('id'));
    const body = await bodyOf(c.req.raw, c.env.incoming, ['revision', 'text']);
    if (body instanceof Response) return body;
    const { problems } = parseStudy(body.text!);
    if (problems.length > 0) return refused(problems, 422);
    const outcome = await writeText(one, body.revision!, body.text!);
    return 'conflict' in outcome ? c.json(outcome.conflict, 409) : c.json(outcome);
  });
  app.get('/api/studies/:id/history', async (c) => {
    const one = find(c.req.param('id'));
    return one ? c.json(await historyOf(one)) : gone(c.req.param('id'));
  });
  app.get('/api/studies/:id/history/:revision', async (c) => {
    const one = find(c.req.param('id'));
    const text = one && (await earlierText(one, c.req.param('revision')));
    return text === undefined ? gone(c.req.param('revision')) : c.json({ text });
  });
  app.get('/api/studies/:id/scenarios', async (c) => {
    const one = find(c.req.param('id'));
    return one ? c.json(await scenariosOf(one)) : gone(c.req.param('id'));
  });
  app.put('/api/studies/:id/scenarios/:name', async (c) => {
    const one = find(c.req.param('id'));
    const name = c.req.param('name');
    if (!one) return gone(c.req.param('id'));
    if (!SCENARIO.test(name)) return refused([told('path', name.slice(0, 80))], 400);
    const body = await bodyOf(c.req.raw, c.env.incoming, ['text']);
    if (body instanceof Response) return body;
    await writeScenario(one, name, body.text!);
    return c.json({ id: name });
  });
  app.delete('/api/studies/:id/scenarios/:name', async (c) => {
    const one = find(c.req.param('id'));
    const isThere = one && (await removeScenario(one, c.req.param('name')));
    return isThere ? c.body(null, 204) : gone(c.req.param('name'));
  });
  app.get('/api/studies/:id/events', (c) => {
    const one = find(c.req.param('id'));
    if (!one) return gone(c.req.param('id'));
    return streamSSE(c, async (stream) => {
      const stop = watchText(one, (revision) => {
        void stream.writeSSE({ event: 'changed', data: JSON.stringify({ revision }) });
      });
      const end = new Promise<void>((resolve) => {
        stream.onAbort(resolve);
        signal.addEventListener('abort', () => resolve(), { once: true });
      });
      await stream.writeSSE({ event: 'ping', data: '' });
      const ping = setInterval(() => void stream.writeSSE({ event: 'ping', data: '' }), 20_000);
      await end;
      clearInterval(ping);
      stop();
    });
  });
  app.post('/csp-report', () => new Response(null, { status: 204 }));
  app.notFound((c) => gone(c.req.path));
  app.onError((error) => {
    if (error instanceof ProblemError) return refused(error.problems, 422);
    const text = error.message;
    return Response.json(
      {
        problems: [
          {
            code: 'machine/unforeseen',
            where: 'holling open',
            saw: { en: text, zh: text },
            why: { en: 'this is a fault of the program', zh: '这是程序自身的错误' },
            fix: { en: 'please report it', zh: '请反馈此问题' },
          },
        ],
      },
      { status: 500 },
    );
  });
  return app;

  /** The texts of a JSON body with exactly these keys, or why it is refused. */
  async function bodyOf(
    request: Request,
    incoming: IncomingMessage,
    keys: readonly string[],
  ): Promise<Record<string, string> | Response> {
    if (!/^application\/json(;|$)/.test(incoming.headers['content-type'] ?? ''))
      return refused([told('body', incoming.headers['content-type'] ?? 'no type')], 415);
    if (Number(incoming.headers['content-length'] ?? 0) > LONGEST)
      return refused([told('large', `${incoming.headers['content-length']}`)], 413);
    const text = await limited(request);
    if (text === undefined) return refused([told('large', `> ${LONGEST}`)], 413);
    let value: unknown;
    try {
      value = JSON.parse(text);
    } catch {
      return refused([told('body', text.slice(0, 80))], 400);
    }
    const isMap = typeof value === 'object' && value !== null && !Array.isArray(value);
    const given = isMap ? Object.keys(value as object) : [];
    const fits =
      given.length === keys.length &&
      keys.every((key) => Object.hasOwn(value as object, key) && typeof (value as never)[key] === 'string');
    return fits
      ? (value as Record<string, string>)
      : refused([told('body', given.join(', ') || 'no keys')], 400);
  }

  async function limited(request: Request): Promise<string | undefined> {
    const reader = request.body?.getReader();
    if (!reader) return '';
    const parts: Uint8Array[] = [];
    let size = 0;
    for (;;) {
      const { done, value } = await reader.read();
      if (done) break;
      size += value.length;
      if (size > LONGEST) {
        void reader.cancel();
        return undefined;
      }
      parts.push(value);
    }
    return Buffer.concat(parts).toString('utf8');
  }
}
