import { create } from 'zustand';
import {
  type Comparisons,
  expertsOf,
  nodesOfComparisons,
  reciprocal,
  type Written,
  written,
} from '../methods/weight/written-comparisons.ts';
import { type Compared, type WrittenAhp, withOptions } from '../study/judgements.ts';
import type { Overlay } from './protocol.ts';
import { change, failed, live, useStore } from './store.ts';

/** Judgements of a node: a(i, j), 1 on the diagonal, null where nobody has answered yet. */
export type Answers = (number | null)[][];
export interface Expert {
  name?: string;
  weight: number;
  answers: Record<string, Answers>;
  /** Whether something is not answered yet; such an expert does not count. */
  isOpen: boolean;
}
export interface Judgements {
  study?: string;
  nodes: Compared[];
  /** Absent where the study weighs in another way. */
  ahp?: WrittenAhp;
  written?: unknown;
  experts: Expert[];
}

export const useJudgements = create<Judgements>()(() => ({ nodes: [], experts: [] }));
const { getState: get, setState: set } = useJudgements;

/** The overlay that was written from here last, whose judgements are those that are shown already. */
let own: string | undefined;
/** The overlay whose judgements were read last, and whether something was judged before those of the present one were. */
let known: string | undefined;
let isOwed = false;

/** Reads the judgements of what is shown, unless they came from here. */
export async function readJudgements(study: string, overlay: Overlay): Promise<void> {
  const key = JSON.stringify(overlay);
  try {
    const { nodes, ahp, written: file } = await live.ask('judgements', { overlay });
    if (JSON.stringify(useStore.getState().place.overlay) !== key) return;
    const isOwn = get().study === study && own === key;
    const found = ahp[0];
    set({
      ...{ study, nodes, written: file, ahp: found },
      ...(isOwn ? {} : { experts: [...expertsIn(found), ...pending(study, nodes)] }),
    });
    known = key;
    const owed = isOwed && isOwn;
    isOwed = false;
    if (owed) settle(get().experts);
  } catch (error) {
    failed(error);
  }
}

function expertsIn(ahp: WrittenAhp | undefined): Expert[] {
  if (!ahp) return [];
  const comparisons = ahp.options.comparisons as Comparisons | Comparisons[];
  const about = (ahp.options.experts ?? []) as { name?: string; weight?: number }[];
  const nodes = nodesOfComparisons(comparisons);
  const count = Math.max(0, ...nodes.map((node) => expertsOf(comparisons, node).length));
  return Array.from({ length: count }, (_, e) => ({
    ...(about[e]?.name === undefined ? {} : { name: about[e].name }),
    weight: about[e]?.weight ?? 1,
    isOpen: false,
    answers: Object.fromEntries(
      nodes.flatMap((node) => {
        const matrix = expertsOf(comparisons, node)[e];
        return matrix ? [[node, reciprocal(matrix).matrix]] : [];
      }),
    ),
  }));
}

const keyOf = (study: string) => `holling judgements ${study}`;

/** Experts who have not answered everything, as this browser kept them. */
function pending(study: string, nodes: readonly Compared[]): Expert[] {
  try {
    const kept: unknown = JSON.parse(window.localStorage.getItem(keyOf(study)) ?? '[]');
    return (kept as Expert[]).map((one) => ({ ...one, isOpen: true, answers: fitting(one.answers, nodes) }));
  } catch {
    return [];
  }
}

function fitting(answers: Expert['answers'], nodes: readonly Compared[]): Expert['answers'] {
  return Object.fromEntries(
    nodes.map(({ id, children }) => {
      const before = answers[id];
      return [id, before?.length === children.length ? before : open(children.length)];
    }),
  );
}

function open(n: number): Answers {
  return Array.from({ length: n }, (_, i) => Array.from({ length: n }, (_, j) => (i === j ? 1 : null)));
}

/** Another expert, who has answered nothing yet. */
export function addExpert(): void {
  const { experts, nodes } = get();
  settle([...experts, { weight: 1, isOpen: true, answers: fitting({}, nodes) }]);
}

export function removeExpert(at: number): void {
  settle(get().experts.filter((_, e) => e !== at));
}

export function setExpert(at: number, about: Pick<Expert, 'name' | 'weight'>): void {
  settle(get().experts.map((one, e) => (e === at ? { ...one, ...about } : one)));
}

/** A judgement of an expert: how many times as important the row is as the column. */
export function answer(at: number, node: string, row: number, column: number, value: number): void {
  settle(
    get().experts.map((one, e) => {
      const before = one.answers[node];
      if (e !== at || !before) return one;
      const matrix = before.map((values) => [...values]);
      matrix[row]![column] = value;
      matrix[column]![row] = 1 / value;
      return { ...one, answers: { ...one.answers, [node]: matrix } };
    }),
  );
}

/** Answers what an expert has left open, in one node or everywhere, as equally important. */
export function answerEqual(at: number, node?: string): void {
  settle(
    get().experts.map((one, e) => {
      if (e !== at) return one;
      const answers = Object.entries(one.answers).map(([id, matrix]) => [
        id,
        node === undefined || node === id ? matrix.map((row) => row.map((value) => value ?? 1)) : matrix,
      ]);
      return { ...one, answers: Object.fromEntries(answers) as Expert['answers'] };
    }),
  );
}

/** How many pairs are not answered. */
export function openPairs(matrix: Answers | undefined): number {
  return (matrix ?? []).flat().filter((value) => value === null).length / 2;
}

/** Takes over what is answered, keeps what is not, and lets the study be weighed by those who have answered all. */
function settle(experts: Expert[]): void {
  const now = experts.map((one) =>
    one.isOpen ? { ...one, isOpen: Object.values(one.answers).some((matrix) => openPairs(matrix) > 0) } : one,
  );
  const { study, ahp, written: file, nodes } = get();
  set({ experts: now });
  if (study === undefined) return;
  const waiting = now.filter(({ isOpen }) => isOpen);
  if (waiting.length === 0) window.localStorage.removeItem(keyOf(study));
  else window.localStorage.setItem(keyOf(study), JSON.stringify(waiting));
  const heard = now.filter(({ isOpen }) => !isOpen);
  if (heard.length === 0) return;
  const { overlay } = useStore.getState().place;
  // What is other than it was can only be told from what the overlay says by now.
  isOwed = known !== JSON.stringify(overlay);
  if (isOwed) return;
  const options = optionsFor(heard, nodes, ahp);
  if (ahp && Object.keys(options).length === 0) return;
  const method = (overlay.method ?? {}) as Overlay;
  const next = ahp
    ? withOptions(file, overlay, ahp.path, options)
    : { ...overlay, method: { ...method, weight: { ahp: options } } };
  own = JSON.stringify(next);
  change(next);
}

/** What of the options of the method is other than it was. */
function optionsFor(heard: readonly Expert[], nodes: readonly Compared[], ahp: WrittenAhp | undefined) {
  const before = ahp ? (ahp.options.comparisons as Comparisons | Comparisons[]) : {};
  const matrices = (node: string) =>
    heard.flatMap(({ answers }) =>
      answers[node] ? [answers[node].map((row) => row.map((one) => written(one!)))] : [],
    );
  const said = (node: string) =>
    expertsOf(before, node).map((matrix) => reciprocal(matrix).matrix.map((row) => row.map(written)));
  const changed = nodes.filter(({ id }) => JSON.stringify(matrices(id)) !== JSON.stringify(said(id)));
  const comparisons: Comparisons | Comparisons[] = Array.isArray(before)
    ? heard.map((_, e) =>
        Object.fromEntries(nodes.map(({ id }): [string, Written] => [id, matrices(id)[e]!])),
      )
    : Object.fromEntries(
        changed.map(({ id }): [string, Written | Written[]] => {
          const all = matrices(id);
          return [id, all.length === 1 ? all[0]! : all];
        }),
      );
  const about = heard.map(({ name, weight }) => ({ ...(name ? { name } : {}), weight }));
  const isTold = ahp?.options.experts !== undefined || about.some(({ name, weight }) => name || weight !== 1);
  const isOther = JSON.stringify(about) !== JSON.stringify(ahp?.options.experts);
  return {
    ...(changed.length > 0 ? { comparisons } : {}),
    ...(isTold && isOther ? { experts: about } : {}),
  };
}
