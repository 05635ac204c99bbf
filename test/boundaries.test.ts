import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { describe, expect, it } from 'vitest';
import { methods } from '../src/methods/index.ts';

const SOURCE = join(import.meta.dirname, '../src');

/** Who may import whom, as the design says; a folder may always import itself. */
const ALLOWED: Record<string, readonly string[]> = {
  core: [],
  methods: ['core'],
  study: ['core', 'methods/method.ts'],
  'engines/kernel.ts': ['core', 'study'],
  'engines/workers/browser.ts': ['core', 'study'],
  'engines/workers/pool.ts': ['core', 'study'],
  'engines/workers/member.ts': ['core', 'study'],
  engines: ['core', 'study', 'methods/method.ts'],
  io: ['core', 'study', 'methods/method.ts'],
  figures: ['core', 'study'],
  report: ['core', 'study', 'figures'],
  app: ['core', 'methods', 'study', 'engines', 'io', 'figures', 'report', 'index.ts'],
  web: ['core', 'methods', 'study', 'engines/kernel.ts', 'figures', 'report'],
  'index.ts': ['core', 'methods', 'study', 'engines', 'io'],
  'browser.ts': ['core', 'methods', 'study', 'engines/kernel.ts', 'engines/workers/browser.ts', 'figures'],
  'worker-node.ts': ['core', 'methods', 'study', 'engines/workers'],
  'worker-browser.ts': ['core', 'methods', 'study', 'engines/workers'],
};
/** Folders that must run in a browser: no Node modules. */
const ISOMORPHIC = [
  ...['core', 'methods', 'study', 'engines/kernel.ts', 'figures', 'report', 'web', 'browser.ts'],
  ...[
    'engines/workers/browser.ts',
    'engines/workers/pool.ts',
    'engines/workers/member.ts',
    'worker-browser.ts',
  ],
];

const files = readdirSync(SOURCE, { recursive: true, encoding: 'utf8' })
  .map((file) => file.replaceAll('\\', '/'))
  .filter((file) => /\.tsx?$/.test(file) && !file.endsWith('.test.ts'));

function importsOf(file: string): string[] {
  const text = readFileSync(join(SOURCE, file), 'utf8');
  return [...text.matchAll(/(?:from|import)\s*\(?\s*'([^']+)'/g)].map((found) => found[1]!);
}
function resolved(file: string, target: string): string {
  return relative(SOURCE, join(SOURCE, dirname(file), target)).replaceAll('\\', '/');
}
function room(file: string): string {
  return Object.keys(ALLOWED).find((one) => file === one) ?? file.split('/')[0]!;
}
const within = (file: string, place: string) => file === place || file.startsWith(`${place}/`);

describe('the rooms of the house', () => {
  it.each(files)('%s imports only what it may', (file) => {
    const own = room(file);
    for (const target of importsOf(file)) {
      if (!target.startsWith('.')) {
        if (ISOMORPHIC.includes(own)) expect(target).not.toMatch(/^node:/);
        continue;
      }
      const path = resolved(file, target);
      const isAllowed =
        within(path, own.split('/')[0]!) || ALLOWED[own]!.some((place) => within(path, place));
      expect(isAllowed, `${file} imports ${path}`).toBe(true);
    }
  });

  it('has no circle of imports', () => {
    const graph = new Map(files.map((file) => [file, valueImports(file)]));
    const done = new Set<string>();
    const visit = (file: string, path: string[]) => {
      expect(path, `circle: ${[...path, file].join(' -> ')}`).not.toContain(file);
      if (done.has(file)) return;
      for (const next of graph.get(file) ?? []) visit(next, [...path, file]);
      done.add(file);
    };
    for (const file of files) visit(file, []);
  });

  it('lists every method file', () => {
    const listed = readFileSync(join(SOURCE, 'methods/index.ts'), 'utf8');
    const own = files.filter(
      (file) =>
        /^methods\/[^/]+\//.test(file) && readFileSync(join(SOURCE, file), 'utf8').includes('= method({'),
    );
    expect(own.length).toBe(methods.length);
    for (const file of own) expect(listed).toContain(`./${file.replace('methods/', '')}'`);
  });

  it('keeps names and files alike', () => {
    for (const method of methods) {
      const folder = method.stage === 'obstacles' ? 'analyse' : method.stage;
      expect(files).toContain(`methods/${folder}/${method.id}.ts`);
    }
  });

  it('takes nothing from the platform that may differ between engines', () => {
    const numeric = files.filter((file) => /^(core|methods)\//.test(file));
    for (const file of numeric) {
      const code = readFileSync(join(SOURCE, file), 'utf8').replace(/\/\*[\s\S]*?\*\/|\/\/.*$/gm, '');
      expect(code, file).not.toMatch(
        /Math\.(log|exp|pow|sin|cos|tan|atan|cbrt|hypot|random|log10|log2|expm1|log1p)\b|\*\*|Date\b|toLocale|Intl\./,
      );
    }
  });
});

/** Imports that exist at run time; types vanish and cannot form a circle that matters. */
function valueImports(file: string): string[] {
  const text = readFileSync(join(SOURCE, file), 'utf8');
  return [...text.matchAll(/^(import|export)\s+(?!type\b)([^;]*?)from\s*'(\.[^']+)'/gm)]
    .filter((found) => !/^\{(\s*type\s[^,}]*,?)+\s*\}\s*$/.test(found[2]!.trim()))
    .map((found) => resolved(file, found[3]!));
}
