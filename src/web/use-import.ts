import { useEffect, useRef, useState } from 'react';
import type { Problem } from '../core/problem.ts';
import { openImported } from './beside.ts';
import { Cancelled } from './client.ts';
import {
  encoded,
  type ImportPreview,
  type ImportRequest,
  MOST_BYTES,
  sentSize,
  studyName,
} from './import-request.ts';
import { useListed } from './listed.ts';
import { problemsOf, say, source } from './store.ts';

export type ImportPhase = 'idle' | 'reading' | 'asking' | 'writing';

/** An import in the making: files, answers, what the server says of them, and the study that it goes into. */
export function useImport(into: string | undefined) {
  const [files, setFiles] = useState<File[]>([]);
  const [answers, setAnswers] = useState<Record<string, string>>({});
  const [target, setTarget] = useState(into);
  const [name, setName] = useState('');
  const [phase, setPhase] = useState<ImportPhase>('idle');
  const [done, setDone] = useState(0);
  const [preview, setPreview] = useState<ImportPreview>();
  const [problems, setProblems] = useState<readonly Problem[]>([]);
  const running = useRef<AbortController>(undefined);
  const read = useRef(new Map<File, ImportRequest['files'][number]>());
  useEffect(() => () => running.current?.abort(), []);

  const request = async (given: readonly File[], signal?: AbortSignal): Promise<ImportRequest['files']> => {
    const sent: ImportRequest['files'] = [];
    for (const [i, file] of given.entries()) {
      if (signal?.aborted) throw new Cancelled('cancelled');
      setDone(i / given.length);
      const known = read.current.get(file) ?? (await encoded(file));
      read.current.set(file, known);
      sent.push(known);
    }
    return sent;
  };
  const failedWith = (error: unknown) => {
    setPhase('idle');
    if (!(error instanceof Cancelled)) setProblems(problemsOf(error));
  };
  const ask = async (given: File[], said: Record<string, string>, study: string | undefined) => {
    running.current?.abort();
    if (given.length === 0 || sentSize(given) > MOST_BYTES) {
      setPhase('idle');
      setPreview(undefined);
      return;
    }
    const control = new AbortController();
    running.current = control;
    setProblems([]);
    try {
      setPhase('reading');
      const sent = await request(given, control.signal);
      setPhase('asking');
      const seen = await source.write!.preview(
        { files: sent, answers: said, ...(study === undefined ? {} : { study }) },
        control.signal,
      );
      if (running.current !== control) return;
      setPreview(seen);
      setPhase('idle');
    } catch (error) {
      if (running.current === control) failedWith(error);
    }
  };

  return {
    ...{ files, answers, target, name, phase, done, preview, problems },
    isTooLarge: sentSize(files) > MOST_BYTES,
    setName,
    /** Adds files; one of the same name takes the place of the one before. */
    add(more: readonly File[]) {
      if (phase === 'writing') return;
      const names = new Set(more.map((file) => file.name));
      const next = [...files.filter((file) => !names.has(file.name)), ...more];
      setFiles(next);
      if (name === '' && next[0]) setName(studyName(next[0].name));
      void ask(next, answers, target);
    },
    remove(file: File) {
      read.current.delete(file);
      const next = files.filter((one) => one !== file);
      setFiles(next);
      void ask(next, answers, target);
    },
    answer(id: string, choice: string) {
      const { [id]: _, ...others } = answers;
      const next = choice === '' ? others : { ...others, [id]: choice };
      setAnswers(next);
      void ask(files, next, target);
    },
    join(study: string | undefined) {
      setTarget(study);
      void ask(files, answers, study);
    },
    cancel() {
      running.current?.abort();
      running.current = undefined;
      setPhase('idle');
    },
    clear() {
      running.current?.abort();
      read.current.clear();
      setFiles([]);
      setAnswers({});
      setPreview(undefined);
      setProblems([]);
      setPhase('idle');
    },
    async commit() {
      const asked = new Set(preview!.questions.map(({ id }) => id));
      const said = Object.fromEntries(Object.entries(answers).filter(([id]) => asked.has(id)));
      setPhase('writing');
      setProblems([]);
      try {
        const { id } = await source.write!.commit({
          files: await request(files),
          answers: said,
          ...(target === undefined ? { name } : { study: target }),
        });
        await openImported(id ?? target!);
        const { values, missing, units } = preview!;
        say({
          en: `${values - missing} values of ${units.length} units are imported; the recipe is in import/recipe.yaml.`,
          zh: `已导入 ${units.length} 个单元的 ${values - missing} 个数值；方案见 import/recipe.yaml。`,
        });
      } catch (error) {
        failedWith(error);
      }
    },
  };
}
export type Importing = ReturnType<typeof useImport>;

/** Files that are let fall anywhere on the page; `undefined` until some hover over it. */
export function useDrop(take: (files: File[]) => void): boolean {
  const [isOver, setOver] = useState(false);
  const latest = useRef(take);
  latest.current = take;
  useEffect(() => {
    const holdsFiles = (event: DragEvent) => event.dataTransfer?.types.includes('Files') ?? false;
    const over = (event: DragEvent) => {
      if (!holdsFiles(event)) return;
      event.preventDefault();
      setOver(true);
    };
    const leave = (event: DragEvent) => {
      if (event.relatedTarget === null) setOver(false);
    };
    const drop = (event: DragEvent) => {
      if (!holdsFiles(event)) return;
      event.preventDefault();
      setOver(false);
      const files = [...(event.dataTransfer?.files ?? [])];
      if (files.length > 0) latest.current(files);
    };
    window.addEventListener('dragover', over);
    window.addEventListener('dragleave', leave);
    window.addEventListener('drop', drop);
    return () => {
      window.removeEventListener('dragover', over);
      window.removeEventListener('dragleave', leave);
      window.removeEventListener('drop', drop);
    };
  }, []);
  return isOver;
}

/** The studies that tables can be added to. */
export function useOwnStudies() {
  return useListed().filter(({ kind }) => kind === 'own');
}
