import { withoutMarks } from './footnotes.ts';
import type { CellValue } from './sheet.ts';

/**
 * The name of a place in a cell: without footnote marks, without spaces between Chinese characters (北　京), and in
 * Chinese alone where the cell has it in two languages. Nothing else is changed: who is meant, the names must tell.
 * @example ['黑　河　市', '沈阳市①', '北京 Beijing', 'New  York'].map(placeText) // => ['黑河市', '沈阳市', '北京', 'New York']
 */
export function placeText(cell: CellValue | undefined): string {
  if (cell === null || cell === undefined) return '';
  if (typeof cell === 'number') return `${cell}`;
  if (/^[\p{Script=Han}]*$/u.test(cell)) return cell.normalize('NFKC');
  const lines = `${cell}`
    .split(/\r?\n/)
    .map((line) => withoutMarks(line.trim()).text.normalize('NFKC').replace(/\s+/g, ' ').trim())
    .filter((line) => line !== '');
  const chinese = lines.filter((line) => /\p{Script=Han}/u.test(line));
  const name = chinese.length > 0 ? chinese.join('') : lines.join(' ');
  const both = /^([\p{Script=Han} ]+?) ?[A-Za-z][A-Za-z' .-]+$/u.exec(name);
  return (both?.[1] ?? name).replace(/(?<=\p{Script=Han}) (?=\p{Script=Han})/gu, '');
}
