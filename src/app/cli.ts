import { Command, CommanderError, Option } from 'commander';
import type * as z from 'zod';
import { type Fault, type Problem, ProblemError } from '../core/problem.ts';
import { CLEARED, displayOf } from './display.ts';
import { flagOf, type Operation, type World } from './operation.ts';
import { operationsFor } from './operations.ts';

/** Where the command line writes to. */
export interface Screen {
  out(text: string): void;
  err(text: string): void;
  /** Whether standard error is a terminal that can show a progress bar. */
  interactive: boolean;
  /** Columns of the terminal. */
  width?: number | undefined;
}

/** Where the command line writes to, and how it is stopped; tests give their own. */
export interface Terminal extends Screen {
  /** Asks a person something, where one is there to answer; undefined when the question is broken off. */
  ask?: World['ask'];
  signal: AbortSignal;
}

const EXIT: Record<Fault, number> = { study: 1, usage: 2, machine: 3 };

/** Runs one command line and gives its exit code: 0 done, 1 study or data, 2 usage, 3 machine. */
export async function main(words: readonly string[], version: string, terminal: Terminal): Promise<number> {
  const json = words.includes('--json');
  const lang = languageOf(words);
  let code = 0;
  const program = new Command('holling')
    .description('Measures, maps and explains the resilience of cities and regions.')
    .version(version)
    // Before the commands are added, so that they inherit it.
    .exitOverride()
    .configureOutput({ writeOut: terminal.out, writeErr: json ? () => {} : terminal.err })
    .showSuggestionAfterError();
  for (const operation of await operationsFor(words[0])) {
    addCommand(program, operation as unknown as Operation, async (input, quiet) => {
      const world = worldOf(version, lang, terminal, quiet || json);
      const outcome = await operation.run(input as never, world);
      terminal.err(CLEAR(terminal, quiet || json));
      const problems = operation.problems?.(outcome as never) ?? [];
      if (problems.length > 0) {
        report(problems, { json, lang, terminal });
        code = EXIT.study;
      } else if (json)
        terminal.out(`${JSON.stringify(operation.json ? operation.json(outcome as never) : outcome)}\n`);
      const shown = json || quiet ? '' : operation.show(outcome as never, { lang });
      if (shown !== '') terminal.out(`${shown}\n`);
    });
  }
  try {
    await program.parseAsync(words as string[], { from: 'user' });
    return code;
  } catch (error) {
    return failed(error, { json, lang, terminal });
  }
}

interface Reporting {
  json: boolean;
  lang: 'en' | 'zh';
  terminal: Screen;
}

function failed(error: unknown, reporting: Reporting & { terminal: Terminal }): number {
  if (error instanceof CommanderError) {
    if (error.exitCode === 0) return 0;
    if (reporting.json) report([usageProblem(error)], reporting);
    return EXIT.usage;
  }
  if (error instanceof ProblemError) {
    report(error.problems, reporting);
    return EXIT[error.fault];
  }
  if (reporting.terminal.signal.aborted) {
    report([stopped()], reporting);
    return EXIT.machine;
  }
  report([unforeseen(error)], reporting);
  return EXIT.machine;
}

/** Reports what ended a command from outside, an interruption where it was no error, and gives the exit code. */
export function sayEnded(words: readonly string[], terminal: Screen, error?: Error): number {
  const problem = error === undefined ? stopped() : isMemory(error) ? memory(error) : unforeseen(error);
  report([problem], { json: words.includes('--json'), lang: languageOf(words), terminal });
  return EXIT.machine;
}

/** Problems on standard error, one block each; with `--json` as one object on standard output. */
function report(problems: readonly Problem[], { json, lang, terminal }: Reporting): void {
  if (json) {
    const flat = problems.map(({ code, where, saw, why, fix }) => ({
      code,
      where,
      saw: saw[lang],
      why: why[lang],
      fix: fix[lang],
    }));
    terminal.out(`${JSON.stringify({ problems: flat })}\n`);
    return;
  }
  const words =
    lang === 'zh' ? { saw: '发现', why: '原因', fix: '处理' } : { saw: 'saw', why: 'why', fix: 'fix' };
  terminal.err(CLEAR(terminal, false));
  for (const { code, where, saw, why, fix } of problems) {
    terminal.err(
      `${where}  [${code}]\n  ${words.saw}: ${saw[lang]}\n  ${words.why}: ${why[lang]}\n  ${words.fix}: ${fix[lang]}\n\n`,
    );
  }
  const count = problems.length;
  terminal.err(
    lang === 'zh'
      ? `共 ${count} 个问题；原有结果保持不变。\n`
      : `${count} problem(s); earlier results are as they were.\n`,
  );
}

/** Adds a command whose arguments and options come from the operation's input schema. */
function addCommand(
  program: Command,
  operation: Operation,
  act: (input: unknown, quiet: boolean) => Promise<void>,
): void {
  const command = program.command(operation.id).description(operation.about.en);
  for (const name of operation.positional) {
    const plain = name.replace(/[[\].]/g, '');
    command.argument(
      name.startsWith('[') ? name : `<${name}>`,
      describe(operation.input.shape[plain] as z.ZodType),
    );
  }
  const positional = operation.positional.map((name) => name.replace(/[[\].]/g, ''));
  for (const [name, schema] of Object.entries(operation.input.shape) as [string, z.ZodType][]) {
    if (positional.includes(name)) continue;
    const flag = flagOf(name);
    if (isBoolean(schema))
      command.option(isOn(schema) ? flag.replace('--', '--no-') : flag, describe(schema));
    else if (isList(schema))
      command.option(`${flag} <value>`, describe(schema), (value: string, before: string[] = []) => [
        ...before,
        value,
      ]);
    else command.option(`${flag} <value>`, describe(schema));
  }
  command
    .addOption(
      new Option('--lang <language>', 'language of what is written').choices(['en', 'zh']).default('en'),
    )
    .option('--json', 'print one JSON object on standard output')
    .option('--quiet', 'no progress and no summary')
    .addHelpText('after', `\nExample:\n  ${operation.example}`)
    .action(async (...given: unknown[]) => {
      const options = given[positional.length] as Record<string, unknown>;
      const input: Record<string, unknown> = { ...options };
      positional.forEach((name, i) => {
        input[name] = given[i];
      });
      await act(readInput(operation, input), options.quiet === true);
    });
}

function readInput(operation: Operation, given: Record<string, unknown>): unknown {
  const known = Object.fromEntries(
    Object.entries(given).filter(([key, value]) => key in operation.input.shape && value !== undefined),
  );
  const read = operation.input.safeParse(known);
  if (read.success) return read.data;
  throw new ProblemError(
    read.error.issues.map((issue) => ({
      code: 'usage/option',
      where: `--${issue.path.join('.')}`,
      saw: { en: String(known[issue.path[0] as string]), zh: String(known[issue.path[0] as string]) },
      why: { en: issue.message, zh: issue.message },
      fix: { en: `see holling ${operation.id} --help`, zh: `参见 holling ${operation.id} --help` },
    })),
    'usage',
  );
}

function describe(schema: z.ZodType): string {
  return schema.description ?? unwrap(schema).description ?? '';
}

function unwrap(schema: z.ZodType): z.ZodType {
  const inner = (schema._zod.def as { innerType?: z.ZodType }).innerType;
  return inner ? unwrap(inner) : schema;
}

function isBoolean(schema: z.ZodType): boolean {
  return unwrap(schema)._zod.def.type === 'boolean';
}

/** What is done unless it is declined has the flag that declines it. */
function isOn(schema: z.ZodType): boolean {
  return (schema._zod.def as { defaultValue?: unknown }).defaultValue === true;
}

function isList(schema: z.ZodType): boolean {
  return unwrap(schema)._zod.def.type === 'array';
}

function languageOf(words: readonly string[]): 'en' | 'zh' {
  const at = words.indexOf('--lang');
  return words[at + 1] === 'zh' && at >= 0 ? 'zh' : words.includes('--lang=zh') ? 'zh' : 'en';
}

function worldOf(version: string, lang: 'en' | 'zh', terminal: Terminal, silent: boolean): World {
  const display = displayOf(terminal, silent);
  return {
    lang,
    software: `holling ${version}`,
    signal: terminal.signal,
    out: terminal.out,
    ...askOf(terminal, silent),
    async progress(step, done) {
      await new Promise(setImmediate);
      terminal.signal.throwIfAborted();
      display.bar(step, done);
    },
    meanwhile: display.meanwhile,
    say(text) {
      if (!silent) terminal.err(`${CLEAR(terminal, false)}${text[lang]}\n`);
    },
  };
}

/** Questions stand where the progress was. */
function askOf(terminal: Terminal, silent: boolean): Pick<World, 'ask'> {
  const { ask } = terminal;
  if (!ask || silent) return {};
  return {
    ask(question, lang) {
      terminal.err(CLEAR(terminal, silent));
      return ask(question, lang);
    },
  };
}

const CLEAR = (terminal: Screen, silent: boolean) => (terminal.interactive && !silent ? CLEARED : '');

function usageProblem(error: CommanderError): Problem {
  const message = error.message.replace(/^error: /, '');
  return {
    code: 'usage/command',
    where: 'command line',
    saw: { en: message, zh: message },
    why: { en: 'the command line is not understood', zh: '无法理解该命令行' },
    fix: { en: 'see holling --help', zh: '参见 holling --help' },
  };
}

function stopped(): Problem {
  return {
    code: 'machine/stopped',
    where: 'holling',
    saw: { en: 'a request to stop', zh: '停止请求' },
    why: { en: 'nothing was written', zh: '没有写出任何内容' },
    fix: { en: 'run it again when you like', zh: '可随时重新运行' },
  };
}

function isMemory(error: Error): boolean {
  return (error as NodeJS.ErrnoException).code === 'ERR_WORKER_OUT_OF_MEMORY';
}

function memory({ message }: Error): Problem {
  return {
    code: 'machine/memory',
    where: 'holling',
    saw: { en: message, zh: message },
    why: { en: 'the data need more memory than Node was given', zh: '数据所需内存超过分配给 Node 的内存' },
    fix: {
      en: 'set NODE_OPTIONS=--max-old-space-size=<megabytes> to what this machine has, or run with --engine duckdb',
      zh: '按本机内存设置 NODE_OPTIONS=--max-old-space-size=<MB>，或使用 --engine duckdb 运行',
    },
  };
}

function unforeseen(error: unknown): Problem {
  const text = error instanceof Error ? `${error.message}\n${error.stack ?? ''}` : String(error);
  return {
    code: 'machine/unforeseen',
    where: 'holling',
    saw: { en: text, zh: text },
    why: { en: 'this is a fault of the program, not of your study', zh: '这是程序的错误，与您的研究无关' },
    fix: { en: 'please report it with this text', zh: '请附上此文本反馈' },
  };
}
