import { timingSafeEqual } from 'node:crypto';
import { type Refusal, type RefusalStatus, refusal, shown } from './refusal.ts';

/** Whom the server answers: exact names, the secrets of this start, and nothing else. */
export interface Rules {
  /** `host:port` as a Host header says it. */
  hosts: ReadonlySet<string>;
  /** `http://host:port` as an Origin header says it. */
  origins: ReadonlySet<string>;
  /** Of the one-time address, and of the header `x-holling-token`. */
  token: string;
  cookie: { name: string; value: string };
}

/** What of a request is looked at before anything of it is used. */
export interface Head {
  method: string;
  url: string;
  /** Names and values in turn, as they came. */
  rawHeaders: readonly string[];
}

export const METHODS: readonly string[] = ['GET', 'PUT', 'POST', 'DELETE'];
const MAX_HEADERS = 100;
// The page keeps its state in the address: up to 12,000 characters of it.
const MAX_URL = 12_288;

/**
 * Why a request is refused, or undefined: its form, its Host, where it comes from. Names are compared whole, never as patterns, and
 * what is absent is never taken for allowed.
 */
export function refusedHead(head: Head, rules: Rules): Refusal | undefined {
  return refusedForm(head) ?? refusedHost(head, rules) ?? refusedOrigin(head, rules);
}

/** The one value of a header; undefined where it is absent or stands there twice. */
export function headerOf({ rawHeaders }: Head, name: string): string | undefined {
  const found = valuesOf(rawHeaders, name);
  return found.length === 1 ? found[0] : undefined;
}

/** Whether a request carries the token of this start, as the header of a script or as the cookie of a page. */
export function isKnown(head: Head, rules: Rules): boolean {
  return hasToken(head, rules) || hasCookie(head, rules);
}

export function hasToken(head: Head, { token }: Rules): boolean {
  return isSame(headerOf(head, 'x-holling-token'), token);
}

export function hasCookie(head: Head, { cookie }: Rules): boolean {
  const pairs = (headerOf(head, 'cookie') ?? '').split(';').map((pair) => pair.trim());
  const own = pairs.filter((pair) => pair.startsWith(`${cookie.name}=`));
  return own.length === 1 && isSame(own[0]!.slice(cookie.name.length + 1), cookie.value);
}

/** Compares secrets in a time that does not depend on where they differ. */
export function isSame(given: string | undefined, secret: string): boolean {
  const [a, b] = [Buffer.from(given ?? ''), Buffer.from(secret)];
  return a.length === b.length && timingSafeEqual(a, b);
}

function valuesOf(rawHeaders: readonly string[], name: string): string[] {
  return rawHeaders.filter((_, i) => i % 2 === 1 && rawHeaders[i - 1]!.toLowerCase() === name);
}

function refusedForm(head: Head): Refusal | undefined {
  const { method, url, rawHeaders } = head;
  if (rawHeaders.length / 2 > MAX_HEADERS)
    return form(431, 'headers', `${rawHeaders.length / 2} headers`, `at most ${MAX_HEADERS} headers`);
  if (!METHODS.includes(method)) return form(405, 'method', method, METHODS.join(', '));
  if (url.length > MAX_URL) return form(414, 'address', url, `an address of at most ${MAX_URL} characters`);
  if (!isPlainPath(url.split('?', 1)[0]!))
    return form(400, 'address', url, 'the address of a page or of an id');
  if (rawHeaders.some((name, i) => i % 2 === 0 && name.toLowerCase() === 'upgrade'))
    return form(426, 'upgrade', headerOf(head, 'upgrade') ?? 'Upgrade', 'plain HTTP/1.1');
  const codings = valuesOf(rawHeaders, 'transfer-encoding');
  if (codings.length > 1 || (codings.length === 1 && codings[0] !== 'chunked'))
    return form(400, 'body', codings.join(', '), 'Transfer-Encoding: chunked, or none');
  const lengths = valuesOf(rawHeaders, 'content-length');
  if (lengths.length > 1 || lengths.some((one) => !/^\d{1,12}$/.test(one)))
    return form(400, 'body', lengths.join(', '), 'one Content-Length');
  const hasBody = codings.length > 0 || lengths.some((one) => Number(one) > 0);
  if (hasBody && (method === 'GET' || method === 'DELETE'))
    return form(400, 'body', `${method} with a body`, `${method} without a body`);
  if (hasBody && valuesOf(rawHeaders, 'content-encoding').length > 0)
    return form(415, 'body', `Content-Encoding: ${headerOf(head, 'content-encoding')}`, 'a body as it is');
  return undefined;
}

/**
 * Whether the path of a request is plain: from the root, of printable characters, without steps upwards, and without anything
 * written in per cent that would mean a separator, a control character or another per cent sign once read.
 */
export function isPlainPath(path: string): boolean {
  if (!/^\/[A-Za-z0-9._~%/-]*$/.test(path) || path.includes('//')) return false;
  let read: string;
  try {
    read = decodeURIComponent(path);
  } catch {
    return false;
  }
  const slashes = (text: string) => text.split('/').length;
  if (slashes(read) !== slashes(path)) return false;
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is refused
  if (/[\u0000-\u001f\u007f-\u009f\\%:*?"<>|]/.test(read)) return false;
  return read.split('/').every((part) => part !== '.' && part !== '..');
}

function refusedHost(head: Head, { hosts }: Rules): Refusal | undefined {
  const given = valuesOf(head.rawHeaders, 'host');
  if (given.length === 1 && hosts.has(given[0]!.toLowerCase())) return undefined;
  const [served] = hosts;
  const name = given[0]?.replace(/:\d*$/, '') ?? '';
  const safe = /^[\w.-]+$/.test(name) ? name : '<host>';
  return refusal(
    given.length === 1 ? 421 : 400,
    'server/host',
    'Host',
    given.length === 0 ? { en: 'no Host', zh: '没有 Host' } : given.join(', '),
    {
      en: 'only the addresses that this server knows are answered, so that no other site can pose as it',
      zh: '只应答已知地址，以防其他网站冒充',
    },
    {
      en: `open http://${served}/, or start with --allowed-host ${safe} if that is where you reach it`,
      zh: `请打开 http://${served}/；若确需经该地址访问，请以 --allowed-host ${safe} 启动`,
    },
  );
}

/**
 * A page of another site must not act here. Browsers say where a request comes from; what carries no such word may change
 * things only with the token in a header, which another site cannot set.
 */
function refusedOrigin(head: Head, rules: Rules): Refusal | undefined {
  const sites = valuesOf(head.rawHeaders, 'sec-fetch-site');
  const allowed = head.method === 'GET' ? ['same-origin', 'none'] : ['same-origin'];
  if (sites.length > 1 || sites.some((one) => !allowed.includes(one)))
    return foreign('Sec-Fetch-Site', sites.join(', '));
  const origins = valuesOf(head.rawHeaders, 'origin');
  if (origins.length > 1 || origins.some((one) => !rules.origins.has(one.toLowerCase())))
    return foreign('Origin', origins.join(', '));
  if (head.method !== 'GET' && origins.length === 0 && !hasToken(head, rules)) return foreign('Origin', '');
  return undefined;
}

function foreign(where: string, saw: string): Refusal {
  return refusal(
    403,
    'server/origin',
    where,
    saw,
    { en: 'pages of other sites may not use this server', zh: '其他网站的页面不得使用本服务' },
    {
      en: 'use the workbench itself; a script sends the token as the header x-holling-token',
      zh: '请使用工作台本身；脚本应以 x-holling-token 头发送令牌',
    },
  );
}

function form(status: RefusalStatus, where: string, saw: string, wanted: string): Refusal {
  return refusal(
    status,
    `server/${where}`,
    where,
    shown(saw),
    { en: 'a request of this form is not served', zh: '不接受此种形式的请求' },
    { en: `wanted: ${wanted}`, zh: `应为：${wanted}` },
  );
}
