import { main } from '../../src/app/cli.ts';

/** Runs a command line in this process and catches what it writes. */
export async function holling(...words: string[]): Promise<{ code: number; out: string; err: string }> {
  let out = '';
  let err = '';
  const code = await main(words, '0.0.0-test', {
    out: (text) => {
      out += text;
    },
    err: (text) => {
      err += text;
    },
    interactive: false,
    signal: new AbortController().signal,
  });
  return { code, out, err };
}

/** The problems of a command that must fail with the study's exit code, or the one given. */
export async function problemsOf(
  words: string[],
  exit = 1,
): Promise<{ code: string; where: string; saw: string; why: string; fix: string }[]> {
  const { code, out } = await holling(...words, '--json');
  if (code !== exit) throw new Error(`exit ${code}: ${out}`);
  const { problems } = JSON.parse(out);
  for (const problem of problems) {
    for (const key of ['code', 'where', 'saw', 'why', 'fix']) {
      if (typeof problem[key] !== 'string' || problem[key] === '')
        throw new Error(`empty ${key} in ${JSON.stringify(problem)}`);
    }
  }
  return problems;
}
