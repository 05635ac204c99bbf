import { type AuditView, check, OWN } from './finding.ts';

/** Names of different units that are equal but for case, spaces, accents and the usual endings. */
export const similarNames = check({
  id: 'similar-name',
  title: { en: 'Names that are almost the same', zh: '近似的单元名称' },
  rule: {
    en: 'names of two units that are equal but for case, spaces, accents and endings such as City',
    zh: '两个单元的名称除大小写、空格、重音与“市”等词尾外相同',
  },
  source: OWN,
  level: 'warning',
  find(view) {
    const pairs = pairsOf(view);
    return pairs.length === 0 ? [] : [{ indicator: '', spots: [], facts: { pairs: pairs.join(', ') } }];
  },
  tell: ({ facts }) => ({
    en: `Unit names that are almost the same: ${facts!.pairs}.`,
    zh: `近似的单元名称：${facts!.pairs}。`,
  }),
});

function pairsOf({ units }: AuditView): string[] {
  const seen = new Map<string, string>();
  const pairs: string[] = [];
  for (const unit of units) {
    for (const name of new Set([unit.name.en, unit.name.zh])) {
      const key = bare(name);
      const before = seen.get(key);
      if (before !== undefined && before !== unit.id) pairs.push(`${name} (${before}, ${unit.id})`);
      seen.set(key, unit.id);
    }
  }
  return pairs;
}

function bare(name: string): string {
  return name
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[\p{M}\s'’·.-]/gu, '')
    .replace(/(city|prefecture|league|省|市|地区|盟)$/u, '');
}
