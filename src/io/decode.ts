import type { Problem } from '../core/problem.ts';

/** The text of a file in UTF-8, with or without a byte-order mark; empty, with a problem, where it is in anything else. */
export function decode(file: string, bytes: Uint8Array, problems: Problem[]): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    problems.push({
      code: 'data/encoding',
      where: file,
      saw: { en: 'bytes that are not UTF-8', zh: '非 UTF-8 编码的字节' },
      why: {
        en: 'guessing another encoding could garble names without anybody noticing',
        zh: '猜测编码可能使名称变成乱码而不被察觉',
      },
      fix: {
        en: 'save the file as UTF-8 (in spreadsheets: "CSV UTF-8")',
        zh: '请另存为 UTF-8（电子表格中选“CSV UTF-8”）',
      },
    });
    return '';
  }
}
