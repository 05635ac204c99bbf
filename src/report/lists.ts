import { escapeXml } from '../core/escape-xml.ts';
import { list, paragraph } from './markup.ts';
import type { Context } from './section.ts';

/** Everything that was done to the data and should be known, warnings first. */
export function notes({ result, lang }: Context): string {
  const made = result.notes;
  if (made.length === 0) return paragraph(lang === 'zh' ? '无。' : 'None.');
  const ordered = [
    ...made.filter((note) => note.level === 'warning'),
    ...made.filter((note) => note.level !== 'warning'),
  ];
  return `<ul>${ordered.map((note) => `<li class="${note.level}"><code>${escapeXml(note.step)}</code> ${escapeXml(note.text[lang])}</li>`).join('')}</ul>`;
}

/** What is needed to compute the study again. */
export function facts({ result: { plan, engine }, lang, software }: Context): string {
  const zh = lang === 'zh';
  return list([
    `${zh ? '软件' : 'Software'}: ${software}`,
    `${zh ? '引擎' : 'Engine'}: ${engine}`,
    `${zh ? '随机种子' : 'Seed'}: ${plan.study.seed}`,
    zh
      ? '完整设置、数据摘要与文件清单见 manifest.json。'
      : 'The whole resolved study, digests of the data and the list of files are in manifest.json.',
  ]);
}
