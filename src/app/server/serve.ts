import {
  createServer,
  type IncomingMessage,
  type Server,
  type ServerResponse,
  STATUS_CODES,
} from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import { getRequestListener } from '@hono/node-server';
import { type Problem, ProblemError } from '../../core/problem.ts';
import type { World } from '../operation.ts';
import type { Assets } from './assets.ts';
import type { Catalogue } from './catalogue.ts';
import { eventsOf } from './events.ts';
import { type Rules, refusedHead } from './guard.ts';
import { pageOf } from './page.ts';
import { secret, securityHeaders } from './policy.ts';
import { Refusal, refusal, shown } from './refusal.ts';
import { refusedBody, routes } from './routes.ts';

export interface ServeOptions {
  world: World;
  assets: Assets;
  catalogue: Catalogue;
  /** 0 takes a free one. */
  port: number;
  /** Names besides 127.0.0.1 and localhost under which the server is reached, e.g. through a tunnel. */
  allowedHosts?: readonly string[];
  /** Milliseconds in which the head of a request, and a whole request, must have come. */
  timeouts?: { head: number; request: number };
}

export interface Serving {
  /** The one-time address. */
  url: string;
  counts(): { answered: number; refused: number; reports: number };
  close(): Promise<void>;
}

const TIMEOUTS = { head: 10_000, request: 60_000 };
/** Bytes of all headers of a request together. */
const MAX_HEAD = 16 * 1024;
const MOST_CONNECTIONS = 512;

/** Serves the workbench on 127.0.0.1 until it is closed. */
export async function serve(options: ServeOptions): Promise<Serving> {
  const { world, assets, catalogue, timeouts = TIMEOUTS } = options;
  const counts = { answered: 0, refused: 0, reports: 0 };
  const events = eventsOf();
  const say = (line: string) => world.say({ en: line, zh: line });
  const refuseWith = (refused: Refusal, what: string) => {
    counts.refused++;
    say(`${refused.status} ${what} ${refused.message}`);
    return refusedBody(refused);
  };
  // The port, and with it the rules, is known once the server listens; nothing is answered before.
  let rules: Rules | undefined;
  let listener: ReturnType<typeof getRequestListener> | undefined;

  const receive = (incoming: IncomingMessage, outgoing: ServerResponse) => {
    const { method = '', url = '', rawHeaders } = incoming;
    for (const [key, value] of Object.entries(securityHeaders(secret()))) outgoing.setHeader(key, value);
    const refused = refusedHead({ method, url, rawHeaders }, rules!);
    counts.answered++;
    if (refused) answer(outgoing, refused.status, refuseWith(refused, whatOf(incoming)));
    else void listener!(incoming, outgoing);
  };
  const server = createServer(
    {
      maxHeaderSize: MAX_HEAD,
      headersTimeout: timeouts.head,
      requestTimeout: timeouts.request,
      keepAliveTimeout: 5000,
      connectionsCheckingInterval: Math.min(1000, timeouts.head / 2),
      // A missing Host is refused with the rest, and logged.
      requireHostHeader: false,
      insecureHTTPParser: false,
    },
    receive,
  );
  // Headers beyond a count would be dropped unseen otherwise.
  server.maxHeadersCount = 0;
  server.maxConnections = MOST_CONNECTIONS;
  server.on('checkContinue', (incoming: IncomingMessage, outgoing: ServerResponse) => {
    if (!refusedHead(headOf(incoming), rules!)) outgoing.writeContinue();
    receive(incoming, outgoing);
  });
  server.on('connect', (incoming: IncomingMessage, socket: Duplex) => {
    end(socket, 405, refuseWith(unreadable(405, 'CONNECT'), whatOf(incoming)));
  });
  server.on('clientError', (error: NodeJS.ErrnoException, socket: Socket) => {
    if (error.code === 'ECONNRESET' || !socket.writable) return void socket.destroy();
    const status = STATUS_OF[error.code ?? ''] ?? 400;
    end(socket, status, refuseWith(unreadable(status, error.code ?? error.message), 'request'));
  });

  const port = await listen(server, options.port);
  rules = rulesOf(port, options.allowedHosts ?? []);
  const app = pageOf(assets, rules);
  app.onError((error, c) => {
    const refused = error instanceof Refusal ? error : asRefusal(error);
    if (!refused) say(`500 ${whatOf(c.env.incoming)} ${shown(error.stack ?? error.message)}`);
    const body = refused
      ? refuseWith(refused, whatOf(c.env.incoming))
      : refusedBody({ problems: [unforeseen(error)] });
    return c.body(body, refused?.status ?? 500, { 'content-type': JSON_TYPE, connection: 'close' });
  });
  app.route(
    '/',
    routes({
      world,
      catalogue,
      events,
      reports: () => counts.reports,
      onReport(report) {
        counts.reports++;
        say(`content-security-policy: ${shown(report)}`);
      },
    }),
  );
  listener = getRequestListener(app.fetch, { overrideGlobalObjects: false });
  return {
    url: `http://127.0.0.1:${port}/?token=${rules.token}`,
    counts: () => ({ ...counts }),
    close() {
      events.close();
      return new Promise((done) => {
        server.close(() => done());
        server.closeAllConnections();
      });
    },
  };
}

const JSON_TYPE = 'application/json; charset=utf-8';
const STATUS_OF: Readonly<Record<string, 408 | 413 | 431>> = {
  HPE_HEADER_OVERFLOW: 431,
  HPE_CHUNK_EXTENSIONS_OVERFLOW: 413,
  ERR_HTTP_REQUEST_TIMEOUT: 408,
};

function headOf({ method = '', url = '', rawHeaders }: IncomingMessage) {
  return { method, url, rawHeaders };
}

/** Without the query, which may hold the token. */
function whatOf({ method = '', url = '' }: IncomingMessage): string {
  return `${shown(method)} ${shown(url.split('?', 1)[0]!)}`;
}

function rulesOf(port: number, more: readonly string[]): Rules {
  const own = [`127.0.0.1:${port}`, `localhost:${port}`];
  const others = more.flatMap((host) => (/:\d+$/.test(host) ? [host] : [host, `${host}:${port}`]));
  const lower = others.map((host) => host.toLowerCase());
  return {
    hosts: new Set([...own, ...lower]),
    // A tunnel often ends in TLS.
    origins: new Set(
      [...own, ...lower].map((host) => `http://${host}`).concat(lower.map((host) => `https://${host}`)),
    ),
    token: secret(),
    // Cookies do not tell ports apart, so the name does.
    cookie: { name: `holling-${port}`, value: secret() },
  };
}

function listen(server: Server, port: number): Promise<number> {
  return new Promise((done, fail) => {
    server.once('error', (error: NodeJS.ErrnoException) =>
      fail(notListening(port, error.code ?? error.message)),
    );
    server.listen({ port, host: '127.0.0.1', exclusive: true }, () =>
      done((server.address() as AddressInfo).port),
    );
  });
}

function answer(outgoing: ServerResponse, status: number, body: string): void {
  outgoing.writeHead(status, { 'content-type': JSON_TYPE, connection: 'close' });
  outgoing.end(body);
}

/** Ends a connection that never became a request. */
function end(socket: Duplex, status: number, body: string): void {
  const headers = { ...securityHeaders(secret()), 'content-type': JSON_TYPE, connection: 'close' };
  const lines = Object.entries(headers).map(([key, value]) => `${key}: ${value}\r\n`);
  socket.on('error', () => socket.destroy());
  socket.end(
    `HTTP/1.1 ${status} ${STATUS_CODES[status]}\r\n${lines.join('')}content-length: ${Buffer.byteLength(body)}\r\n\r\n${body}`,
    () => socket.destroy(),
  );
}

function unreadable(status: 400 | 405 | 408 | 413 | 431, saw: string): Refusal {
  return refusal(
    status,
    'server/request',
    'request',
    saw,
    { en: 'this is no request that is served', zh: '这不是可处理的请求' },
    { en: 'send plain HTTP/1.1, whole and in time', zh: '请及时发送完整的普通 HTTP/1.1 请求' },
  );
}

/** Faults of a study that a request asked for are the study's; those of the disk are the machine's. */
function asRefusal(error: Error): Refusal | undefined {
  if (!(error instanceof ProblemError) || error.fault === 'machine') return undefined;
  return new Refusal(422, error.problems);
}

function unforeseen(error: Error): Problem {
  if (error instanceof ProblemError) return error.problems[0]!;
  return {
    code: 'machine/unforeseen',
    where: 'server',
    saw: { en: error.message, zh: error.message },
    why: { en: 'this is a fault of the program or of the disk', zh: '这是程序或磁盘的错误' },
    fix: { en: 'see what "holling open" printed', zh: '请查看 "holling open" 的输出' },
  };
}

function notListening(port: number, code: string): ProblemError {
  const isTaken = code === 'EADDRINUSE';
  return new ProblemError(
    [
      {
        code: isTaken ? 'machine/port-taken' : 'machine/port',
        where: `--port ${port}`,
        saw: { en: code, zh: code },
        why: isTaken
          ? { en: 'another program listens there', zh: '该端口已被其他程序占用' }
          : { en: 'the port cannot be listened on', zh: '无法监听该端口' },
        fix: {
          en: 'stop it, or choose another --port (0 takes a free one)',
          zh: '请停止该程序，或另选 --port（0 表示任选空闲端口）',
        },
      },
    ],
    'machine',
  );
}
