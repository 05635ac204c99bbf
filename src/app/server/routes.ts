import type { IncomingMessage, ServerResponse } from 'node:http';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import { type Context, Hono } from 'hono';
import * as z from 'zod';
import { type Problem, ProblemError } from '../../core/problem.ts';
import { readStudyFiles } from '../../io/read-study-files.ts';
import { parseStudy } from '../../study/parse.ts';
import type { World } from '../operation.ts';
import { BODY, readBytes, readJson } from './body.ts';
import type { Catalogue, Entry } from './catalogue.ts';
import type { Events } from './events.ts';
import { importInto, importRequest, readOnly } from './import-preview.ts';
import { makeStudy } from './new-study.ts';
import { Refusal, refusal } from './refusal.ts';
import { isScenarioName } from './scenario-name.ts';
import * as store from './study-store.ts';

export interface Serving {
  world: World;
  catalogue: Catalogue;
  events: Events;
  /** Reports of content that a page was kept from loading. */
  onReport(report: string): void;
  reports(): number;
}

type Bindings = { Bindings: { incoming: IncomingMessage; outgoing: ServerResponse } };
type Request = Context<Bindings>;

const text = z.strictObject({ text: z.string() });
const revision = z.string().regex(/^[0-9a-f]{64}$/, 'a SHA-256');
const saved = z.strictObject({ text: z.string(), revision });
const scenario = z.strictObject({ text: z.string(), revision: revision.optional() });
const name = z.string().refine(isScenarioName, 'letters, digits, - and _, at most 60');
const title = z.union([
  z.string().min(1).max(300),
  z.strictObject({ en: z.string().max(300), zh: z.string().max(300) }),
]);
const made = z.strictObject({ from: z.string(), name, title });

/** Everything under `/api`, and the reports of the page's policy. */
export function routes({ world, catalogue, events, onReport, reports }: Serving): Hono<Bindings> {
  const app = new Hono<Bindings>();
  const study = (c: Request) => catalogue.find(c.req.param('id')!);
  const own = async (c: Request) => mine(await study(c));
  const turn = turns();

  app.get('/api/session', async (c) =>
    c.json({
      software: world.software,
      studies: (await catalogue.entries()).map(({ id, kind }) => ({ id, kind })),
      ...(catalogue.open === undefined ? {} : { open: catalogue.open }),
      reports: reports(),
    }),
  );
  // Each is read to be described: a page that opens one does not wait for that.
  app.get('/api/studies', async (c) => c.json(await catalogue.list()));
  app.get('/api/study', async (c) => {
    if (catalogue.open === undefined) throw store.notThere('study');
    const { folder } = await catalogue.find(catalogue.open);
    const parsed = parseStudy((await store.readStudyText(folder)).text);
    if (!parsed.study) throw new Refusal(422, parsed.problems);
    return c.json(parsed.study);
  });
  app.get('/api/studies/:id', async (c) => {
    const { id, folder, kind } = await study(c);
    const read = await store.readStudyText(folder);
    const at = await store.draftAt(folder);
    return c.json({
      ...{ id, kind, ...read, problems: parseStudy(read.text).problems },
      ...(at === undefined ? {} : { draft: { at } }),
    });
  });
  app.get('/api/studies/:id/files', async (c) => {
    const { folder } = await study(c);
    const files = await readStudyFiles(folder).catch(asUnreadable);
    return compressed(c, JSON.stringify(files));
  });
  app.put('/api/studies/:id/text', async (c) => {
    const { folder } = await own(c);
    const given = await readJson(c.env.incoming, BODY.text, saved);
    if (c.req.query('draft') !== undefined)
      return c.json(await turn(folder, () => store.saveDraft(folder, given.text)));
    return c.json(await turn(folder, () => store.saveStudyText(folder, given.revision, given.text)));
  });
  app.get('/api/studies/:id/history', async (c) => c.json(await store.history((await study(c)).folder)));
  app.get('/api/studies/:id/history/:revision', async (c) => {
    const { folder } = await study(c);
    return c.json({ text: await store.earlierText(folder, c.req.param('revision')) });
  });

  app.get('/api/studies/:id/draft', async (c) => c.json(await store.readDraft((await study(c)).folder)));
  app.put('/api/studies/:id/draft', async (c) => {
    const { folder } = await own(c);
    const given = await readJson(c.env.incoming, BODY.text, text);
    return c.json(await turn(folder, () => store.saveDraft(folder, given.text)));
  });
  app.delete('/api/studies/:id/draft', async (c) => {
    const { folder } = await own(c);
    await turn(folder, () => store.dropDraft(folder));
    return c.json({});
  });

  app.get('/api/studies/:id/scenarios', async (c) => c.json(await store.scenarios((await study(c)).folder)));
  app.put('/api/studies/:id/scenarios/:name', async (c) => {
    const { folder } = await own(c);
    const id = scenarioName(c);
    const given = await readJson(c.env.incoming, BODY.text, scenario);
    return c.json(await turn(folder, () => store.saveScenario(folder, id, given.text, given.revision)));
  });
  app.delete('/api/studies/:id/scenarios/:name', async (c) => {
    const { folder } = await own(c);
    const id = scenarioName(c);
    await turn(folder, () => store.dropScenario(folder, id));
    return c.json({});
  });

  app.get('/api/studies/:id/events', async (c) => {
    const { folder } = await study(c);
    return c.body(events.stream(folder), 200, { 'content-type': 'text/event-stream; charset=utf-8' });
  });

  app.post('/api/studies', async (c) => {
    const given = await readJson(c.env.incoming, BODY.small, made);
    return c.json(await turn(catalogue.directory, () => makeStudy(given, catalogue, world)), 201);
  });
  app.post('/api/import', async (c) => {
    const given = await readJson(c.env.incoming, BODY.files, importRequest);
    return c.json((await turn(catalogue.directory, () => importInto(given, catalogue, world))) as object);
  });

  app.post('/csp-report', async (c) => {
    const type = c.req.header('content-type') ?? '';
    if (!/^application\/(?:csp-report|reports\+json|json)(?:\s*;|$)/.test(type))
      throw refusal(
        415,
        'server/type',
        'Content-Type',
        type,
        { en: 'only reports of browsers are taken here', zh: '此处只接受浏览器报告' },
        { en: 'send application/csp-report', zh: '请以 application/csp-report 发送' },
      );
    onReport(Buffer.from(await readBytes(c.env.incoming, BODY.small)).toString('utf8'));
    return c.json({});
  });
  return app;
}

function mine(entry: Entry): Entry {
  if (entry.kind === 'worked') throw readOnly();
  return entry;
}

function scenarioName(c: Request): string {
  const given = c.req.param('name')!;
  if (isScenarioName(given)) return given;
  throw refusal(
    400,
    'scenario/name',
    'name',
    given,
    { en: 'the name becomes that of a file', zh: '名称将作为文件名' },
    { en: 'letters, digits, - and _, at most 60', zh: '字母、数字、- 与 _，最多 60 个字符' },
  );
}

function asUnreadable(error: unknown): never {
  if (error instanceof ProblemError) throw new Refusal(422, error.problems);
  throw error;
}

const gzipped = promisify(gzip);

/** Tables are large and shrink to a tenth. */
async function compressed(c: Request, json: string): Promise<Response> {
  const type = { 'content-type': 'application/json; charset=utf-8', vary: 'accept-encoding' };
  if (!/\bgzip\b/.test(c.req.header('accept-encoding') ?? '')) return c.body(json, 200, type);
  return c.body(new Uint8Array(await gzipped(json, { level: 4 })), 200, {
    ...type,
    'content-encoding': 'gzip',
  });
}

/** Lets the writers of one folder wait for each other, so that a check and what follows from it are one step. */
function turns() {
  const last = new Map<string, Promise<unknown>>();
  return <T>(folder: string, act: () => Promise<T>): Promise<T> => {
    const next = (last.get(folder) ?? Promise.resolve()).catch(() => {}).then(act);
    last.set(folder, next);
    return next;
  };
}

/** What an answer to a refused request holds. */
export function refusedBody({ problems, more }: { problems: readonly Problem[]; more?: object }): string {
  return JSON.stringify({ ...more, problems });
}
