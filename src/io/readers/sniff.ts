/** What the bytes of a file are, whatever its name says. */
export type Kind =
  | 'empty'
  | 'xlsx'
  | 'ods'
  | 'zip'
  | 'protected'
  | 'ole'
  | 'parquet'
  | 'json'
  | 'html'
  | 'xml'
  | 'pdf'
  | 'packed'
  | 'picture'
  | 'text';

/**
 * The kind of a file by its content. Archives are told apart by the names of their entries, the old binary workbooks
 * by the names of their streams; everything that begins like nothing known is taken for text.
 * @example sniff(new TextEncoder().encode('[{"a": 1}]')) // => 'json'
 */
export function sniff(bytes: Uint8Array): Kind {
  if (bytes.length === 0) return 'empty';
  const starts = (...first: number[]) => first.every((byte, i) => bytes[i] === byte);
  if (starts(0x50, 0x4b, 3, 4) || starts(0x50, 0x4b, 5, 6)) return archiveKind(bytes);
  if (starts(0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1)) return oleKind(bytes);
  if (starts(0x50, 0x41, 0x52, 0x31)) return 'parquet';
  if (starts(0x25, 0x50, 0x44, 0x46)) return 'pdf';
  if (starts(0x1f, 0x8b) || starts(0x37, 0x7a, 0xbc, 0xaf) || starts(0x52, 0x61, 0x72, 0x21)) return 'packed';
  if (starts(0x89, 0x50, 0x4e, 0x47) || starts(0xff, 0xd8, 0xff) || starts(0x47, 0x49, 0x46, 0x38))
    return 'picture';
  return textKind(bytes);
}

function archiveKind(bytes: Uint8Array): Kind {
  const has = (text: string) => includes(bytes, new TextEncoder().encode(text));
  if (has('mimetypeapplication/vnd.oasis.opendocument.spreadsheet')) return 'ods';
  // Parts that only workbooks have; the names stand in the directory in the clear.
  return has('xl/workbook') || has('xl/worksheets/')
    ? 'xlsx'
    : has('[Content_Types].xml') && has('xl/')
      ? 'xlsx'
      : 'zip';
}

function oleKind(bytes: Uint8Array): Kind {
  const name = Uint8Array.from([...'EncryptedPackage'].flatMap((letter) => [letter.charCodeAt(0), 0]));
  return includes(bytes, name) ? 'protected' : 'ole';
}

function includes(bytes: Uint8Array, wanted: Uint8Array): boolean {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).includes(Buffer.from(wanted));
}

function textKind(bytes: Uint8Array): Kind {
  const head = new TextDecoder('utf-8').decode(bytes.subarray(0, 4096)).replaceAll('\0', '').trimStart();
  if (/^<(!doctype\s+html|html|head|body|table|meta|style|div)\b/i.test(head)) return 'html';
  if (head.startsWith('<')) return /<html\b/i.test(head) ? 'html' : 'xml';
  return /^[[{]\s*(["[{\]}\d-]|$)/.test(head) && isJson(head) ? 'json' : 'text';
}

/** Whether a text that begins with a bracket goes on as JSON and not as a table of bracketed texts. */
function isJson(head: string): boolean {
  return head.startsWith('{')
    ? /^\{\s*("(?:[^"\\]|\\.)*"\s*:|\})/.test(head)
    : /^\[\s*([[{"\d\]-])/.test(head);
}
