import { resolve, sep } from 'node:path';
import { type Problem, ProblemError } from '../../core/problem.ts';
import { methods } from '../../methods/index.ts';
import { sideFiles } from '../../study/construct/side-files.ts';
import { inlineFiles } from '../../study/inline-files.ts';
import { parseStudy } from '../../study/parse.ts';
import { plan } from '../../study/plan.ts';
import type { Study } from '../../study/study.ts';

/** The files that a study names, as it names them. */
export function namedFiles(study: Study): string[] {
  const { boundaries, context } = study.units;
  return [
    study.units.file,
    ...(boundaries ? [boundaries.file] : []),
    ...(context ? [context.file] : []),
    ...study.data.flatMap(({ file, recipe }) => [file, ...(recipe === undefined ? [] : [recipe])]),
    ...sideFiles(study).map(({ file }) => file),
    ...filesToInline(study),
    ...(study.reference ? [study.reference.freeze] : []),
  ];
}

/**
 * What is wrong with a text that is to become the declaration of a study: its form, its methods, and files outside its
 * folder that it did not name before, which a page has no business to read.
 */
export async function soundness(folder: string, text: string, before: string): Promise<Problem[]> {
  const { study, problems, locate } = parseStudy(text);
  if (!study) return problems;
  const known = new Set(filesOf(before));
  const home = `${resolve(folder)}${sep}`;
  const files = namedFiles(study);
  const outside = files.filter((file) => !known.has(file) && !resolve(folder, file).startsWith(home));
  if (outside.length > 0) return outside.map(isOutside);
  // A plan needs what stands in side files; with those it is made once the page has read them.
  if (study.reference || filesToInline(study).length > 0) return [];
  try {
    plan(study, methods, locate);
    return [];
  } catch (error) {
    if (error instanceof ProblemError) return [...error.problems];
    throw error;
  }
}

function filesToInline(study: Study): string[] {
  const files: string[] = [];
  // The copy is taken apart while its files are named.
  inlineFiles(
    structuredClone(study),
    (file) => {
      files.push(file);
      return undefined;
    },
    [],
  );
  return files;
}

function filesOf(text: string): string[] {
  const { study } = parseStudy(text);
  return study ? namedFiles(study) : [];
}

function isOutside(file: string): Problem {
  return {
    code: 'study/file-outside',
    where: 'study.yaml',
    saw: { en: file, zh: file },
    why: { en: 'it lies outside the folder of the study', zh: '它位于研究文件夹之外' },
    fix: {
      en: 'put the file into the folder, or name it in study.yaml with an editor',
      zh: '请将文件放入研究文件夹，或用编辑器在 study.yaml 中填写',
    },
  };
}
