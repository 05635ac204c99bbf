import type { Note } from '../../core/note.ts';
import type { Problem } from '../../core/problem.ts';

/** Letters and characters that tables of statistics are full of, simplified and traditional. */
const COMMON = new Set(
  '的一是在不了有和人这中大为上个国我以要他时来用们生到作地于出就分对成会可主发年动同工也能下过子说产种面而方后多定行学法所民得经十三之进着等部度家电力里如水化高自二理起小物现实加量都两体制机当使点从业本去把性好应开它合还因由其些然前外天政四日那社义事平形相全表间样与关各重新线内数正心反你明看原又么利比或但质气第向道命此变条只没结解问意建月公无系军很情者最立代想已通并提直题党程展五果料象员革位入常文总次品式活设及管特件长求老头基资边流路级少图山统接知较将组见计别她手角期根论运农指几九区强放决西被干做必战先回则任取据处队南给色光门即保治北造百规热领七海口东导器压志世金增争济阶油思术极交受联什认六共权收证改清己美再采转更单风切打白教速花带安场身车例真务具万每目至达走积示议声报斗完类八离华名确才科张信马节话米整空元况今集温传土许步群广石记需段研界拉林律叫且究观越织装影算低持音众书布复容儿须际商非验连断深难近矿千周委素技备半办青省列习响约支般史感劳便团往酸历市克何除消构府称太准精值号率族维划选标写存候毛亲快效斯院查江型眼王按格养易置派层片始却专状育厂京识适属圆包火住调满县局照参红细引听该铁价严龙城乡镇州河湖港口户籍均入亿元额额比例增速投资財政収' +
    '這為個國時來們會發動過說產種後經進著電裡現實體機當點從業開還應無關係與間樣內數質氣變條沒結問題總設長頭資邊級圖統較將組見計別運農區強決幹戰則處隊給門導壓爭濟階術極聯認權證轉單風帶場車務萬達積議聲報類離華確張馬節話溫傳許廣記須際驗連斷難礦備辦習響約團歷構稱準號維劃選標寫親養屬滿縣參紅細鐵價嚴龍鄉鎮億額財縣灣臺北高雄桃園新竹苗栗彰化南投雲林嘉義屏東宜蘭花蓮澎湖金門連江縣黑龙江吉林辽宁哈尔滨齐齐牡丹佳木斯鸡鹤岗双鸭伊春绥芬丹东锦葫芦岛沈阳营口通辽呼伦贝尔锡盟兴安延边',
);

export interface Decoded {
  text: string;
  notes: Note[];
  problems: Problem[];
}

/**
 * The text of a file. A byte-order mark decides; then valid UTF-8; then UTF-16 by its zero bytes; then GB18030 or Big5
 * where one of them reads as common characters and the other does not. Anything less certain is a problem that
 * shows the file's words in each reading. `encoding` is taken as it is given.
 */
export function decodeText(file: string, bytes: Uint8Array, encoding?: string): Decoded {
  if (encoding !== undefined) return asTold(file, bytes, encoding);
  const marked = byMark(bytes);
  if (marked) return asTold(file, bytes, marked);
  const text = tryDecode(bytes, 'utf-8');
  if (text !== undefined && !looksWide(bytes)) return { text, notes: [], problems: [] };
  const wide = looksWide(bytes);
  if (wide) {
    const decoded = tryDecode(bytes, wide);
    if (decoded !== undefined) return { text: decoded, notes: [said(file, wide)], problems: [] };
  }
  const mixed = mixedLines(bytes);
  if (mixed.length > 0) return { text: '', notes: [], problems: [mixture(file, mixed)] };
  return byCharacters(file, bytes);
}

function byMark(bytes: Uint8Array): string | undefined {
  if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) return 'utf-8';
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le';
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return 'utf-16be';
  return bytes[0] === 0x84 && bytes[1] === 0x31 && bytes[2] === 0x95 && bytes[3] === 0x33
    ? 'gb18030'
    : undefined;
}

/** UTF-16 where the zero bytes all stand on one side of the pairs and are more than a stray one. */
function looksWide(bytes: Uint8Array): 'utf-16le' | 'utf-16be' | undefined {
  const sample = bytes.subarray(0, 2 ** 16);
  if (bytes.length % 2 !== 0) return undefined;
  const zeros = [0, 0];
  sample.forEach((byte, i) => {
    if (byte === 0) zeros[i % 2]!++;
  });
  const [even, odd] = zeros as [number, number];
  const enough = Math.max(2, sample.length / 50);
  if (odd >= enough && even * 20 <= odd) return 'utf-16le';
  return even >= enough && odd * 20 <= even ? 'utf-16be' : undefined;
}

function tryDecode(bytes: Uint8Array, encoding: string): string | undefined {
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

function asTold(file: string, bytes: Uint8Array, encoding: string): Decoded {
  let decoder: InstanceType<typeof TextDecoder>;
  try {
    decoder = new TextDecoder(encoding, { fatal: true });
  } catch {
    return { text: '', notes: [], problems: [unknown(file, encoding)] };
  }
  try {
    const text = decoder.decode(bytes);
    const notes = decoder.encoding === 'utf-8' ? [] : [said(file, decoder.encoding)];
    return { text, notes, problems: [] };
  } catch {
    return { text: '', notes: [], problems: [undecodable(file, bytes, encoding)] };
  }
}

/** Lines that are valid UTF-8 with Chinese characters, in a file that as a whole is not. */
function mixedLines(bytes: Uint8Array): { good: number; bad: number }[] {
  let good = 0;
  let bad = 0;
  let line = 0;
  for (let start = 0; start < bytes.length; ) {
    line++;
    const next = bytes.indexOf(10, start);
    const end = next < 0 ? bytes.length : next;
    const piece = bytes.subarray(start, end);
    start = end + 1;
    if (piece.every((byte) => byte < 0x80)) continue;
    const text = tryDecode(piece, 'utf-8');
    if (text === undefined) bad ||= line;
    else if ((text.match(/[\u4e00-\u9fff]/g) ?? []).length >= 2) good ||= line;
    if (good && bad) return [{ good, bad }];
  }
  return [];
}

interface Candidate {
  encoding: string;
  text: string;
  /** Of the characters beyond ASCII, the share that are common. */
  common: number;
  count: number;
}

function byCharacters(file: string, bytes: Uint8Array): Decoded {
  const candidates = ['gb18030', 'big5']
    .flatMap((encoding) => {
      const text = tryDecode(bytes, encoding);
      return text === undefined ? [] : [weighed(encoding, text)];
    })
    .sort((a, b) => b.common - a.common);
  const [best, second] = candidates;
  const sure =
    best !== undefined &&
    best.count >= 6 &&
    best.common >= 0.25 &&
    (second === undefined || best.common >= 3 * second.common);
  if (best && sure) return { text: best.text, notes: [said(file, best.encoding)], problems: [] };
  return { text: '', notes: [], problems: [uncertain(file, bytes, candidates)] };
}

function weighed(encoding: string, text: string): Candidate {
  let count = 0;
  let common = 0;
  for (const character of text) {
    if (character.charCodeAt(0) < 0x80) continue;
    // Full-width forms and punctuation occur in every reading and say nothing.
    if (/[\u2000-\u33ff\uff00-\uffef\u00a0-\u00ff]/.test(character)) continue;
    count++;
    if (COMMON.has(character)) common++;
    if (count > 20_000) break;
  }
  return { encoding, text, common: count === 0 ? 0 : common / count, count };
}

function said(file: string, encoding: string): Note {
  const name = encoding.toUpperCase();
  return {
    code: 'read/encoding',
    level: 'note',
    text: { en: `${file} was read as ${name}.`, zh: `${file} 按 ${name} 编码读取。` },
    items: [file],
  };
}

/** The first few stretches beyond ASCII. */
function sample(text: string): string {
  return (text.match(/[^ -~\s]{1,12}/g) ?? []).slice(0, 3).join(' ');
}

function uncertain(file: string, bytes: Uint8Array, candidates: readonly Candidate[]): Problem {
  const western = new TextDecoder('windows-1252').decode(bytes.subarray(0, 2 ** 20));
  const shown = [...candidates, { encoding: 'windows-1252', text: western }]
    .map(({ encoding, text }) => `${encoding}: "${sample(text)}"`)
    .join('; ');
  return {
    code: 'data/encoding',
    where: file,
    saw: {
      en: `bytes that are not UTF-8; read as ${shown}`,
      zh: `非 UTF-8 编码的字节；各编码读出：${shown}`,
    },
    why: {
      en: 'guessing another encoding could garble names without anybody noticing',
      zh: '猜测编码可能使名称变成乱码而不被察觉',
    },
    fix: {
      en: 'write encoding: with the one that reads well beside the file (in an import: --answer "encoding=..."), or save the file as UTF-8 (in spreadsheets: "CSV UTF-8")',
      zh: '请在该文件旁用 encoding: 写明读得通的编码（导入时用 --answer "encoding=..."），或另存为 UTF-8（电子表格中选“CSV UTF-8”）',
    },
  };
}

function mixture(file: string, [found]: { good: number; bad: number }[]): Problem {
  return {
    code: 'data/encoding',
    where: `${file}:${found!.bad}`,
    saw: {
      en: `line ${found!.good} is UTF-8, line ${found!.bad} is not`,
      zh: `第 ${found!.good} 行为 UTF-8，第 ${found!.bad} 行不是`,
    },
    why: { en: 'no single encoding reads the whole file', zh: '没有一种编码能读出整个文件' },
    fix: { en: 'save each part as UTF-8 before joining them', zh: '请先将各部分分别存为 UTF-8 再合并' },
  };
}

function unknown(file: string, encoding: string): Problem {
  return {
    code: 'data/encoding',
    where: file,
    saw: { en: `encoding: ${encoding}`, zh: `encoding: ${encoding}` },
    why: { en: 'no encoding has this name', zh: '没有此名称的编码' },
    fix: {
      en: 'write utf-8, gb18030, gbk, big5, utf-16le, utf-16be or windows-1252',
      zh: '请写 utf-8、gb18030、gbk、big5、utf-16le、utf-16be 或 windows-1252',
    },
  };
}

function undecodable(file: string, bytes: Uint8Array, encoding: string): Problem {
  return {
    code: 'data/encoding',
    where: `${file}:${badLine(bytes, encoding)}`,
    saw: { en: `bytes that are not ${encoding}`, zh: `不是 ${encoding} 的字节` },
    why: { en: 'the text would be garbled there', zh: '该处文本将成为乱码' },
    fix: { en: 'correct encoding:, or save the file as UTF-8', zh: '请更正 encoding:，或将文件另存为 UTF-8' },
  };
}

/** The first line that does not decode, by itself. */
function badLine(bytes: Uint8Array, encoding: string): number {
  let line = 1;
  for (let start = 0; start < bytes.length; line++) {
    const next = bytes.indexOf(10, start);
    const end = next < 0 ? bytes.length : next;
    if (tryDecode(bytes.subarray(start, end), encoding) === undefined) return line;
    start = end + 1;
  }
  return 1;
}
