const WORDS: { en: string; zh: string }[] = [
  { en: 'equally', zh: '同等' },
  { en: 'between equally and moderately more', zh: '介于同等与稍微之间' },
  { en: 'moderately more', zh: '稍微更' },
  { en: 'between moderately and strongly more', zh: '介于稍微与明显之间' },
  { en: 'strongly more', zh: '明显更' },
  { en: 'between strongly and very strongly more', zh: '介于明显与强烈之间' },
  { en: 'very strongly more', zh: '强烈更' },
  { en: 'between very strongly and extremely more', zh: '介于强烈与极端之间' },
  { en: 'extremely more', zh: '极端更' },
];

/** A judgement in words, with its number: how many times as important the first is as the second. */
export function judgementInWords(value: number, first: string, second: string, lang: 'en' | 'zh'): string {
  const [more, less, ratio] = value >= 1 ? [first, second, value] : [second, first, 1 / value];
  const place = Math.min(9, Math.max(1, Math.round(ratio)));
  const word = WORDS[place - 1]![lang];
  const number = Math.abs(ratio - place) < 1e-9 ? String(place) : String(Number(ratio.toPrecision(3)));
  if (lang === 'en') {
    if (place === 1) return `${first} and ${second} are equally important (${number}).`;
    return `${more} is ${word} important than ${less} (${number}).`;
  }
  if (place === 1) return `${first}与${second}同等重要（${number}）。`;
  return word.endsWith('更')
    ? `${more}比${less}${word.slice(0, -1)}更重要（${number}）。`
    : `${more}比${less}更重要，程度${word}（${number}）。`;
}

/** Where a judgement stands on a slider from -8 (the first is extremely more important) to 8. */
export function toSlider(value: number): number {
  return value >= 1 ? 1 - Math.min(9, Math.round(value)) : Math.min(9, Math.round(1 / value)) - 1;
}

export function fromSlider(place: number): number {
  return place <= 0 ? 1 - place : 1 / (1 + place);
}
