import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { digestOf, STILL_OPEN, served, statuses } from '../support/served.ts';

type Served = Awaited<ReturnType<typeof served>>;
let site: Served;
let before: string[];
const digests = () => [site.study, site.worked, site.directory].map(digestOf);

beforeAll(async () => {
  site = await served({ timeouts: { head: 400, request: 800 } });
  before = digests();
});
afterAll(() => site.server.close());

/** Lines of a request with the marks HOST, ORIGIN, COOKIE, TOKEN and ID; sound except for what is told. */
const lines = (...parts: string[]) => `${parts.join('\r\n')}\r\n\r\n`;
const get = (path: string, ...headers: string[]) =>
  lines(`GET ${path} HTTP/1.1`, 'Host: HOST', 'Cookie: COOKIE', ...headers, 'Connection: close');
const send = (method: string, path: string, body: string, ...headers: string[]) =>
  `${lines(
    `${method} ${path} HTTP/1.1`,
    ...['Host: HOST', 'Cookie: COOKIE', 'Origin: ORIGIN', 'Content-Type: application/json'],
    `Content-Length: ${Buffer.byteLength(body)}`,
    ...headers,
  ).slice(0, -2)}Connection: close\r\n\r\n${body}`;
const draft = '{"text":"evil"}';
const put = (...headers: string[]) =>
  `${lines('PUT /api/studies/ID/draft HTTP/1.1', ...headers, 'Content-Type: application/json', `Content-Length: ${draft.length}`)}${draft}`;

const hostile: Record<string, string> = {
  'no Host': lines('GET /api/study HTTP/1.1', 'Cookie: COOKIE'),
  'no Host in HTTP/1.0': lines('GET /api/study HTTP/1.0', 'Cookie: COOKIE'),
  'the Host of another site': lines('GET /api/study HTTP/1.1', 'Host: evil.example', 'Cookie: COOKIE'),
  'a Host that begins as ours': lines('GET /api/study HTTP/1.1', 'Host: HOST.evil.example', 'Cookie: COOKIE'),
  'a Host of another port': lines('GET /api/study HTTP/1.1', 'Host: 127.0.0.1:1', 'Cookie: COOKIE'),
  'a Host without the port': lines('GET /api/study HTTP/1.1', 'Host: localhost', 'Cookie: COOKIE'),
  'an empty Host': lines('GET /api/study HTTP/1.1', 'Host:', 'Cookie: COOKIE'),
  'a Host with a user': lines('GET /api/study HTTP/1.1', 'Host: a@HOST', 'Cookie: COOKIE'),
  'another spelling of the loopback': lines('GET /api/study HTTP/1.1', 'Host: 127.1', 'Cookie: COOKIE'),
  'two Hosts': lines('GET /api/study HTTP/1.1', 'Host: HOST', 'Host: evil.example', 'Cookie: COOKIE'),
  'two Hosts alike': lines('GET /api/study HTTP/1.1', 'Host: HOST', 'Host: HOST', 'Cookie: COOKIE'),
  'a forwarded Host': lines(
    'GET /api/study HTTP/1.1',
    'Host: evil.example',
    'X-Forwarded-Host: HOST',
    'Cookie: COOKIE',
  ),
  'no token': lines('GET /api/study HTTP/1.1', 'Host: HOST'),
  'no token for the page': lines('GET / HTTP/1.1', 'Host: HOST'),
  'no token for a script of the page': lines('GET /assets/main-1a2b3c4d.js HTTP/1.1', 'Host: HOST'),
  'an empty token': lines('GET /api/study HTTP/1.1', 'Host: HOST', 'x-holling-token:'),
  'a wrong token': lines('GET /api/study HTTP/1.1', 'Host: HOST', `x-holling-token: ${'a'.repeat(43)}`),
  'two tokens': lines(
    'GET /api/study HTTP/1.1',
    'Host: HOST',
    'x-holling-token: TOKEN',
    'x-holling-token: TOKEN',
  ),
  'a wrong cookie': lines('GET /api/study HTTP/1.1', 'Host: HOST', 'Cookie: holling-1=abc'),
  'a cookie given twice': lines('GET /api/study HTTP/1.1', 'Host: HOST', 'Cookie: COOKIE; COOKIE'),
  'the token as a cookie': lines('GET /api/study HTTP/1.1', 'Host: HOST', 'Cookie: NAME=TOKEN'),
  'the one-time address again': lines('GET /?token=TOKEN HTTP/1.1', 'Host: HOST'),
  'a guessed one-time address': lines(`GET /?token=${'x'.repeat(43)} HTTP/1.1`, 'Host: HOST'),
  'the token in the address of the interface': lines('GET /api/study?token=TOKEN HTTP/1.1', 'Host: HOST'),
  'the Origin of another site': put('Host: HOST', 'Cookie: COOKIE', 'Origin: http://evil.example'),
  'an Origin that begins as ours': put('Host: HOST', 'Cookie: COOKIE', 'Origin: ORIGIN.evil.example'),
  'a null Origin': put('Host: HOST', 'Cookie: COOKIE', 'Origin: null'),
  'an Origin of another port': put('Host: HOST', 'Cookie: COOKIE', 'Origin: http://127.0.0.1:1'),
  'an Origin of another scheme': put('Host: HOST', 'Cookie: COOKIE', 'Origin: https://HOST'),
  'two Origins': put('Host: HOST', 'Cookie: COOKIE', 'Origin: ORIGIN', 'Origin: http://evil.example'),
  'a change without an Origin': put('Host: HOST', 'Cookie: COOKIE'),
  'a change without an Origin, with a wrong token': put('Host: HOST', 'Cookie: COOKIE', 'x-holling-token: a'),
  'a cross-site change': put('Host: HOST', 'Cookie: COOKIE', 'Origin: ORIGIN', 'Sec-Fetch-Site: cross-site'),
  'a change from the same site': put(
    'Host: HOST',
    'Cookie: COOKIE',
    'Origin: ORIGIN',
    'Sec-Fetch-Site: same-site',
  ),
  'a change typed by nobody': put('Host: HOST', 'Cookie: COOKIE', 'Origin: ORIGIN', 'Sec-Fetch-Site: none'),
  'a cross-site reading': get('/api/study', 'Sec-Fetch-Site: cross-site'),
  'a reading with a foreign Origin': get('/api/study', 'Origin: http://evil.example'),
  'steps upwards': get('/../../etc/passwd'),
  'steps upwards below assets': get('/assets/../../package.json'),
  'steps upwards in per cent': get('/assets/%2e%2e/%2e%2e/etc/passwd'),
  'a slash in per cent': get('/assets/..%2f..%2fetc%2fpasswd'),
  'a backslash in per cent': get('/assets/..%5c..%5cetc'),
  'a backslash': get('/assets/..\\..\\etc'),
  'a prefix of Windows': get('/\\\\?\\C:\\Windows\\win.ini'),
  'a device of Windows': get('/\\\\.\\C:'),
  'twice in per cent': get('/assets/%252e%252e%252fetc'),
  'overlong UTF-8': get('/assets/%c0%ae%c0%ae/etc'),
  'half a character in per cent': get('/assets/%e4%b8'),
  'a broken per cent sign': get('/assets/%zz'),
  'NUL in per cent': get('/assets/main-1a2b3c4d.js%00.png'),
  'a new line in per cent': get('/api/studies/a%0d%0aX-Evil:%201'),
  'two slashes': get('//evil.example/'),
  'two slashes within': get('/api//study'),
  'a path that is not served': get('/etc/passwd'),
  'the page by its file name': get('/index.html'),
  'the folder of the assets': get('/assets/'),
  'an unknown study': get('/api/studies/unknown-00000000'),
  'a study by its path': get('/api/studies/%2Ftmp'),
  'a study named as a prototype': get('/api/studies/__proto__'),
  'an asset named as a prototype': get('/constructor'),
  'an unknown revision': get(`/api/studies/ID/history/${'0'.repeat(64)}`),
  'a revision that is a path': get('/api/studies/ID/history/..%2f..%2fstudy.yaml'),
  'no draft': get('/api/studies/ID/draft'),
  'a scenario above its folder': send('PUT', '/api/studies/ID/scenarios/..%2fstudy', draft),
  'a scenario of two dots': send('PUT', '/api/studies/ID/scenarios/%2e%2e', draft),
  'a scenario with a dot': send('PUT', '/api/studies/ID/scenarios/a.yaml', draft),
  'a scenario named as a device': send('PUT', '/api/studies/ID/scenarios/CON', draft),
  'a scenario of a name too long': send('PUT', `/api/studies/ID/scenarios/${'a'.repeat(61)}`, draft),
  'a scenario that is no overlay': send('PUT', '/api/studies/ID/scenarios/a', '{"text":"- 1"}'),
  'a scenario that is not there, to be dropped': lines(
    'DELETE /api/studies/ID/scenarios/none HTTP/1.1',
    ...['Host: HOST', 'Cookie: COOKIE', 'Origin: ORIGIN', 'Connection: close'],
  ),
  'a study that is not sound': send(
    'PUT',
    '/api/studies/ID/text',
    '{"revision":"REVISION","text":"version: 1"}',
  ),
  'a revision that is none': send('PUT', '/api/studies/ID/text', '{"revision":"1","text":"version: 1"}'),
  'a change to a worked study': send('PUT', '/api/studies/example/draft', draft),
  'a new study above the folder': send(
    'POST',
    '/api/studies',
    '{"from":"template","name":"../evil","title":"t"}',
  ),
  'a new study with an absolute path': send(
    'POST',
    '/api/studies',
    '{"from":"template","name":"/tmp/evil","title":"t"}',
  ),
  'a new study from a path': send('POST', '/api/studies', '{"from":"/etc","name":"evil","title":"t"}'),
  'an import with a path': send(
    'POST',
    '/api/import',
    '{"files":[{"name":"../evil.csv","base64":"YQ=="}],"study":"ID","commit":true}',
  ),
  'an import of a program': send(
    'POST',
    '/api/import',
    '{"files":[{"name":"evil.sh","base64":"YQ=="}],"study":"ID","commit":true}',
  ),
  'an import that is not base64': send(
    'POST',
    '/api/import',
    '{"files":[{"name":"a.csv","base64":"<>"}],"study":"ID","commit":true}',
  ),
  'an import with a list of places of its own': send(
    'POST',
    '/api/import',
    '{"files":[{"name":"a.csv","base64":"YQ=="}],"answers":{"gazetteer":"/etc/passwd"}}',
  ),
  'an import of nothing into a study': send(
    'POST',
    '/api/import',
    '{"files":[{"name":"a.csv","base64":"YQ=="}],"study":"ID","commit":true}',
  ),
  'a key __proto__': send('PUT', '/api/studies/ID/draft', '{"text":"a","__proto__":{"admin":true}}'),
  'a key constructor': send('PUT', '/api/studies/ID/draft', '{"text":"a","constructor":{"prototype":{}}}'),
  'an unknown key': send('PUT', '/api/studies/ID/draft', '{"text":"a","path":"/etc/passwd"}'),
  'a text that is no text': send('PUT', '/api/studies/ID/draft', '{"text":["a"]}'),
  'JSON that is a list': send('PUT', '/api/studies/ID/draft', '[]'),
  'broken JSON': send('PUT', '/api/studies/ID/draft', '{"text":'),
  'JSON nested too deep': send('PUT', '/api/studies/ID/draft', '['.repeat(100_000)),
  'no body': send('PUT', '/api/studies/ID/draft', ''),
  'a body that is not UTF-8': `${send('PUT', '/api/studies/ID/draft', '{"text":"').replace(/Content-Length: \d+/, 'Content-Length: 12')}\xff"}`,
  'plain text': send('PUT', '/api/studies/ID/draft', draft).replace('application/json', 'text/plain'),
  'a form': send('POST', '/api/studies', 'from=template').replace(
    'application/json',
    'application/x-www-form-urlencoded',
  ),
  'a file of a form': send('POST', '/api/import', draft).replace(
    'application/json',
    'multipart/form-data; boundary=a',
  ),
  'another set of characters': send('PUT', '/api/studies/ID/draft', draft).replace(
    'application/json',
    'application/json; charset=utf-7',
  ),
  'a compressed body': send('PUT', '/api/studies/ID/draft', draft, 'Content-Encoding: gzip'),
  'a gigabyte announced': put('Host: HOST', 'Cookie: COOKIE', 'Origin: ORIGIN').replace(
    /Content-Length: \d+/,
    'Content-Length: 1000000000',
  ),
  'a negative length': put('Host: HOST', 'Cookie: COOKIE', 'Origin: ORIGIN').replace(
    /Content-Length: \d+/,
    'Content-Length: -1',
  ),
  'two lengths': put('Host: HOST', 'Cookie: COOKIE', 'Origin: ORIGIN', 'Content-Length: 4'),
  'a length and chunks': put('Host: HOST', 'Cookie: COOKIE', 'Origin: ORIGIN', 'Transfer-Encoding: chunked'),
  'chunks of an odd coding': put(
    'Host: HOST',
    'Cookie: COOKIE',
    'Origin: ORIGIN',
    'Transfer-Encoding: xchunked',
  ).replace(/Content-Length: \d+\r\n/, ''),
  'chunks twice': put(
    'Host: HOST',
    'Cookie: COOKIE',
    'Origin: ORIGIN',
    'Transfer-Encoding: chunked',
    'Transfer-Encoding: identity',
  ).replace(/Content-Length: \d+\r\n/, ''),
  'a chunk of a broken size': `${lines('PUT /api/studies/ID/draft HTTP/1.1', 'Host: HOST', 'Cookie: COOKIE', 'Origin: ORIGIN', 'Content-Type: application/json', 'Transfer-Encoding: chunked')}xyz\r\n${draft}\r\n0\r\n\r\n`,
  'a folded header': lines(
    'GET /api/study HTTP/1.1',
    'Host: HOST',
    'X-A: a',
    ' b: c',
    ' Cookie: COOKIE',
  ).replace(' b', '\tb'),
  'a blank before the colon': lines('GET /api/study HTTP/1.1', 'Host : HOST', 'Cookie: COOKIE'),
  'a bare line feed in a header': `GET /api/study HTTP/1.1\r\nHost: HOST\r\nCookie: COOKIE\nX-A: b\x00\r\n\r\n`,
  'NUL in the address': get('/api/\x00study'),
  'a hundred thousand headers': lines(
    'GET /api/study HTTP/1.1',
    'Host: HOST',
    ...Array.from({ length: 100_000 }, (_, i) => `x${i}: 1`),
  ),
  'two hundred headers': get('/api/study', ...Array.from({ length: 200 }, (_, i) => `x${i}: 1`)),
  'a header of a hundred kilobytes': get('/api/study', `x: ${'a'.repeat(100_000)}`),
  'an address of ten kilobytes': get(`/${'a'.repeat(10_000)}`),
  TRACE: lines('TRACE / HTTP/1.1', 'Host: HOST', 'Cookie: COOKIE'),
  OPTIONS: lines(
    'OPTIONS /api/study HTTP/1.1',
    'Host: HOST',
    'Origin: http://evil.example',
    'Access-Control-Request-Method: PUT',
  ),
  PATCH: lines('PATCH /api/studies/ID/text HTTP/1.1', 'Host: HOST', 'Cookie: COOKIE', 'Origin: ORIGIN'),
  'PROPFIND of WebDAV': lines('PROPFIND / HTTP/1.1', 'Host: HOST', 'Cookie: COOKIE'),
  'a method of its own': lines('EVIL / HTTP/1.1', 'Host: HOST', 'Cookie: COOKIE'),
  CONNECT: lines('CONNECT evil.example:443 HTTP/1.1', 'Host: HOST'),
  'a proxied request': lines('GET http://evil.example/ HTTP/1.1', 'Host: HOST', 'Cookie: COOKIE'),
  'a proxied request to ourselves': lines(
    'GET http://HOST/api/study HTTP/1.1',
    'Host: HOST',
    'Cookie: COOKIE',
  ),
  'the asterisk': lines('OPTIONS * HTTP/1.1', 'Host: HOST', 'Cookie: COOKIE'),
  'a web socket': get(
    '/api/studies/ID/events',
    'Upgrade: websocket',
    'Connection: Upgrade',
    'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==',
    'Sec-WebSocket-Version: 13',
  ),
  'a web socket of another site': lines(
    'GET / HTTP/1.1',
    'Host: HOST',
    'Cookie: COOKIE',
    'Origin: http://evil.example',
    'Upgrade: websocket',
    'Connection: Upgrade',
  ),
  'HTTP/2 without TLS': lines(
    'GET / HTTP/1.1',
    'Host: HOST',
    'Connection: Upgrade, HTTP2-Settings',
    'Upgrade: h2c',
    'HTTP2-Settings: AAMAAABkAAQAAP__',
  ),
  'the preface of HTTP/2': 'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n',
  'a handshake of TLS': '\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03',
  'another protocol': 'EHLO evil.example\r\n',
  'HTTP/0.9': 'GET /\r\n',
  'HTTP/9': lines('GET / HTTP/9.9', 'Host: HOST', 'Cookie: COOKIE'),
  'a reading with a body': get('/api/study', 'Content-Length: 5'),
  'a report that is a page': send('POST', '/csp-report', 'a').replace('application/json', 'text/html'),
  'an unknown change': send('POST', '/api/study', '{}'),
  'half a head, and then nothing': 'GET /api/study HTTP/1.1\r\nHost: HOST\r\nX-A: ',
  'half a body, and then nothing': put('Host: HOST', 'Cookie: COOKIE', 'Origin: ORIGIN').replace(
    /Content-Length: \d+/,
    'Content-Length: 50',
  ),
};

const marked = async (text: string) => {
  const revision = /REVISION/.test(text) ? (await site.page(`/api/studies/${site.id}`)).json.revision : '';
  const values: Record<string, string> = {
    HOST: `127.0.0.1:${site.port}`,
    ORIGIN: site.origin,
    COOKIE: site.cookie,
    NAME: site.cookie.split('=')[0]!,
    TOKEN: site.token,
    REVISION: revision,
    ID: site.id,
  };
  return text.replace(/\b(?:HOST|ORIGIN|COOKIE|NAME|TOKEN|REVISION|ID)\b/g, (name) => values[name]!);
};

describe('hostile requests', () => {
  it('are more than sixty', () => {
    expect(Object.keys(hostile).length).toBeGreaterThan(60);
  });

  it.each(Object.entries(hostile))('%s: refused, and nothing changed', async (_, request) => {
    const logged = site.log.length;
    const answer = await site.raw(Buffer.from(await marked(request), 'latin1'));
    const codes = statuses(answer);
    for (const code of codes) {
      expect(code, answer.slice(0, 600)).toBeGreaterThanOrEqual(400);
      expect(code, answer.slice(0, 600)).toBeLessThan(500);
    }
    expect(answer).not.toContain(STILL_OPEN);
    expect(answer).not.toContain('access-control-allow');
    if (codes.length > 0) {
      expect(answer).toContain("default-src 'none'");
      expect(site.log.length).toBeGreaterThan(logged);
      expect(site.log.at(-1)!.split('\n')).toHaveLength(1);
    }
    expect(digests()).toEqual(before);
    expect((await site.page('/api/study')).status).toBe(200);
  });

  it('never name the token in the log', () => {
    expect(site.log.join('\n')).not.toContain(site.token);
  });

  it('each stand alone in a pipeline', async () => {
    const sound = lines('GET /api/study HTTP/1.1', 'Host: HOST', 'Cookie: COOKIE');
    const foreign = lines('GET /api/study HTTP/1.1', 'Host: evil.example', 'Cookie: COOKIE');
    const answer = await site.raw(await marked(`${sound}${foreign}${sound}`));
    expect(statuses(answer).slice(0, 2)).toEqual([200, 421]);
    expect(statuses(answer)).toHaveLength(2);
  });

  it('are cut off while a body too large still comes', async () => {
    const head = lines(
      'PUT /api/studies/ID/draft HTTP/1.1',
      ...['Host: HOST', 'Cookie: COOKIE', 'Origin: ORIGIN', 'Content-Type: application/json'],
      'Transfer-Encoding: chunked',
    );
    const chunk = `100000\r\n${' '.repeat(0x100000)}\r\n`;
    const answer = await site.raw(await marked(`${head}${chunk.repeat(6)}`));
    // A client that is still sending may only see that the connection is gone.
    for (const code of statuses(answer)) expect(code).toBe(413);
    expect(digests()).toEqual(before);
    expect((await site.page('/api/study')).status).toBe(200);
  });

  it('cannot keep others out with many slow connections', async () => {
    const slow = Array.from({ length: 100 }, () => site.raw('GET / HTTP/1.1\r\nHost:', 2500));
    expect((await site.page('/api/study')).status).toBe(200);
    for (const answer of await Promise.all(slow)) expect(statuses(answer)).toEqual([408]);
  });

  it('say what would help', async () => {
    const answer = await site.raw(lines('GET / HTTP/1.1', 'Host: lab.example.org:80'));
    expect(answer).toContain('--allowed-host lab.example.org');
  });
});
