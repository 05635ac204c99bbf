import { type Note, noteAbout } from '../core/note.ts';
import { nodesOf } from '../core/tree.ts';
import { nodesLeftOut } from './left-out.ts';
import type { Study } from './study.ts';
import { copyOf, eachChoice, isMap } from './written-choices.ts';

type Map = Record<string, unknown>;

/**
 * The study whose methods say nothing any more of what is left out: given weights, goalposts, rows and columns of comparison
 * matrices, and choices of nodes that lose all their indicators. Weights of the rest keep their proportions, as the methods divide them by their sum.
 */
export function methodsWithout(study: Study): { study: Study; notes: Note[] } {
  if (!study.without || study.without.indicators.length === 0) return { study, notes: [] };
  const gone = new Set([...study.without.indicators, ...nodesLeftOut(study)]);
  const made = {
    ...study,
    method: copyOf(study.method),
    analyses: copyOf(study.analyses),
  };
  const given = new Set<string>();
  const compared = new Set<string>();
  eachChoice(made, 'weight', (choice, path) => {
    const isOwn = path[0] === 'method';
    if (isMap(choice.given)) {
      const weights = isMap(choice.given.weights) ? choice.given.weights : choice.given;
      for (const id of dropped(weights, gone)) if (isOwn) given.add(id);
    }
    if (isMap(choice.ahp)) {
      const { comparisons } = choice.ahp;
      for (const map of [comparisons].flat().filter(isMap))
        for (const node of withoutComparisons(map, study, gone)) if (isOwn) compared.add(node);
    }
  });
  eachChoice(made, 'normalise', ({ goalposts }) => {
    if (isMap(goalposts)) dropped(isMap(goalposts.posts) ? goalposts.posts : goalposts, gone);
  });
  for (const stage of ['aggregate', 'grade'] as const) {
    const perNode = made.method[stage];
    if (!isMap(perNode)) continue;
    dropped(perNode, gone);
    if (Object.keys(perNode).length === 0) delete made.method[stage];
  }
  return { study: made, notes: notesOf([...given], [...compared]) };
}

function dropped(map: Map, gone: ReadonlySet<string>): string[] {
  const found = Object.keys(map).filter((id) => gone.has(id));
  for (const id of found) delete map[id];
  return found;
}

/** Matrices without the rows and columns of children that are left out; gives back the nodes that lost some. */
function withoutComparisons(comparisons: Map, { without }: Study, gone: ReadonlySet<string>): string[] {
  dropped(comparisons, gone);
  return nodesOf(without!.written).flatMap(({ id, children }) => {
    const kept = children.flatMap((child, i) => (gone.has(child.id) ? [] : [i]));
    const found = Object.hasOwn(comparisons, id) ? comparisons[id] : undefined;
    if (!Array.isArray(found) || kept.length === children.length) return [];
    const isSeveral = Array.isArray(found[0]?.[0]);
    const less = (matrix: unknown[][]) =>
      // Another size is either one that has lost them already or a fault, which the method tells.
      matrix.length === children.length ? kept.map((i) => kept.map((j) => matrix[i]![j])) : matrix;
    comparisons[id] = isSeveral ? found.map(less) : less(found);
    return [id];
  });
}

function notesOf(given: readonly string[], compared: readonly string[]): Note[] {
  return [
    ...noteAbout('without/weights', 'note', given, (names) => ({
      en: `The weights given for what is left out are not used, and the others were divided by their sum: ${names.en}.`,
      zh: `被略去指标的给定权重不再使用，其余权重按合计归一：${names.zh}。`,
    })),
    ...noteAbout('without/comparisons', 'note', compared, (names) => ({
      en: `Judgements about what is left out are not used; those among the others stay as they are: ${names.en}.`,
      zh: `涉及被略去项的判断不再使用，其余判断保持不变：${names.zh}。`,
    })),
  ];
}
