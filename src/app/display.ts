import type { Terminal } from './cli.ts';

/** Goes to the start of the line and removes it and all beneath. */
export const CLEARED = '\r\u001b[J';
const BAR = 24;
const USUAL_WIDTH = 80;

/** A bar and lines beneath it that are written over, only where a person is watching. */
export function displayOf(
  { err, interactive, width = USUAL_WIDTH }: Terminal,
  silent: boolean,
): { bar(step: string, done: number): void; meanwhile(lines: readonly string[]): void } {
  if (silent || !interactive) return { bar() {}, meanwhile() {} };
  let bar = '';
  let beneath: readonly string[] = [];
  const draw = () => {
    const back = beneath.length > 0 ? `\u001b[${beneath.length}A` : '';
    // The cursor stays in the line of the bar, so that removing it and all beneath clears the whole display.
    err(`${CLEARED}${[bar, ...beneath].map((line) => cut(line, width)).join('\n')}${back}`);
  };
  return {
    bar(step, done) {
      const filled = Math.round(done * BAR);
      bar = `${'█'.repeat(filled)}${'░'.repeat(BAR - filled)} ${Math.round(done * 100)}% ${step}`;
      draw();
    },
    meanwhile(lines) {
      beneath = lines;
    },
  };
}

/** A line that went on in the next would not be removed whole; Chinese characters take two columns. */
function cut(line: string, width: number): string {
  let taken = 0;
  let kept = '';
  for (const character of line) {
    taken += character >= '\u2e80' ? 2 : 1;
    if (taken >= width) break;
    kept += character;
  }
  return kept;
}
