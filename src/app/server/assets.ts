import { readdir, readFile } from 'node:fs/promises';
import { extname, join } from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';
import { ProblemError } from '../../core/problem.ts';

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.mjs': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.webmanifest': 'application/manifest+json; charset=utf-8',
  '.svg': 'image/svg+xml; charset=utf-8',
  '.txt': 'text/plain; charset=utf-8',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
  '.wasm': 'application/wasm',
};
const COMPRESSIBLE = /^(?:text|image\/svg|application\/(?:json|manifest|wasm))/;
/** Below this, compressing saves no packet. */
const SMALL = 1024;

type Coding = 'br' | 'gzip';

/** A file of the page, held in memory. */
export interface Asset {
  type: string;
  bytes: Uint8Array<ArrayBuffer>;
  /** Whether its name holds a hash of its content, so that it never changes. */
  isHashed: boolean;
  /** The file in a coding that makes it smaller, made when it is first asked for. */
  coded(coding: Coding): Promise<Uint8Array<ArrayBuffer>>;
}

/** The built page: `index.html`, and everything that it loads by the path that asks for it. */
export interface Assets {
  page: string;
  files: ReadonlyMap<string, Asset>;
}

/** Reads the built page whole; afterwards no path of a request meets the disk. */
export async function readAssets(folder: string): Promise<Assets> {
  const files = new Map<string, Asset>();
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => []);
  for (const entry of entries) {
    const type = TYPES[extname(entry.name).toLowerCase()];
    if (!entry.isFile() || type === undefined) continue;
    const file = join(entry.parentPath, entry.name);
    const path = `/${file.slice(folder.length).split(/[\\/]/).filter(Boolean).join('/')}`;
    files.set(path, assetOf(entry.name, type, new Uint8Array(await readFile(file))));
  }
  const page = files.get('/index.html');
  if (!page) throw notBuilt(folder);
  files.delete('/index.html');
  return { page: new TextDecoder().decode(page.bytes), files };
}

/** The best coding that a client takes and that is worth it. */
export function codingOf(asset: Asset, accepted: string): Coding | undefined {
  if (asset.bytes.length < SMALL || !COMPRESSIBLE.test(asset.type)) return undefined;
  const names = accepted
    .split(',')
    .map((part) => part.trim().toLowerCase())
    .filter((part) => !/;\s*q=0(?:\.0*)?$/.test(part))
    .map((part) => part.split(';', 1)[0]!.trim());
  return (['br', 'gzip'] as const).find((coding) => names.includes(coding));
}

function assetOf(name: string, type: string, bytes: Uint8Array<ArrayBuffer>): Asset {
  const made = new Map<Coding, Promise<Uint8Array<ArrayBuffer>>>();
  return {
    type,
    bytes,
    isHashed: /-[\w-]{8,}\.\w+$/.test(name),
    coded(coding) {
      const found = made.get(coding) ?? code(bytes, coding).then((one) => new Uint8Array(one));
      made.set(coding, found);
      return found;
    },
  };
}

function code(bytes: Uint8Array, coding: Coding): Promise<Buffer> {
  if (coding === 'gzip') return promisify(gzip)(bytes);
  return promisify(brotliCompress)(bytes, {
    params: { [constants.BROTLI_PARAM_QUALITY]: 6, [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length },
  });
}

function notBuilt(folder: string): ProblemError {
  return new ProblemError(
    [
      {
        code: 'machine/no-page',
        where: folder,
        saw: { en: 'no index.html', zh: '没有 index.html' },
        why: { en: 'the workbench is not built', zh: '工作台尚未构建' },
        fix: { en: 'run "npm run build", then open it again', zh: '请运行 "npm run build" 后重试' },
      },
    ],
    'machine',
  );
}
