import { appendFileSync, existsSync, readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sound, study as studyText } from '../support/folder.ts';
import { digestOf, served } from '../support/served.ts';

type Site = Awaited<ReturnType<typeof served>>;
const sites: Site[] = [];
const site = async (...given: Parameters<typeof served>) => {
  const made = await served(...given);
  sites.push(made);
  return made;
};
afterAll(async () => {
  for (const { server } of sites) await server.close();
});
const textOf = (folder: string) => readFileSync(join(folder, 'study.yaml'), 'utf8');

describe('the page', () => {
  let one: Site;
  beforeAll(async () => {
    one = await site({ allowedHosts: ['lab.example.org'] });
  });

  it('is entered by an address that works once and sets a cookie that scripts and other sites cannot use', async () => {
    expect(one.entered!.status).toBe(302);
    expect(one.entered!.headers.get('location')).toBe('/');
    expect(one.entered!.headers.get('set-cookie')).toMatch(/; HttpOnly; SameSite=Strict; Path=\/$/);
    expect((await fetch(one.server.url, { redirect: 'manual' })).status).toBe(403);
    const again = await fetch(one.server.url, { redirect: 'manual', headers: { cookie: one.cookie } });
    expect(again.status).toBe(302);
  });

  it('comes with a policy that holds its nonce, another for every answer', async () => {
    const pages = await Promise.all([one.page('/'), one.page('/')]);
    const nonces = pages.map(({ text }) => /content="([\w-]{40,})"/.exec(text)![1]!);
    expect(nonces[0]).not.toBe(nonces[1]);
    pages.forEach(({ headers }, i) => {
      const policy = headers.get('content-security-policy')!;
      expect(policy).toContain(`style-src 'self' 'nonce-${nonces[i]}'`);
      expect(policy).toContain("script-src 'self';");
      expect(policy).not.toContain('unsafe');
      expect(headers.get('x-content-type-options')).toBe('nosniff');
      expect(headers.get('referrer-policy')).toBe('no-referrer');
      expect(headers.get('cross-origin-opener-policy')).toBe('same-origin');
      expect(headers.get('cross-origin-resource-policy')).toBe('same-origin');
    });
  });

  it('has its files compressed, and those with a hash in their names kept', async () => {
    const asset = '/assets/main-1a2b3c4d.js';
    const { headers, text } = await one.page(asset, 'GET', undefined, { 'accept-encoding': 'br' });
    expect(headers.get('content-encoding')).toBe('br');
    expect(headers.get('cache-control')).toBe('private, max-age=31536000, immutable');
    expect(text).toContain("document.title = 'Holling'");
    const plain = await one.page(asset, 'GET', undefined, { 'accept-encoding': 'br;q=0, identity' });
    expect(plain.headers.get('content-encoding')).toBeNull();
    expect(plain.text).toBe(text);
    const icon = await one.page('/favicon.svg');
    expect([icon.status, icon.headers.get('cache-control')]).toEqual([200, 'no-cache']);
  });

  it('is reached under another name that was allowed', async () => {
    const raw = await one.raw(
      `GET /api/session HTTP/1.1\r\nHost: lab.example.org\r\nCookie: ${one.cookie}\r\nConnection: close\r\n\r\n`,
    );
    expect(raw).toContain('HTTP/1.1 200');
  });

  it('counts and logs what its policy kept out', async () => {
    const { status } = await one.page('/csp-report', 'POST', '{"csp-report":{}}', {
      'content-type': 'application/csp-report',
    });
    expect(status).toBe(200);
    expect((await one.page('/api/session')).json.reports).toBe(1);
    expect(one.log.at(-1)).toContain('content-security-policy');
  });
});

describe('studies', () => {
  it('are listed by ids that hold no path', async () => {
    const one = await site();
    const { json } = await one.page('/api/session');
    expect(json).toMatchObject({ software: 'holling 0.0.0-test', open: one.id });
    expect(json.studies).toEqual([
      { id: one.id, kind: 'own' },
      { id: 'example', kind: 'worked' },
    ]);
    expect((await one.page('/api/studies')).json).toEqual([
      { id: one.id, kind: 'own', title: { en: 'Test', zh: 'Test' }, units: 3, periods: 2 },
      { id: 'example', kind: 'worked', title: { en: 'Test', zh: 'Test' }, units: 3, periods: 2 },
    ]);
  });

  it('are read: the open one as JSON, each as text and as files', async () => {
    const one = await site();
    const { json } = await one.page('/api/study');
    expect(json).toMatchObject({ version: 1, periods: [2010, 2015], seed: expect.any(Number) });
    const read = (await one.page(`/api/studies/${one.id}`)).json;
    expect(read).toMatchObject({ id: one.id, text: textOf(one.study), problems: [] });
    const { json: files, headers } = await one.page(`/api/studies/${one.id}/files`);
    expect(headers.get('content-encoding')).toBe('gzip');
    expect(files.digest).toBe(read.revision);
    expect(files.data[0].rows).toHaveLength(6);
  });

  it('that cannot be read say why', async () => {
    const folder = sound();
    renameSync(join(folder, 'panel.csv'), join(folder, 'gone.csv'));
    const one = await site({}, folder);
    const { status, json } = await one.page(`/api/studies/${one.id}/files`);
    expect([status, json.problems[0].code]).toEqual([422, 'data/no-file']);
  });

  it('answer a script that has the token and no cookie', async () => {
    const one = await site();
    const response = await fetch(`${one.origin}/api/studies/${one.id}/draft`, {
      method: 'PUT',
      headers: { 'x-holling-token': one.token, 'content-type': 'application/json' },
      body: '{"text":"a"}',
    });
    expect(response.status).toBe(200);
  });
});

describe('saving', () => {
  it('replaces the text that it was made from, and keeps that', async () => {
    const one = await site();
    const path = `/api/studies/${one.id}`;
    const first = (await one.page(path)).json;
    const text = studyText({ title: 'Second' });
    const { status, json } = await one.page(`${path}/text`, 'PUT', { revision: first.revision, text });
    expect(status).toBe(200);
    expect(textOf(one.study)).toBe(text);
    expect((await one.page(path)).json.revision).toBe(json.revision);
    const kept = (await one.page(`${path}/history`)).json;
    expect(kept).toEqual([
      { revision: first.revision, at: expect.stringMatching(/Z$/), bytes: first.text.length },
    ]);
    expect((await one.page(`${path}/history/${first.revision}`)).json).toEqual({ text: first.text });
    expect(readdirSync(one.study).filter((name) => name.startsWith('.holling-'))).toEqual([]);
  });

  it('is refused to the second of two, and both versions are kept', async () => {
    const one = await site();
    const path = `/api/studies/${one.id}`;
    const { revision } = (await one.page(path)).json;
    const [mine, theirs] = [studyText({ title: 'Mine' }), studyText({ title: 'Theirs' })];
    const answers = await Promise.all(
      [mine, theirs].map((text) => one.page(`${path}/text`, 'PUT', { revision, text })),
    );
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
    const late = answers.find(({ status }) => status === 409)!.json;
    expect(late.text).toBe(textOf(one.study));
    expect(late.changedAt).toMatch(/Z$/);
    expect(late.problems[0].code).toBe('study/changed-meanwhile');
    const refused = (await one.page(`${path}/history/${late.kept}`)).json.text;
    expect([mine, theirs].sort()).toEqual([refused, late.text].sort());
  });

  it('of what is not sound, or reaches outside the folder, is refused without a trace', async () => {
    const one = await site();
    const path = `/api/studies/${one.id}`;
    const { revision } = (await one.page(path)).json;
    const before = digestOf(one.study);
    for (const [change, code] of [
      [{ method: { weight: 'no-such' } }, 'method/unknown'],
      [{ data: [{ file: '../../etc/passwd' }] }, 'study/file-outside'],
      [{ data: [{ file: '/etc/passwd' }] }, 'study/file-outside'],
    ] as const) {
      const { status, json } = await one.page(`${path}/text`, 'PUT', { revision, text: studyText(change) });
      expect(status, JSON.stringify(json)).toBe(422);
      expect(json.problems.map((problem: { code: string }) => problem.code)).toContain(code);
    }
    expect(digestOf(one.study)).toBe(before);
  });

  it('keeps the last fifty texts', async () => {
    const one = await site();
    const path = `/api/studies/${one.id}`;
    let { revision } = (await one.page(path)).json;
    for (let i = 0; i < 55; i++)
      revision = (await one.page(`${path}/text`, 'PUT', { revision, text: studyText({ title: `${i}` }) }))
        .json.revision;
    const kept = (await one.page(`${path}/history`)).json;
    expect(kept).toHaveLength(50);
    expect((await one.page(`${path}/history/${kept[0].revision}`)).json.text).toContain('"title": "53"');
  });

  it('as a draft leaves the study alone, whatever the text', async () => {
    const one = await site();
    const path = `/api/studies/${one.id}`;
    const { revision, text } = (await one.page(path)).json;
    await one.page(`${path}/text?draft`, 'PUT', { revision, text: 'half: [' });
    expect((await one.page(`${path}/draft`)).json).toMatchObject({ text: 'half: [', at: expect.any(String) });
    expect(textOf(one.study)).toBe(text);
    expect((await one.page(`${path}/draft`, 'DELETE')).status).toBe(200);
    expect((await one.page(`${path}/draft`)).status).toBe(404);
  });
});

describe('scenarios', () => {
  const overlay = '# title: More weight on a\nmethod: { weight: equal }\n';

  it('are overlays in the folder of the study', async () => {
    const one = await site();
    const path = `/api/studies/${one.id}/scenarios`;
    const name = '更高的绿地-2';
    const { json } = await one.page(`${path}/${encodeURIComponent(name)}`, 'PUT', { text: overlay });
    expect(json.id).toBe(name);
    expect(readFileSync(join(one.study, 'scenarios', `${name}.yaml`), 'utf8')).toBe(overlay);
    expect((await one.page(path)).json).toEqual([
      { id: name, title: 'More weight on a', text: overlay, revision: json.revision },
    ]);
    expect((await one.page(`${path}/${encodeURIComponent(name)}`, 'DELETE')).status).toBe(200);
    expect((await one.page(path)).json).toEqual([]);
  });

  it('are only replaced by who knows the present text', async () => {
    const one = await site();
    const path = `/api/studies/${one.id}/scenarios/a`;
    const { revision } = (await one.page(path, 'PUT', { text: overlay })).json;
    const blind = await one.page(path, 'PUT', { text: `${overlay}# blind\n` });
    expect([blind.status, blind.json.text]).toEqual([409, overlay]);
    expect((await one.page(path, 'PUT', { text: `${overlay}# known\n`, revision })).status).toBe(200);
    const gone = await one.page(`/api/studies/${one.id}/scenarios/b`, 'PUT', { text: overlay, revision });
    expect([gone.status, gone.json.revision]).toEqual([409, null]);
  });
});

describe('changes on the disk', () => {
  it('are told as they happen, of the declaration and of data', async () => {
    const one = await site();
    const stop = new AbortController();
    const response = await fetch(`${one.origin}/api/studies/${one.id}/events`, {
      headers: { cookie: one.cookie },
      signal: stop.signal,
    });
    expect(response.headers.get('content-type')).toContain('text/event-stream');
    const reader = response.body!.pipeThrough(new TextDecoderStream()).getReader();
    let text = '';
    const told = async (pattern: RegExp) => {
      while (!pattern.test(text)) text += (await reader.read()).value ?? '';
    };
    await told(/event: open/);
    appendFileSync(join(one.study, 'panel.csv'), '\n');
    await told(/event: changed\ndata: .*"panel\.csv"/);
    writeFileSync(join(one.study, 'study.yaml'), studyText({ title: 'By an editor' }));
    await told(/event: changed\ndata: .*"study\.yaml"/);
    const { revision } = (await one.page(`/api/studies/${one.id}`)).json;
    expect(text).toContain(revision);
    stop.abort();
  });
});

describe('new studies', () => {
  it('are copies of the template or of a worked study, under a title of their own', async () => {
    const one = await site();
    for (const [from, name] of [
      ['template', 'mine'],
      ['example', '我的研究'],
    ] as const) {
      const title = { en: 'My: cities', zh: '我的城市' };
      const { status, json } = await one.page('/api/studies', 'POST', { from, name, title });
      expect(status, JSON.stringify(json)).toBe(201);
      const read = (await one.page(`/api/studies/${json.id}`)).json;
      expect(read.problems).toEqual([]);
      expect(existsSync(join(one.directory, name, 'study.yaml'))).toBe(true);
      const listed = (await one.page('/api/studies')).json;
      expect(listed).toContainEqual(expect.objectContaining({ id: json.id, kind: 'own', title }));
      expect((await one.page('/api/studies', 'POST', { from, name, title })).status).toBe(409);
    }
    expect(readFileSync(join(one.directory, 'mine/study.yaml'), 'utf8')).toContain('# A study of Holling');
    expect(readdirSync(one.directory).filter((name) => name.startsWith('.'))).toEqual([]);
  });
});

describe('imports', () => {
  const table = 'city,year,GDP (yuan),population\nOne,2010,1,5\nTwo,2010,2,6\nOne,2015,3,7\nTwo,2015,4,8\n';
  const files = [{ name: 'panel 2016.csv', base64: Buffer.from(table).toString('base64') }];

  it('are shown before anything is written, and answered until nothing is open', async () => {
    const one = await site();
    const before = digestOf(one.directory);
    const first = (await one.page('/api/import', 'POST', { files })).json;
    expect(first.sheets[0].sentence.en).toBeTypeOf('string');
    const answers: Record<string, string> = { gazetteer: 'none', directions: 'all-benefit' };
    let seen = first;
    for (let i = 0; i < 5 && seen.open.length > 0; i++) {
      for (const question of seen.questions)
        if (seen.open.includes(question.id) && !(question.id in answers) && question.choices.length > 0)
          answers[question.id] = question.choices[0].id;
      seen = (await one.page('/api/import', 'POST', { files, answers })).json;
    }
    expect(seen.open, JSON.stringify(seen.questions)).toEqual([]);
    expect(seen).toMatchObject({ values: 8, missing: 0, periods: [2010, 2015] });
    expect(seen.recipe).toContain('version: 1');
    expect(digestOf(one.directory)).toBe(before);
    const done = await one.page('/api/import', 'POST', { files, answers, name: 'imported', commit: true });
    expect(done.status, done.text).toBe(200);
    const folder = join(one.directory, 'imported');
    expect(readdirSync(join(folder, 'import')).sort()).toEqual(['files', 'recipe.yaml']);
    expect((await one.page(`/api/studies/${done.json.id}`)).json.problems).toEqual([]);
  });

  it('ask in which encoding a file is written where that cannot be told, in words of a page', async () => {
    const one = await site();
    // The two characters of "city" in GBK, which are too few to tell.
    const bytes = Buffer.concat([Buffer.from([0xb3, 0xc7, 0xca, 0xd0]), Buffer.from(table.slice(4))]);
    const gbk = [{ name: 'gbk.csv', base64: bytes.toString('base64') }];
    const ask = async (answers: object) =>
      (await one.page('/api/import', 'POST', { files: gbk, answers })).json;
    const seen = await ask({});
    expect(seen.problems).toEqual([]);
    expect(seen.open).toEqual(['gbk.csv:encoding']);
    expect(seen.questions[0].samples.join()).toContain('城市');
    const told = await ask({ 'gbk.csv:encoding': 'gb18030' });
    expect(told.open).not.toContain('gbk.csv:encoding');
    expect(told.questions[0]).toMatchObject({ id: 'gbk.csv:encoding', answer: 'gb18030' });
    expect(told.values).toBe(8);
    const wrong = await ask({ 'gbk.csv:encoding': 'utf-8' });
    expect(wrong.problems.map(({ code }: { code: string }) => code)).toEqual(['data/encoding']);
    expect(wrong.questions[0].id).toBe('gbk.csv:encoding');
    const words = JSON.stringify([seen.questions, told.questions]);
    expect(words).not.toMatch(/--\w|<id>|"written":/);
  });
});
