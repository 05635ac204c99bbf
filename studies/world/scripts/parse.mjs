// Strict reading of the Factbook's texts. A text is read whole or refused with a reason; nothing is guessed.

/** 1,234.5 or 1234.5 with an optional minus; grouped digits must be grouped in threes. */
const NUMBER = /^-?(\d{1,3}(,\d{3})+|\d+)(\.\d+)?/;
const MULTIPLIERS = { thousand: 1e3, million: 1e6, billion: 1e9, trillion: 1e12 };
const MONTHS = 'January|February|March|April|May|June|July|August|September|October|November|December';
/** (2014), (2014 est.), (est. 2014), (July 2015 est.), (31 December 2014 est.) */
const DATE = new RegExp(`^\\((?:est\\. )?(?:(?:\\d{1,2} )?(?:${MONTHS}) )?(\\d{4})(?: est\\.)?\\)$`);

/**
 * Reads one statement such as `$1.2 trillion (2014 est.)` or `78.3 years`.
 * `units` are the words that may stand between the number and the date ('' for none).
 * Gives { value, year } (year undefined where none is stated) or { refused: reason }.
 */
export function parseStatement(text, { dollars = false, units }) {
  let rest = text.trim().replace(/\s+/g, ' ');
  if (rest === '') return { refused: 'empty' };
  if (/^NA\b/.test(rest)) return { refused: 'not available (NA)' };
  if (dollars) {
    // A negative sum of money is written -$1.2 billion.
    const sign = rest.startsWith('-') ? '-' : '';
    if (!rest.slice(sign.length).startsWith('$')) return { refused: 'no dollar sign' };
    rest = sign + rest.slice(sign.length + 1);
  }
  const found = NUMBER.exec(rest);
  if (!found) return { refused: 'no plain number at the start' };
  rest = rest.slice(found[0].length);
  let value = Number(found[0].replaceAll(',', ''));
  const multiplier = Object.keys(MULTIPLIERS).find((word) => rest.startsWith(` ${word}`));
  if (multiplier) {
    value *= MULTIPLIERS[multiplier];
    rest = rest.slice(multiplier.length + 1);
  }
  const unit = units.find((one) =>
    one === '' ? rest === '' || rest.startsWith(' (') : rest === one || rest.startsWith(`${one} (`),
  );
  if (unit === undefined)
    return {
      refused: /^\s*[-–]\s*\d/.test(rest)
        ? 'a range'
        : `something other than ${units.map((one) => `"${one.trim()}"`).join(' or ')} after the number`,
    };
  rest = rest.slice(unit.length).trim();
  if (rest === '') return { value, year: undefined };
  const date = DATE.exec(rest);
  if (!date)
    return { refused: /FY/.test(rest) ? 'a fiscal year' : 'something other than a date after the value' };
  return { value, year: Number(date[1]) };
}

/** The statements of a text, separated by ++ (newest first); one that is refused does not spoil the others. */
export function parseStatements(text, spec) {
  return text
    .split('++')
    .map((piece) => piece.trim())
    .filter((piece) => piece !== '')
    .map((piece) => ({ text: piece, ...parseStatement(piece, spec) }));
}

/** The year in the last part of a group, where parts such as total, male and female share one date at the end. */
export function sharedYear(group) {
  const texts = Object.values(group)
    .map((part) => part?.text)
    .filter((text) => typeof text === 'string');
  const years = texts.flatMap((text) =>
    [...text.matchAll(/\((?:(?:\d{1,2} )?(?:[A-Z][a-z]+) )?(\d{4})(?: est\.)?\)\s*$/g)].map((found) =>
      Number(found[1]),
    ),
  );
  return new Set(years).size === 1 ? years[0] : undefined;
}

/** `51 00 N, 9 00 E` in decimal degrees; undefined for any other form. */
export function parseCoordinates(text) {
  const found = /^(\d{1,2}) (\d{2}) ([NS]), (\d{1,3}) (\d{2}) ([EW])$/.exec(text.trim());
  if (!found) return undefined;
  const degrees = (whole, minutes, side) =>
    (Math.round((Number(whole) + Number(minutes) / 60) * 1e4) / 1e4) * ('SW'.includes(side) ? -1 : 1);
  return { lat: degrees(found[1], found[2], found[3]), lon: degrees(found[4], found[5], found[6]) };
}
