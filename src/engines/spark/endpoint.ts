import { ProblemError } from '../../core/problem.ts';

/** Where a Spark Connect server answers, and how it is spoken to. */
export interface Endpoint {
  host: string;
  port: number;
  tls: boolean;
  token?: string;
  user?: string;
  /** Further keys of the address, which the server gets as headers. */
  headers: readonly (readonly [string, string])[];
}

/** The environment variable of the token, which keeps it out of command lines and their histories. */
export const TOKEN = 'HOLLING_SPARK_TOKEN';
const LOOPBACK = /^(localhost|127(\.\d+){3}|\[::1\])$/;

/**
 * Reads `sc://host:port/;key=value;...`: token, use_ssl, user_id; other keys become headers. A token asks for TLS, unless
 * the server is on this machine.
 * @example readEndpoint('sc://spark.example/;use_ssl=true').port // => 15002
 */
export function readEndpoint(text: string, fromEnvironment?: string): Endpoint {
  const found = /^sc:\/\/(\[[0-9a-fA-F:.]+\]|[^\s:;/\]]+)(?::(\d{1,5}))?(?:\/(?:;(.*))?)?$/.exec(text);
  if (!found) throw unreadable(withoutValues(text));
  const [, host, port = '15002', rest = ''] = found;
  const keys = new Map<string, string>();
  for (const pair of rest.split(';').filter((one) => one !== '')) {
    const at = pair.indexOf('=');
    const key = pair.slice(0, at);
    if (at < 1 || keys.has(key) || !/^[\w.-]+$/.test(key)) throw unreadable(withoutValues(text));
    keys.set(key, decoded(pair.slice(at + 1), text));
  }
  const take = (key: string) => {
    const value = keys.get(key);
    keys.delete(key);
    return value;
  };
  const token = take('token') ?? (fromEnvironment || undefined);
  const secure = take('use_ssl');
  const user = take('user_id');
  if (Number(port) > 65535 || !['true', 'false', undefined].includes(secure))
    throw unreadable(withoutValues(text));
  const near = LOOPBACK.test(host!);
  if (token !== undefined && secure === 'false' && !near) throw inTheClear(host!);
  return {
    host: host!,
    port: Number(port),
    tls: secure === undefined ? token !== undefined && !near : secure === 'true',
    ...(token === undefined ? {} : { token }),
    ...(user === undefined ? {} : { user }),
    headers: [...keys].map(([key, value]) => [key.toLowerCase(), value] as const),
  };
}

/** The address as it may be shown and kept: without its keys. */
export function shownEndpoint({ host, port }: Endpoint): string {
  return `sc://${host}:${port}`;
}

function decoded(value: string, text: string): string {
  try {
    return decodeURIComponent(value);
  } catch {
    throw unreadable(withoutValues(text));
  }
}

/** A value may be a secret, whatever its key. */
function withoutValues(text: string): string {
  return text.replace(/=[^;]*/g, '=...');
}

function unreadable(saw: string): ProblemError {
  return usage('usage/endpoint', saw, {
    why: {
      en: 'the address of a Spark Connect server is sc://host:port/;key=value, with the keys token, use_ssl (true or false), user_id',
      zh: 'Spark Connect 服务器地址的写法为 sc://主机:端口/;键=值，键有 token、use_ssl（true 或 false）、user_id',
    },
    fix: {
      en: `write e.g. --endpoint "sc://spark.example:15002/;use_ssl=true", with the token in ${TOKEN}`,
      zh: `例如 --endpoint "sc://spark.example:15002/;use_ssl=true"，令牌放在环境变量 ${TOKEN} 中`,
    },
  });
}

function inTheClear(host: string): ProblemError {
  return usage('usage/token-in-the-clear', `use_ssl=false, ${host}`, {
    why: {
      en: 'a token that crosses a network unencrypted can be read and used by others',
      zh: '未加密传输的令牌可能被他人读取并使用',
    },
    fix: { en: 'leave use_ssl=false out', zh: '请去掉 use_ssl=false' },
  });
}

function usage(code: string, saw: string, advice: Pick<ProblemError['problems'][number], 'why' | 'fix'>) {
  return new ProblemError([{ code, where: '--endpoint', saw: { en: saw, zh: saw }, ...advice }], 'usage');
}
