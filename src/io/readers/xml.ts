import { SaxesParser } from 'saxes';
import { ProblemError } from '../../core/problem.ts';
import { beyond, LIMITS } from './limits.ts';
import { refused } from './reading.ts';
import { type Archive, inflate } from './zip.ts';

/** What is done with the tags and texts of an XML part; names come without their prefix. */
export interface Handlers {
  open?: (name: string, attributes: Record<string, string>) => void;
  close?: (name: string) => void;
  text?: (text: string) => void;
}

/**
 * Reads one XML part of an archive piece by piece. Document type declarations are refused, with all that they could
 * define; of references, only the five named ones and numbers are known. False where the archive has no such part.
 */
export async function readPart(
  archive: Archive,
  name: string,
  { open, close, text }: Handlers,
  onBytes?: (bytes: number) => void,
): Promise<boolean> {
  const entry = archive.entries.get(name);
  if (!entry) return false;
  const place = `${archive.file}!${name}`;
  const parser = new SaxesParser();
  let untagged = 0;
  parser.on('doctype', () => {
    throw doctype(place);
  });
  parser.on('opentag', ({ name: tag, attributes }) => {
    untagged = 0;
    open?.(local(tag), attributes as Record<string, string>);
  });
  parser.on('closetag', ({ name: tag }) => {
    untagged = 0;
    close?.(local(tag));
  });
  const taken = (piece: string) => {
    text?.(piece);
  };
  parser.on('text', taken);
  parser.on('cdata', taken);
  parser.on('error', (error) => {
    throw malformed(place, error.message);
  });
  const decoder = new TextDecoder('utf-8', { fatal: true });
  try {
    for await (const chunk of inflate(archive, entry)) {
      untagged += chunk.length;
      parser.write(decoder.decode(chunk, { stream: true }));
      if (untagged > LIMITS.untagged)
        throw beyond(
          place,
          { en: 'characters without a tag', zh: '无标签的连续字符数' },
          untagged,
          LIMITS.untagged,
        );
      onBytes?.(chunk.length);
    }
    parser.write(decoder.decode()).close();
  } catch (error) {
    if (error instanceof ProblemError || !(error instanceof TypeError)) throw error;
    throw malformed(place, error.message);
  }
  return true;
}

function local(tag: string): string {
  const colon = tag.indexOf(':');
  return colon < 0 ? tag : tag.slice(colon + 1);
}

/** The value of an attribute by its name without prefix. */
export function attribute(attributes: Readonly<Record<string, string>>, name: string): string | undefined {
  if (Object.hasOwn(attributes, name)) return attributes[name];
  const key = Object.keys(attributes).find((one) => local(one) === name);
  return key === undefined ? undefined : attributes[key];
}

function doctype(where: string) {
  return refused(
    'read/doctype',
    where,
    { en: 'a document type declaration', zh: '文档类型声明（DOCTYPE）' },
    {
      en: 'document type declarations are not allowed: they can pull in other files or grow without bound',
      zh: '不允许文档类型声明：它可引入其他文件或无限膨胀',
    },
    { en: 'save the workbook anew from a spreadsheet program', zh: '请用电子表格软件重新保存' },
  );
}

function malformed(where: string, message: string) {
  return refused(
    'read/xml',
    where,
    { en: `XML that is not well-formed (${message})`, zh: `XML 格式有误（${message}）` },
    { en: 'cells after the fault cannot be told apart', zh: '其后的单元格无法区分' },
    {
      en: 'copy the file again, or save it anew from a spreadsheet program',
      zh: '请重新复制或用电子表格软件重新保存',
    },
  );
}
