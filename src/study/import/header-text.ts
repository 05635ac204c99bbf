import { withoutMarks } from './footnotes.ts';

/** What the text of a header says: the indicator in one or two languages, its unit, and whom it covers. */
export interface HeaderText {
  title: string;
  /** The part in the other language, where a header has both. */
  english?: string;
  unit?: string;
  scope?: Scope;
  /** Footnote marks that were taken off. */
  marks: string[];
}

/** The whole municipality, or its urban districts alone: two different indicators in Chinese yearbooks. */
export type Scope = 'city' | 'districts';

const SCOPES: readonly (readonly [RegExp, Scope])[] = [
  [/全市|全地区|全州|全盟|total city|whole city/i, 'city'],
  [/市辖区|市区|districts under city|urban districts|city proper/i, 'districts'],
];
const SCALE = '(?:[十百千]?[万亿]|千)?';
const CHINESE_UNITS =
  '元|美元|人民币元|人|人次|户|辆|标台|台|件|吨|吨标准煤|个|张|册|米|公里|千米|立方米|平方米|平方公里|平方千米|公顷|亩|千瓦|千瓦时|度|床|所|家|次|部|套|条|瓶|升|岁|年|天|小时|分钟|毫米|毫克|微克|克|千克|公斤|分贝|摄氏度|座|处|项|篇|名|只|头|株|车次|架次|标准箱|箱|港元|欧元|日元|英镑|卡|起|例|艘|门|间|宗|支|枚|班|吨公里|人公里|瓦|兆瓦|吉瓦|级|倍|百帕|人天';
const ENGLISH_UNITS =
  '(?:10[ ,]?000|100 million|1[ ,]?000|million|thousand|billion)? ?(?:yuan|rmb|cny|usd|eur|euros?|gbp|jpy|€|£|us\\$|\\$|persons?|people|population|inhabitants|tons?|tonnes?|t|kg|g|mg|μg|ug|sq\\.? ?(?:km|m)|cu\\.? ?m|km2?|km²|hectares?|ha|mu|m|m2|m²|m³|m3|kwh|kw|units?|beds?|households?|vehicles?|copies|hours?|days?|years?|months?|mm|cm|℃|°c|capita|cases|items|sets|percent|per cent|times)';
/** A share, or a unit of measurement with or without a scale. */
const UNIT_WORDS = new RegExp(
  `^(?:%(?: of [a-z ,-]+)?|‰|[万亿]|${SCALE}(?:${CHINESE_UNITS})|${ENGLISH_UNITS})$`,
  'i',
);

/**
 * Reads the text of a header cell. The unit is what stands last in parentheses or behind a stroke and looks like one:
 * (万元), /%, (km/km²), [人], or behind a comma at the end. Footnote marks (*, ①, #, 注1) and the words for the scope
 * are taken off the title; a second line in the other script is the English name.
 * @example readHeader('年末户籍人口（万人）\nPopulation at Year-end').unit // => '万人'
 */
export function readHeader(text: string): HeaderText {
  const marks: string[] = [];
  const lines = inLines(text)
    .map((line) => unmarked(line, marks))
    .filter((line) => line !== '');
  const own = joined(lines.filter((line) => /\p{Script=Han}/u.test(line)));
  const foreign = joined(lines.filter((line) => !/\p{Script=Han}/u.test(line)));
  const main = own === '' ? foreign : own;
  const other = own === '' ? '' : foreign;
  const [first, second] = [main, other].map((one) => {
    const { title, unit } = withoutUnit(one);
    return { title: unmarked(title, marks), ...(unit ? { unit } : {}) };
  }) as [Named, Named];
  const scope = SCOPES.find(([words]) => words.test(main.replace(/\s+/g, '')) || words.test(other))?.[1];
  const unit = first.unit ?? second.unit;
  return {
    title: first.title,
    ...(second.title ? { english: second.title } : {}),
    ...(unit ? { unit } : {}),
    ...(scope ? { scope } : {}),
    marks,
  };
}

/** The lines of a header, and its Chinese and English parts where they stand on one. */
function inLines(text: string): string[] {
  return text.split(/\r?\n/).flatMap((line) => {
    const both = /^([^A-Za-z]*\p{Script=Han}[^A-Za-z]*?) +([A-Z][A-Za-z,.&' -]*[a-z]{3}.*)$/u.exec(
      line.trim(),
    );
    return both && !/\p{Script=Han}/u.test(both[2]!) ? [both[1]!, both[2]!] : [line];
  });
}

interface Named {
  title: string;
  unit?: string;
}

function unmarked(text: string, marks: string[]): string {
  const found = withoutMarks(text.trim());
  marks.push(...found.marks);
  return found.text;
}

/** Lines of one language: Chinese ones belong together without a space. */
function joined(lines: readonly string[]): string {
  return lines.join(lines.some((line) => /\p{Script=Han}/u.test(line)) ? '' : ' ');
}

/** Cuts the unit off a title. */
function withoutUnit(text: string): Named {
  const plain = normal(text);
  const bracketed = /^(.*?)\s*[([【]([^()[\]【】]*(?:\([^()]*\)[^()[\]【】]*)?)[)\]】]$/.exec(plain);
  if (bracketed && isUnit(bracketed[2]!)) {
    // The same unit in the other language stands behind it: (亿元)(100 million yuan).
    const before = /\p{Script=Han}/u.test(bracketed[2]!) ? undefined : withoutUnit(bracketed[1]!);
    if (before?.unit !== undefined && /\p{Script=Han}/u.test(before.unit)) return before;
    return { title: bracketed[1]!.trim(), unit: unitText(bracketed[2]!) };
  }
  const stroke = /^(.*?)\s*[/／]\s*([^/\s]{1,12}(?:\/[^/\s]{1,6})?)$/.exec(plain);
  if (stroke && isUnit(stroke[2]!)) return { title: stroke[1]!.trim(), unit: unitText(stroke[2]!) };
  const comma = /^(.*?)[,，:：]\s*([^,，:：]{1,20})$/.exec(plain);
  if (comma && isUnit(comma[2]!)) return { title: comma[1]!.trim(), unit: unitText(comma[2]!) };
  return { title: plain };
}

/** In compatible characters, but for circled and raised digits, which would become digits of the text. */
function normal(text: string): string {
  return text.replace(/[^①-⒇]+/g, (part) => part.normalize('NFKC')).trim();
}

function unitText(text: string): string {
  return text.replace(/^单位[:：]?\s*|^unit:?\s*/i, '').trim();
}

/**
 * Whether a text is a unit of measurement rather than part of a name: 万元, %, 元/人, km/km2, per 10,000 persons.
 * Figures alone are none, such as a year, but for powers of ten from a thousand.
 * @example [isUnit('万元/km2'), isUnit('regular'), isUnit('‰'), isUnit('per 1,000 persons'), isUnit('2016')] // => [true, false, true, true, false]
 */
export function isUnit(text: string): boolean {
  const plain = unitText(text.normalize('NFKC').trim());
  if (plain === '' || plain.length > 40 || (/^[\d ,]+$/.test(plain) && !/^10[0 ,]{2,}$/.test(plain)))
    return false;
  return plain
    .split(/\s*\/\s*|(?:^|\s+)per\s+|每/)
    .every(
      (part) =>
        part === '' || UNIT_WORDS.test(part.trim()) || /^(?:\d[\d ,]*)?[十百千]?[万亿]?$/.test(part.trim()),
    );
}

/**
 * The unit that a title gives to all of its table beside what else it says: 各市财政（单位：万元）, 各市财政收支（亿元）.
 * @example ['各市财政（单位：万元）', '各市财政收支（亿元）', '各市财政（2016年）'].map(unitInTitle) // => ['万元', '亿元', undefined]
 */
export function unitInTitle(text: string): string | undefined {
  const told =
    /(?:[(（]|\s)(?:计量)?(?:单位|unit)\s*[:：]\s*([^()（）]+(?:[(（][^()（）]*[)）])?)[)）]?\s*$/i.exec(
      text,
    );
  if (told) return told[1]!.trim();
  const { unit } = withoutUnit(text);
  return unit !== undefined && unit !== '年' && /[)）\]】]\s*$/.test(text) ? unit : undefined;
}

/**
 * The unit that a line above a table gives to all of it: 单位：万元, Unit: 10 000 yuan.
 * @example tableUnit('单位：万元') // => '万元'
 */
export function tableUnit(text: string): string | undefined {
  const found = /^[(（]?\s*(?:计量)?(?:单位|unit)\s*[:：]\s*(.+?)\s*[)）]?$/i.exec(text.trim());
  return found?.[1];
}
