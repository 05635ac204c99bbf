/** Rough width of a text in pixels: Chinese characters are square, others about half as wide as high. */
export function textWidth(text: string, size = 12): number {
  let width = 0;
  for (const character of text) width += widthOf(character);
  return width * size;
}

function widthOf(character: string): number {
  const code = character.codePointAt(0)!;
  if (code > 0x2e7f || (code >= 0x2460 && code <= 0x24ff)) return 1;
  if ("iljtfrI.,:;'|!()[] ".includes(character)) return 0.34;
  if ('mwMW%'.includes(character)) return 0.86;
  return code >= 65 && code <= 90 ? 0.68 : 0.56;
}

/** The text cut to a width, with an ellipsis where it was cut. */
export function fitted(text: string, width: number, size = 12): string {
  let used = 0;
  let kept = '';
  for (const character of text) {
    used += widthOf(character) * size;
    if (used > width) return `${cutTo(kept, width - size * 0.9, size)}…`;
    kept += character;
  }
  return text;
}

/** The longest beginning that fits; what is passed in is no longer than a line. */
function cutTo(text: string, width: number, size: number): string {
  let used = 0;
  let kept = '';
  for (const character of text) {
    used += widthOf(character) * size;
    if (used > width) break;
    kept += character;
  }
  return kept.trimEnd();
}

/** The text in lines no wider than given; Chinese breaks anywhere but before closing marks, other text at spaces and after hyphens between letters. */
export function wrapped(text: string, width: number, size = 12): string[] {
  const pieces =
    text.match(
      /[（《【]*[^\s\u2e80-\uffff]+[，。；：、）】》！？]*|[（《【]*[\u2e80-\uffff][，。；：、）】》！？”’]*|\s+/g,
    ) ?? [];
  const words = pieces.flatMap((piece) => piece.split(/(?<=\p{L}[-–])(?=\p{L})/u));
  const lines = [''];
  for (const word of words) {
    const last = lines.length - 1;
    if (textWidth(lines[last]! + word, size) <= width || lines[last] === '') lines[last] += word;
    else lines.push(word.trimStart());
  }
  return lines.map((one) => one.trim()).filter((one) => one !== '');
}
