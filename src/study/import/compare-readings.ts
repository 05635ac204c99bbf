import type { Text } from '../../core/text.ts';
import { titleKey } from './collect/indicators.ts';
import type { Measured, SheetReading } from './reading.ts';

/** What is otherwise in a new file than in the one that a recipe was made with. */
export interface Differences {
  /** Harmless: rows and columns that moved, years that are new. */
  said: Text[];
  /** Keys of titles that are there no more, and that are new. */
  gone: string[];
  added: string[];
  /** The new letter of each column of values that is still there. */
  moved: ReadonlyMap<string, string>;
}

/** Compares two readings of a sheet by the titles of their columns. */
export function differencesOf(before: SheetReading, now: SheetReading): Differences {
  const said: Text[] = [];
  const [old, fresh] = [columnsOf(before), columnsOf(now)];
  const moved = new Map<string, string>();
  for (const [key, { letter, unit }] of old) {
    const found = fresh.get(key);
    if (!found) continue;
    moved.set(letter, found.letter);
    if (found.letter !== letter)
      said.push({
        en: `"${key}" moved from column ${letter} to ${found.letter}`,
        zh: `“${key}”由 ${letter} 列移至 ${found.letter} 列`,
      });
    if (found.unit !== unit)
      said.push({
        en: `the unit of "${key}" was ${unit ?? 'none'} and is ${found.unit ?? 'none'}`,
        zh: `“${key}”的单位由${unit ?? '无'}变为${found.unit ?? '无'}`,
      });
  }
  if (before.header[0] !== now.header[0] || before.header[1] !== now.header[1])
    said.push({
      en: `the header moved from rows ${before.header.join('–')} to ${now.header.join('–')}`,
      zh: `表头由第 ${before.header.join('–')} 行变为第 ${now.header.join('–')} 行`,
    });
  const markers = [...now.markers.keys()].filter((one) => !before.markers.has(one));
  if (markers.length > 0)
    said.push({ en: `new markers: ${markers.join(' ')}`, zh: `新出现的标记：${markers.join(' ')}` });
  const [titles, titlesNow] = [titlesOf(before), titlesOf(now)];
  const years = (of: SheetReading) => [...new Set(valuesOf(of).flatMap(([, { period }]) => period ?? []))];
  const newYears = years(now).filter((year) => !years(before).includes(year));
  if (newYears.length > 0)
    said.push({ en: `new years: ${newYears.join(', ')}`, zh: `新增年份：${newYears.join('、')}` });
  return {
    said,
    gone: [...titles].filter((key) => !titlesNow.has(key)),
    added: [...titlesNow].filter((key) => !titles.has(key)),
    moved,
  };
}

function valuesOf({ columns }: SheetReading): [string, Measured][] {
  return [...columns].flatMap(([letter, one]) =>
    one.role === 'value' ? [[letter, one] as [string, Measured]] : [],
  );
}

/** What tells the indicator of a column from others. */
export function keyIn(column: Measured, { all }: SheetReading): string {
  return titleKey((column.title ?? all.title)?.zh ?? '', column.scope ?? all.scope);
}

/** Columns of values by title, scope and year. */
function columnsOf(reading: SheetReading): Map<string, { letter: string; unit: string | undefined }> {
  return new Map(
    valuesOf(reading).map(([letter, column]) => [
      `${keyIn(column, reading)}${column.period === undefined ? '' : ` ${column.period}`}`,
      { letter, unit: column.unit ?? reading.all.unit },
    ]),
  );
}

function titlesOf(reading: SheetReading): Set<string> {
  return new Set(valuesOf(reading).map(([, column]) => keyIn(column, reading)));
}
