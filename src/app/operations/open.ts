import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import * as z from 'zod';
import { ProblemError } from '../../core/problem.ts';
import { operation } from '../operation.ts';

export const openWorkbench = operation({
  id: 'open',
  about: {
    en: 'Open the workbench in the browser: explore, ask "what if", explain. Serves this machine alone until interrupted.',
    zh: '在浏览器中打开工作台：探索、假设分析与解释。仅服务于本机，直至中断。',
  },
  positional: ['[study]'],
  example: 'holling open studies/world',
  input: z.object({
    study: z
      .string()
      .optional()
      .describe('folder of the study; without, the page offers those that it finds'),
    port: z.coerce.number().int().min(0).max(65_535).default(0).describe('port; 0 picks a free one'),
    noBrowser: z.boolean().default(false).describe('only print the address'),
    dir: z.string().default('.').describe('folder whose studies are offered'),
    allowedHost: z
      .array(z.string())
      .default([])
      .describe('another host:port by which the page may be asked for, behind a proxy of your own'),
  }),
  async run({ study, port, noBrowser, dir, allowedHost }, world): Promise<{ url: string }> {
    const { readPages, serve, shelf } = await import('../server/index.ts');
    const studies = await shelf(study, dir, join(home(), 'studies'));
    const opened = study === undefined ? undefined : studies.find(({ folder }) => folder === resolve(study));
    if (study !== undefined && !opened) throw noStudy(study);
    const server = await serve({
      port,
      allowedHosts: allowedHost,
      pages: readPages(process.env.HOLLING_WEB ?? join(home(), 'dist/web')),
      studies,
      ...(opened ? { open: opened.id } : {}),
      software: world.software,
      log: (line) => world.say({ en: line, zh: line }),
    });
    world.print(`${server.url}\n`);
    world.say({
      en: 'The workbench is open at this address, once, for you; Ctrl-C ends it.',
      zh: '工作台已在此网址打开（仅供您使用一次）；按 Ctrl-C 结束。',
    });
    if (!noBrowser) openBrowser(server.url);
    await new Promise<void>((end) => {
      if (world.signal.aborted) end();
      world.signal.addEventListener('abort', () => end(), { once: true });
    });
    await server.close();
    return { url: server.url };
  },
  show: (_, { lang }) => (lang === 'zh' ? '工作台已关闭。' : 'The workbench is closed.'),
});

/** The folder of the package: the bundle lies in dist/cli, the source in src/app/operations. */
function home(): string {
  const here = dirname(fileURLToPath(import.meta.url));
  return (
    [join(here, '../..'), join(here, '../../..')].find(
      (one) => existsSync(join(one, 'package.json')) && existsSync(join(one, 'studies')),
    ) ?? here
  );
}

/** Opens the user's browser where there is one; the address is printed in any case. */
function openBrowser(url: string): void {
  const [command, ...words] =
    process.platform === 'darwin'
      ? ['open', url]
      : process.platform === 'win32'
        ? ['cmd', '/c', 'start', '', url]
        : ['xdg-open', url];
  const child = spawn(command as string, words, { detached: true, stdio: 'ignore' });
  child.on('error', () => {});
  child.unref();
}

function noStudy(folder: string): ProblemError {
  return new ProblemError([
    {
      code: 'study/no-file',
      where: folder,
      saw: { en: 'no study.yaml', zh: '没有 study.yaml' },
      why: { en: 'a study is a folder with a study.yaml', zh: '研究是含有 study.yaml 的文件夹' },
      fix: {
        en: 'give the folder of a study, or none to choose in the page',
        zh: '请给出研究文件夹；或不给出，在页面中选择',
      },
    },
  ]);
}
