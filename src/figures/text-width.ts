/** Rough width of a text in pixels: Chinese characters are square, others about half as wide as high. */
export function textWidth(text: string, size = 12): number {
  let width = 0;
  for (const character of text) {
    const code = character.codePointAt(0)!;
    width +=
      code > 0x2e7f
        ? 1
        : "iljtfrI.,:;'|!()[] ".includes(character)
          ? 0.34
          : code >= 65 && code <= 90
            ? 0.68
            : 'mwMW%'.includes(character)
              ? 0.86
              : 0.56;
  }
  return width * size;
}

/** The text cut to a width, with an ellipsis where it was cut. */
export function fitted(text: string, width: number, size = 12): string {
  if (textWidth(text, size) <= width) return text;
  const characters = [...text];
  while (characters.length > 1 && textWidth(`${characters.join('')}…`, size) > width) characters.pop();
  return `${characters.join('').trimEnd()}…`;
}

/** The text in lines no wider than given; Chinese breaks anywhere, other text at spaces. */
export function wrapped(text: string, width: number, size = 12): string[] {
  const words = text.match(/[\u2e80-\uffff]|[^\s\u2e80-\uffff]+|\s+/g) ?? [];
  const lines = [''];
  for (const word of words) {
    const last = lines.length - 1;
    if (textWidth(lines[last]! + word, size) <= width || lines[last] === '') lines[last] += word;
    else lines.push(word.trimStart());
  }
  return lines.map((one) => one.trim()).filter((one) => one !== '');
}
