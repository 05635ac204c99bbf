import type { IncomingMessage } from 'node:http';
import type * as z from 'zod';
import { refusal, shown } from './refusal.ts';

const KIB = 2 ** 10;
/** The most bytes that a body may have, by what it is. */
export const BODY = { text: 4 * KIB * KIB, small: 64 * KIB, files: 64 * KIB * KIB } as const;

/** Keys that JSON may hold and objects must not. */
const UNSAFE = new Set(['__proto__', 'constructor', 'prototype']);

/** The body of a request as JSON of the given shape: size, type, form and keys are checked in this order. */
export async function readJson<Z extends z.ZodType>(
  incoming: IncomingMessage,
  limit: number,
  schema: Z,
): Promise<z.output<Z>> {
  const type = incoming.headers['content-type'] ?? '';
  if (!/^application\/json(?:\s*;\s*charset="?utf-8"?)?$/i.test(type)) throw notJson(type);
  const value = parse(await readBytes(incoming, limit));
  const read = schema.safeParse(value);
  if (read.success) return read.data;
  const [issue] = read.error.issues;
  throw refusal(
    400,
    'server/body',
    issue!.path.map(String).join('.') || 'body',
    issue!.message,
    { en: 'the body is not what this address takes', zh: '请求内容不符合该地址的要求' },
    { en: 'see docs/workbench.md', zh: '参见 docs/workbench.md' },
  );
}

/** The bytes of a body, refused as soon as they are too many, whatever its headers say. */
export async function readBytes(incoming: IncomingMessage, limit: number): Promise<Uint8Array> {
  if (Number(incoming.headers['content-length'] ?? 0) > limit) throw tooLarge(limit);
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of incoming as AsyncIterable<Uint8Array>) {
    size += chunk.length;
    if (size > limit) throw tooLarge(limit);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

function parse(bytes: Uint8Array): unknown {
  let unsafe: string | undefined;
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    const value = JSON.parse(text, (key, inner) => {
      if (UNSAFE.has(key)) unsafe = key;
      return inner;
    });
    if (unsafe === undefined) return value;
  } catch (error) {
    throw malformed(error instanceof Error ? error.message : String(error));
  }
  throw malformed(unsafe);
}

function malformed(saw: string) {
  return refusal(
    400,
    'server/body',
    'body',
    shown(saw),
    { en: 'the body is not sound JSON in UTF-8', zh: '请求内容不是有效的 UTF-8 JSON' },
    { en: 'send JSON with plain keys', zh: '请发送键名普通的 JSON' },
  );
}

function notJson(type: string) {
  return refusal(
    415,
    'server/type',
    'Content-Type',
    type,
    { en: 'only JSON is taken', zh: '只接受 JSON' },
    { en: 'send Content-Type: application/json', zh: '请以 Content-Type: application/json 发送' },
  );
}

function tooLarge(limit: number) {
  return refusal(
    413,
    'server/size',
    'body',
    { en: `more than ${limit} bytes`, zh: `超过 ${limit} 字节` },
    { en: 'a body of this size is not taken', zh: '不接受这样大的请求内容' },
    {
      en: 'send less at once; large tables can be put into the folder of the study',
      zh: '请减小内容；大表可直接放入研究文件夹',
    },
  );
}
