import { randomBytes } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { getRequestListener } from '@hono/node-server';
import { ProblemError } from '../../core/problem.ts';
import { COOKIE, HEADERS, isSame, type Refusal, refusal, told } from './guard.ts';
import type { Page } from './pages.ts';
import { routes, type Served } from './routes.ts';

export interface Listening {
  /** The one-time address. */
  url: string;
  port: number;
  token: string;
  close(): Promise<void>;
}

export interface Options extends Omit<Served, 'signal'> {
  port: number;
  allowedHosts: readonly string[];
  pages: ReadonlyMap<string, Page>;
  /** One line for every request that is refused. */
  log(line: string): void;
}

/** Serves the workbench to the one who started it, on this machine alone. */
export async function serve({ port, allowedHosts, pages, log, ...served }: Options): Promise<Listening> {
  const token = randomBytes(32).toString('base64url');
  const ended = new AbortController();
  const app = routes({ ...served, signal: ended.signal });
  const answer = getRequestListener(app.fetch, { overrideGlobalObjects: false });
  const gate = { hosts: [] as string[], token };
  let isUsed = false;

  const server = createServer({
    headersTimeout: 10_000,
    requestTimeout: 30_000,
    keepAliveTimeout: 5_000,
    maxHeaderSize: 32_768,
    requireHostHeader: true,
    insecureHTTPParser: false,
  });
  server.maxHeadersCount = 200;
  server.on('upgrade', (_, socket) => {
    log('refused: an upgrade to another protocol');
    socket.end('HTTP/1.1 400 Bad Request\r\nconnection: close\r\n\r\n');
  });
  server.on('connect', (_, socket) => {
    log('refused: CONNECT');
    socket.end('HTTP/1.1 405 Method Not Allowed\r\nconnection: close\r\n\r\n');
  });
  server.on('clientError', (error: NodeJS.ErrnoException, socket) => {
    log(`refused: ${error.code ?? error.message}`);
    const status =
      error.code === 'HPE_HEADER_OVERFLOW' ? '431 Request Header Fields Too Large' : '400 Bad Request';
    if (socket.writable) socket.end(`HTTP/1.1 ${status}\r\nconnection: close\r\n\r\n`);
  });
  server.on('request', (request: IncomingMessage, response: ServerResponse) => {
    for (const [name, value] of Object.entries(HEADERS)) response.setHeader(name, value);
    const url = request.url ?? '';
    if (entered(request, response, url)) return;
    const refused = refusal(request, url, gate);
    if (refused) return refuse(request, response, refused);
    const path = url.split('?', 1)[0]!;
    const page = request.method === 'GET' || request.method === 'HEAD' ? pages.get(path) : undefined;
    if (page) return give(request, response, page);
    response.setHeader('cache-control', 'no-store');
    response.on('finish', () => {
      if (response.statusCode >= 400) log(`${response.statusCode} ${request.method} ${path.slice(0, 200)}`);
    });
    void answer(request, response);
  });

  /** The one-time address: sets the cookie and goes to the page. A second use is for whoever has the cookie already. */
  function entered(request: IncomingMessage, response: ServerResponse, url: string): boolean {
    const found = /^\/\?token=([A-Za-z0-9_-]+)$/.exec(url);
    if (!found || request.method !== 'GET' || !gate.hosts.includes(request.headers.host ?? '')) return false;
    if (isUsed || !isSame(found[1]!, token)) return false;
    isUsed = true;
    response.writeHead(303, {
      location: '/',
      'set-cookie': `${COOKIE}=${token}; HttpOnly; SameSite=Strict; Path=/`,
      'cache-control': 'no-store',
    });
    response.end();
    return true;
  }

  function refuse(request: IncomingMessage, response: ServerResponse, { status, problem }: Refusal): void {
    log(`${status} ${problem.code} ${request.method} ${(request.url ?? '').slice(0, 200)}`);
    response.writeHead(status, {
      'content-type': 'application/json',
      connection: 'close',
      'cache-control': 'no-store',
    });
    response.end(JSON.stringify({ problems: [problem] }));
    request.resume();
    setTimeout(() => request.destroy(), 200).unref();
  }

  await listen(server, port);
  const { port: taken } = server.address() as AddressInfo;
  gate.hosts.push(`127.0.0.1:${taken}`, `localhost:${taken}`, ...allowedHosts);
  return {
    url: `http://127.0.0.1:${taken}/?token=${token}`,
    port: taken,
    token,
    close: () =>
      new Promise((resolve) => {
        ended.abort();
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function give(request: IncomingMessage, response: ServerResponse, page: Page): void {
  const accepted = String(request.headers['accept-encoding'] ?? '');
  const [coding, body] = /\bbr\b/.test(accepted)
    ? (['br', page.brotli] as const)
    : /\bgzip\b/.test(accepted)
      ? (['gzip', page.gzip] as const)
      : ([undefined, page.plain] as const);
  response.writeHead(200, {
    'content-type': page.type,
    'content-length': body.length,
    vary: 'accept-encoding',
    'cache-control': page.isLasting ? 'private, max-age=31536000, immutable' : 'no-store',
    ...(coding ? { 'content-encoding': coding } : {}),
  });
  response.end(request.method === 'HEAD' ? undefined : body);
}

function listen(server: Server, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      const problem = told('address', `port ${port} (${error.code})`);
      reject(
        new ProblemError(
          [
            {
              ...problem,
              code: 'server/port',
              where: '--port',
              why: { en: 'the port cannot be used', zh: '该端口无法使用' },
              fix: {
                en: 'give another, or --port 0 for a free one',
                zh: '请换一个端口，或用 --port 0 自动选择',
              },
            },
          ],
          'machine',
        ),
      );
    });
    server.listen(port, '127.0.0.1', resolve);
  });
}
