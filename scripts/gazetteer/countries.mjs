// Writes src/io/gazetteer/countries.json from i18n-iso-countries: node scripts/gazetteer/countries.mjs
import { readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import countries from 'i18n-iso-countries';

const require = createRequire(import.meta.url);
for (const language of ['en', 'zh'])
  countries.registerLocale(require(`i18n-iso-countries/langs/${language}.json`));

const numericOf = new Map(
  Object.entries(countries.getNumericCodes()).map(([number, alpha2]) => [alpha2, number.padStart(3, '0')]),
);
const places = Object.entries(countries.getAlpha3Codes())
  .sort(([a], [b]) => (a < b ? -1 : 1))
  .map(([code, alpha2]) => {
    const names = ['zh', 'en'].flatMap((language) =>
      (countries.getName(code, language, { select: 'all' }) ?? []).map((text, i) => ({
        text,
        language,
        kind: i === 0 ? 'full' : 'alias',
      })),
    );
    const first = (language) => names.find((name) => name.language === language)?.text;
    const en = first('en') ?? code;
    const codes = [alpha2, numericOf.get(alpha2)].filter(Boolean).map((one) => ({ code: one }));
    return { code, name: { en, zh: first('zh') ?? en }, codes, names };
  });
const folder = join(import.meta.dirname, '../..');
const { version } = JSON.parse(
  readFileSync(join(folder, 'node_modules/i18n-iso-countries/package.json'), 'utf8'),
);
writeFileSync(
  join(folder, 'src/io/gazetteer/countries.json'),
  `{"title":${JSON.stringify({
    en: `Countries (ISO 3166-1, i18n-iso-countries ${version})`,
    zh: `国家和地区（ISO 3166-1，i18n-iso-countries ${version}）`,
  })},
"places":[
${places.map((one) => JSON.stringify(one)).join(',\n')}
],
"changes":[]}
`,
);
