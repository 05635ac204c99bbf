import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import * as z from 'zod';
import { ProblemError } from '../../core/problem.ts';
import { operation } from '../operation.ts';

interface Served {
  answered: number;
  refused: number;
  reports: number;
}

export const open = operation({
  id: 'open',
  about: {
    en: 'Open the workbench in a browser: explore a study, ask what if, edit and save it. Serves this computer alone, until interrupted.',
    zh: '在浏览器中打开工作台：浏览研究、假设分析、编辑并保存。仅供本机使用，直到被中断。',
  },
  positional: ['[study]'],
  example: 'holling open studies/world',
  input: z.object({
    study: z.string().optional().describe('folder of the study; without one the workbench offers a choice'),
    port: z.coerce
      .number()
      .int()
      .min(0)
      .max(65_535)
      .default(0)
      .describe('port to listen on (default: a free one)'),
    browser: z.boolean().default(true).describe('only print the address, do not open a browser'),
    dir: z
      .string()
      .default('.')
      .describe('where your studies are and new ones are made (default: the working directory)'),
    allowedHost: z
      .array(
        z.string().regex(/^[\w.-]+(?::\d{1,5})?$/, 'a name such as lab.example.org, with a port or without'),
      )
      .default([])
      .describe('another name under which you reach this server, e.g. through a tunnel; may be repeated'),
  }),
  async run({ study, port, browser, dir, allowedHost }, world): Promise<Served> {
    // The server is the need of this command alone.
    const [{ serve }, { readAssets }, { catalogueOf }, { packageRoot }] = await Promise.all([
      import('../server/serve.ts'),
      import('../server/assets.ts'),
      import('../server/catalogue.ts'),
      import('../server/package-root.ts'),
    ]);
    const root = packageRoot();
    if (study !== undefined) await refuseAbsent(join(study, 'study.yaml'), study);
    const assets = await readAssets(process.env.HOLLING_WEB ?? join(root, 'dist/web'));
    const catalogue = await catalogueOf(join(root, 'studies'), dir, study);
    const served = await serve({ world, assets, catalogue, port, allowedHosts: allowedHost });
    world.out(`${served.url}\n`);
    world.say({
      en: 'The workbench is open at this address, for one browser. Ctrl-C stops it.',
      zh: '工作台已在此地址打开，限一个浏览器使用。按 Ctrl-C 停止。',
    });
    if (browser) {
      const { openBrowser } = await import('../server/browser.ts');
      openBrowser(served.url);
    }
    await interrupted(world.signal);
    await served.close();
    return served.counts();
  },
  show: () => '',
});

function interrupted(signal: AbortSignal): Promise<void> {
  return new Promise((done) => {
    if (signal.aborted) done();
    else signal.addEventListener('abort', () => done(), { once: true });
  });
}

async function refuseAbsent(file: string, folder: string): Promise<void> {
  if (await stat(file).catch(() => undefined)) return;
  throw new ProblemError([
    {
      code: 'study/no-file',
      where: folder,
      saw: { en: 'no study.yaml', zh: '没有 study.yaml' },
      why: { en: 'a study is a folder with a study.yaml', zh: '研究是含有 study.yaml 的文件夹' },
      fix: {
        en: 'give the folder of a study, or none to choose in the workbench',
        zh: '请给出研究文件夹，或不给出而在工作台中选择',
      },
    },
  ]);
}
