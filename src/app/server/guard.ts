import { createHash, timingSafeEqual } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { Problem } from '../../core/problem.ts';

/** What the guard needs to know of the server. */
export interface Gate {
  /** Values of the Host header that are served, e.g. `127.0.0.1:8080`. */
  hosts: readonly string[];
  token: string;
}

export interface Refusal {
  status: number;
  problem: Problem;
}

export const COOKIE = 'holling';
const METHODS = ['GET', 'HEAD', 'PUT', 'POST', 'DELETE'];

/**
 * Why a request is not served; undefined when it is. A page of another origin can make a browser send requests here, and
 * can make its own name point here, so the host, the origin and a secret of this very start are all asked for.
 */
export function refusal(request: IncomingMessage, url: string, gate: Gate): Refusal | undefined {
  const { method = '', headers, rawHeaders } = request;
  const hosts = rawHeaders.filter((name, i) => i % 2 === 0 && name.toLowerCase() === 'host');
  if (hosts.length !== 1 || !gate.hosts.includes(headers.host ?? ''))
    return { status: 421, problem: wrongHost(headers.host ?? '', gate.hosts) };
  if (!METHODS.includes(method)) return { status: 405, problem: told('method', method) };
  if (!/^\/[\x21-\x7e]*$/.test(url) || url.length > 20_000)
    return { status: 400, problem: told('address', url.slice(0, 80)) };
  if (headers.upgrade !== undefined) return { status: 400, problem: told('upgrade', `${headers.upgrade}`) };
  const origins = gate.hosts.map((host) => `http://${host}`);
  const site = headers['sec-fetch-site'];
  const isNavigation = method === 'GET' && headers['sec-fetch-mode'] === 'navigate';
  if (headers.origin !== undefined && !origins.includes(headers.origin))
    return { status: 403, problem: told('origin', headers.origin) };
  if (site !== undefined && site !== 'same-origin' && site !== 'none' && !isNavigation)
    return { status: 403, problem: told('site', String(site)) };
  if (!isLetIn(request, gate.token)) return { status: 401, problem: told('token', 'none, or another') };
  return undefined;
}

/** Whether a request carries the secret: in the cookie that the one-time address sets, or in a header. */
function isLetIn({ headers }: IncomingMessage, token: string): boolean {
  const own = headers['x-holling-token'];
  if (typeof own === 'string') return isSame(own, token);
  const cookies = (headers.cookie ?? '').split(';').map((part) => part.trim());
  const found = cookies.filter((part) => part.startsWith(`${COOKIE}=`));
  return found.length === 1 && isSame(found[0]!.slice(COOKIE.length + 1), token);
}

/** Compares without telling by its time how much is right. */
export function isSame(a: string, b: string): boolean {
  const digest = (text: string) => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(a), digest(b));
}

/** The browser is told to load nothing from elsewhere, to run no script in the page, and to show the page in no other. */
export const HEADERS: Readonly<Record<string, string>> = {
  'content-security-policy': [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    // Positions and widths that the page sets on elements by script; no style sheet and no attribute in markup is meant.
    "style-src-attr 'none'",
    "img-src 'self' blob: data:",
    "connect-src 'self'",
    "worker-src 'self'",
    "font-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
    'report-uri /csp-report',
  ].join('; '),
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'x-frame-options': 'DENY',
  'permissions-policy': 'camera=(), microphone=(), geolocation=()',
};

function wrongHost(host: string, hosts: readonly string[]): Problem {
  return {
    code: 'server/host',
    where: 'Host',
    saw: { en: host || 'none', zh: host || '无' },
    why: {
      en: 'another name that points here could be a page that wants to read the study',
      zh: '指向本机的其他名称可能是想要读取研究的网页',
    },
    fix: {
      en: `use ${hosts[0]}, or start with --allowed-host ${host || '<host:port>'}`,
      zh: `请使用 ${hosts[0]}，或以 --allowed-host ${host || '<host:port>'} 启动`,
    },
  };
}

type Kind = 'method' | 'address' | 'upgrade' | 'origin' | 'site' | 'token' | 'body' | 'path' | 'large';
const WHY: Record<Kind, { en: string; zh: string }> = {
  method: { en: 'there is no such method here', zh: '此处没有该方法' },
  address: { en: 'the address is not one of this server', zh: '该地址不属于本服务' },
  upgrade: { en: 'no other protocol is spoken here', zh: '此处不使用其他协议' },
  origin: { en: 'only the page of this server may ask', zh: '只有本服务的页面可以请求' },
  site: { en: 'only the page of this server may ask', zh: '只有本服务的页面可以请求' },
  token: {
    en: 'the server is for whoever started it, who has the one-time address',
    zh: '本服务仅供启动者使用，其持有一次性网址',
  },
  body: { en: 'the body is not what is expected here', zh: '请求内容不符合要求' },
  path: { en: 'there is nothing here', zh: '此处没有内容' },
  large: { en: 'the body is larger than is taken', zh: '请求内容过大' },
};

/** A problem of a request, as every part of Holling tells problems. */
export function told(kind: Kind, saw: string): Problem {
  return {
    code: `server/${kind}`,
    where: kind,
    saw: { en: saw, zh: saw },
    why: WHY[kind],
    fix: {
      en: 'open the address that "holling open" printed; docs/workbench.md lists what is served',
      zh: '请打开 "holling open" 给出的网址；可用地址见 docs/workbench.md',
    },
  };
}
