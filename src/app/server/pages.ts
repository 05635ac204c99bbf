import { readdirSync, readFileSync } from 'node:fs';
import { extname, join } from 'node:path';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';
import { ProblemError } from '../../core/problem.ts';

export interface Page {
  type: string;
  plain: Buffer;
  brotli: Buffer;
  gzip: Buffer;
  /** The name holds a digest of the content, so that it can be kept for ever. */
  isLasting: boolean;
}

const TYPES: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
};

/** Every file of the workbench, in memory by its address: no request ever reaches the disk. */
export function readPages(folder: string): Map<string, Page> {
  const pages = new Map<string, Page>();
  for (const file of names(folder)) {
    const type = TYPES[extname(file)];
    if (type === undefined) continue;
    const plain = readFileSync(join(folder, file));
    const address = file === 'index.html' ? '/' : `/${file.replaceAll('\\', '/')}`;
    pages.set(address, {
      type,
      plain,
      brotli: brotliCompressSync(plain, { params: { [constants.BROTLI_PARAM_QUALITY]: 5 } }),
      gzip: gzipSync(plain),
      isLasting: file.startsWith('assets'),
    });
  }
  if (!pages.has('/')) throw notBuilt(folder);
  return pages;
}

function names(folder: string): string[] {
  try {
    return readdirSync(folder, { recursive: true, encoding: 'utf8' });
  } catch {
    throw notBuilt(folder);
  }
}

function notBuilt(folder: string): ProblemError {
  return new ProblemError(
    [
      {
        code: 'server/no-page',
        where: folder,
        saw: { en: 'no page', zh: '没有页面' },
        why: { en: 'the workbench is not built', zh: '尚未构建工作台' },
        fix: { en: 'run "npm run build"', zh: '请运行 "npm run build"' },
      },
    ],
    'machine',
  );
}
