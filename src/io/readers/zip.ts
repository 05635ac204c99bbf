import { createInflateRaw } from 'node:zlib';
import { beyond, LIMITS } from './limits.ts';
import { refused } from './reading.ts';

/** A file in an archive, as the directory of the archive declares it. */
export interface Entry {
  name: string;
  method: number;
  compressed: number;
  inflated: number;
  offset: number;
}

/** An archive whose directory has been found sound. */
export interface Archive {
  file: string;
  bytes: Buffer;
  entries: ReadonlyMap<string, Entry>;
}

const END = 0x06054b50;
const DIRECTORY = 0x02014b50;
const LOCAL = 0x04034b50;

/**
 * Reads the directory of a zip archive and refuses what no honest workbook has: too many entries, too large an inflated
 * size or ratio, names twice or outside of the archive, entries that overlap, archives in archives, zip64, encryption.
 * Nothing is inflated here.
 */
export function openArchive(file: string, bytes: Uint8Array): Archive {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const end = endOfDirectory(file, buffer);
  const count = buffer.readUInt16LE(end + 10);
  const size = buffer.readUInt32LE(end + 12);
  let at = buffer.readUInt32LE(end + 16);
  if (count === 0xffff || size === 0xffffffff || at === 0xffffffff || hasLocator(buffer, end))
    throw unsound(file, { en: 'a zip64 archive', zh: 'zip64 压缩包' });
  if (count > LIMITS.entries)
    throw beyond(file, { en: 'entries of the archive', zh: '压缩包条目数' }, count, LIMITS.entries);
  if (at + size > end) throw truncated(file);
  const entries = new Map<string, Entry>();
  let inflated = 0;
  for (let i = 0; i < count; i++) {
    if (at + 46 > end || buffer.readUInt32LE(at) !== DIRECTORY) throw truncated(file);
    const nameLength = buffer.readUInt16LE(at + 28);
    const entry: Entry = {
      name: buffer.toString('utf8', at + 46, at + 46 + nameLength),
      method: buffer.readUInt16LE(at + 10),
      compressed: buffer.readUInt32LE(at + 20),
      inflated: buffer.readUInt32LE(at + 24),
      offset: buffer.readUInt32LE(at + 42),
    };
    const place = `${file}!${entry.name}`;
    if ((buffer.readUInt16LE(at + 8) & 1) === 1)
      throw unsound(place, { en: 'an encrypted entry', zh: '加密条目' });
    if (entries.has(entry.name)) throw unsound(place, { en: 'the same entry twice', zh: '条目重复' });
    checkEntry(place, entry);
    inflated += entry.inflated;
    if (inflated > LIMITS.inflated)
      throw beyond(
        file,
        { en: 'bytes of the inflated archive, by its directory at least', zh: '目录所示解压后字节数至少' },
        inflated,
        LIMITS.inflated,
      );
    entries.set(entry.name, entry);
    at += 46 + nameLength + buffer.readUInt16LE(at + 30) + buffer.readUInt16LE(at + 32);
  }
  checkOverlap(file, [...entries.values()], end);
  return { file, bytes: buffer, entries };
}

function endOfDirectory(file: string, buffer: Buffer): number {
  for (let at = buffer.length - 22; at >= Math.max(0, buffer.length - 22 - 0xffff); at--)
    if (buffer.readUInt32LE(at) === END) return at;
  throw truncated(file);
}

/** Whether a zip64 locator stands before the end of the directory. */
function hasLocator(buffer: Buffer, end: number): boolean {
  return end >= 20 && buffer.readUInt32LE(end - 20) === 0x07064b50;
}

function checkEntry(place: string, { name, method, compressed, inflated }: Entry): void {
  const parts = name.split(/[\\/]/);
  if (parts.includes('..') || name.startsWith('/') || /^[A-Za-z]:|\\|\0/.test(name))
    throw unsound(place, { en: 'an entry outside of the archive', zh: '条目指向压缩包之外' });
  // What a workbook embeds stays closed; anywhere else an archive in an archive hides its size.
  if (/\.(zip|xlsx|xlsm|ods|7z|rar|gz)$/i.test(name) && !/embed|^Object/i.test(name))
    throw unsound(place, { en: 'an archive in the archive', zh: '压缩包中还有压缩包' });
  if (method !== 0 && method !== 8)
    throw unsound(place, { en: `compression method ${method}`, zh: `压缩方法 ${method}` });
  if (compressed === 0xffffffff || inflated === 0xffffffff)
    throw unsound(place, { en: 'a zip64 entry', zh: 'zip64 条目' });
  if (inflated > LIMITS.smallEntry && inflated > compressed * LIMITS.ratio)
    throw beyond(
      place,
      { en: 'inflated size by compressed size', zh: '解压前后大小之比' },
      Math.round(inflated / Math.max(1, compressed)),
      LIMITS.ratio,
    );
}

function checkOverlap(file: string, entries: readonly Entry[], end: number): void {
  const sorted = [...entries].sort((a, b) => a.offset - b.offset);
  sorted.forEach((entry, i) => {
    const next = sorted[i + 1]?.offset ?? end;
    if (entry.offset + 30 + entry.compressed > next)
      throw unsound(`${file}!${entry.name}`, { en: 'entries that overlap', zh: '条目相互重叠' });
  });
}

/** The bytes of an entry, in pieces. The real size is counted: what the directory declares can lie. */
export async function* inflate(archive: Archive, entry: Entry): AsyncGenerator<Buffer> {
  const { bytes, file } = archive;
  const place = `${file}!${entry.name}`;
  if (entry.offset + 30 > bytes.length || bytes.readUInt32LE(entry.offset) !== LOCAL) throw truncated(file);
  const start =
    entry.offset + 30 + bytes.readUInt16LE(entry.offset + 26) + bytes.readUInt16LE(entry.offset + 28);
  const packed = bytes.subarray(start, start + entry.compressed);
  if (packed.length < entry.compressed) throw truncated(file);
  if (entry.method === 0) {
    yield packed;
    return;
  }
  const stream = createInflateRaw({ chunkSize: 2 ** 16 });
  stream.end(packed);
  let size = 0;
  try {
    for await (const chunk of stream as AsyncIterable<Buffer>) {
      size += chunk.length;
      if (size > entry.inflated)
        throw unsound(place, {
          en: `more than the ${entry.inflated} bytes that the directory declares`,
          zh: `超过目录所示的 ${entry.inflated} 字节`,
        });
      yield chunk;
    }
  } catch (error) {
    if (error instanceof Error && 'code' in error && String(error.code).startsWith('Z_'))
      throw truncated(place);
    throw error;
  } finally {
    stream.destroy();
  }
  if (size !== entry.inflated) throw truncated(place);
}

function truncated(where: string) {
  return refused(
    'read/truncated',
    where,
    { en: 'a zip archive that is cut off or damaged', zh: '不完整或损坏的 zip 压缩包' },
    { en: 'its directory and its entries do not fit each other', zh: '目录与条目不相符' },
    { en: 'copy or download the file again, or save it anew', zh: '请重新复制、下载或另存该文件' },
  );
}

function unsound(where: string, saw: { en: string; zh: string }) {
  return refused(
    'read/archive',
    where,
    saw,
    {
      en: 'workbooks do not have it, and it can hide how large or what a file is',
      zh: '正常工作簿没有此情形，它可能掩盖文件的大小或内容',
    },
    {
      en: 'open the file in a spreadsheet program and save it as .xlsx',
      zh: '请用电子表格软件打开并另存为 .xlsx',
    },
  );
}
