import type { Text } from '../../core/text.ts';

/** A unit with what can tell it from others of its name. */
export interface Named {
  code: string;
  name: Text;
  province?: Text;
}

/**
 * The names of units, those that several have with their province behind them, or with their code where that does not
 * tell them apart either.
 * @example namesApart([{ code: '1', name: { en: 'Yichun', zh: '伊春' }, province: { en: 'Heilongjiang', zh: '黑龙江' } }, { code: '2', name: { en: 'Yichun', zh: '宜春' }, province: { en: 'Jiangxi', zh: '江西' } }])[1] // => { en: 'Yichun (Jiangxi)', zh: '宜春' }
 */
export function namesApart(units: readonly Named[]): Text[] {
  const apart = (lang: 'en' | 'zh') => {
    const behind = (what: string) => (lang === 'en' ? ` (${what})` : `（${what}）`);
    const names = units.map(({ name }) => name[lang]);
    const twice = repeated(names);
    const placed = names.map((name, i) => {
      const province = units[i]!.province?.[lang];
      return twice.has(name) && province ? `${name}${behind(province)}` : name;
    });
    const still = repeated(placed);
    return placed.map((name, i) => (still.has(name) ? `${name}${behind(units[i]!.code)}` : name));
  };
  const [en, zh] = [apart('en'), apart('zh')];
  return units.map((_, i) => ({ en: en[i]!, zh: zh[i]! }));
}

function repeated(names: readonly string[]): Set<string> {
  const seen = new Set<string>();
  return new Set(names.filter((name) => seen.has(name) || !seen.add(name)));
}
