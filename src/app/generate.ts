import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { methods } from '../methods/index.ts';
import { studyJsonSchema } from '../study/json-schema.ts';
import { methodPage } from '../study/method-pages.ts';

/** Files that are made from the code: the schema for editors and a page per method. */
export function generated(): Map<string, string> {
  const files = new Map([['schema/study.json', `${JSON.stringify(studyJsonSchema(methods), null, 2)}\n`]]);
  const index = methods.map(
    (method) =>
      `- [${method.title.en} / ${method.title.zh}](${method.stage}-${method.id}.md) – \`${method.stage}: ${method.id}\``,
  );
  files.set(
    'docs/methods/index.md',
    `<!-- Written by npm run generate. -->\n# Methods / 方法\n\n${index.join('\n')}\n`,
  );
  for (const method of methods) files.set(`docs/methods/${method.stage}-${method.id}.md`, methodPage(method));
  return files;
}

/** Writes what differs, or only lists it. */
export function generate(root: string, onlyCheck: boolean): string[] {
  const files = generated();
  const stale = [...files].filter(([name, text]) => read(join(root, name)) !== text).map(([name]) => name);
  const orphans = readdirSync(join(root, 'docs/methods')).filter(
    (name) => !files.has(`docs/methods/${name}`),
  );
  if (!onlyCheck) {
    for (const name of stale) {
      mkdirSync(join(root, name, '..'), { recursive: true });
      writeFileSync(join(root, name), files.get(name)!);
    }
    for (const name of orphans) rmSync(join(root, 'docs/methods', name));
  }
  return [...stale, ...orphans.map((name) => `docs/methods/${name}`)];
}

function read(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return undefined;
  }
}
