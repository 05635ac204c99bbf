import { create } from 'zustand';
import type { Problem } from '../core/problem.ts';
import { type Edit, editText } from '../study/edit-text.ts';
import { deep, failed, saveText, source, useStore } from './store.ts';

/** Work on the study file that is not written yet. */
export interface Draft {
  /** The study that it is of. */
  study?: string;
  /** Undefined where it is as the file. */
  text?: string;
  problems: Problem[];
  /** Whether the text is being looked through. */
  isChecking: boolean;
  undo: (string | undefined)[];
  redo: (string | undefined)[];
  /** What was found when the study was opened again. */
  offered?: { text: string; at?: string };
  kept?: 'server' | 'browser';
}

const EMPTY: Draft = { problems: [], isChecking: false, undo: [], redo: [] };
export const useDraft = create<Draft>()(() => EMPTY);
const { getState: get, setState: set } = useDraft;

/** Milliseconds without typing after which a draft is looked through, and kept. */
const CHECK = 350;
const KEEP = 700;
/** Steps that can be undone. */
const STEPS = 200;
/** Milliseconds of rest after which typing goes on as another step. */
const REST = 1500;

const keyOf = (study: string) => `holling draft ${study}`;
const current = () => get().text ?? useStore.getState().text;
let last: { key: string; at: number } | undefined;
let checking: ReturnType<typeof setTimeout> | undefined;
let keeping: ReturnType<typeof setTimeout> | undefined;

/** Makes ready for the study that is open, and looks for work on it that was left unwritten. */
export async function beginDraft(study: string): Promise<void> {
  if (get().study === study) return;
  clearTimeout(checking);
  clearTimeout(keeping);
  last = undefined;
  useDraft.setState({ ...EMPTY, study }, true);
  const { text } = useStore.getState();
  const local = window.localStorage.getItem(keyOf(study));
  if (local !== null && local !== text) set({ offered: { text: local } });
  else {
    const found = await source.write?.draft(study).catch(() => undefined);
    if (found && found.text !== useStore.getState().text && get().study === study && get().text === undefined)
      set({ offered: found });
  }
}

/** Another text; steps with the same key in a row are undone together. */
export function editDraft(text: string | undefined, key?: string): void {
  const before = get();
  const next = text === useStore.getState().text ? undefined : text;
  if (next === before.text) return;
  const now = performance.now();
  const isMore = key !== undefined && key === last?.key && now - last.at < REST;
  last = key === undefined ? undefined : { key, at: now };
  set({
    ...without('offered'),
    undo: isMore ? before.undo : [...before.undo.slice(1 - STEPS), before.text],
    redo: [],
  });
  show(next);
}

/** Edits of what the text says; the rest of it stays as it is. */
export function edit(edits: readonly Edit[], key?: string): void {
  try {
    editDraft(editText(current(), edits), key);
  } catch (error) {
    failed(error);
  }
}

export function undoDraft(): void {
  const { undo, redo, text } = get();
  if (undo.length === 0) return;
  set({ undo: undo.slice(0, -1), redo: [...redo, text] });
  last = undefined;
  show(undo.at(-1));
}

export function redoDraft(): void {
  const { undo, redo, text } = get();
  if (redo.length === 0) return;
  set({ redo: redo.slice(0, -1), undo: [...undo, text] });
  last = undefined;
  show(redo.at(-1));
}

/** Ends the work on a draft; until the next step it can be had back. */
export function discardDraft(): void {
  editDraft(undefined);
  set(without('offered'));
}

/** Lets what was offered go. */
export function refuseOffer(): void {
  set(without('offered'));
  forget();
}

/** Writes the draft into the study file. */
export async function writeDraft(): Promise<void> {
  const { text } = get();
  if (text === undefined || !(await saveText(text))) return;
  clearTimeout(keeping);
  set({ problems: [], undo: [], redo: [], ...without('text') });
  forget();
}

function show(text: string | undefined): void {
  set(
    text === undefined ? { problems: [], isChecking: false, ...without('text') } : { text, isChecking: true },
  );
  clearTimeout(checking);
  clearTimeout(keeping);
  if (text === undefined) {
    forget();
    return;
  }
  const { study } = get();
  if (study !== undefined) window.localStorage.setItem(keyOf(study), text);
  set({ kept: 'browser' });
  checking = setTimeout(() => void check(text), CHECK);
  keeping = setTimeout(() => void keep(text), KEEP);
}

async function check(text: string): Promise<void> {
  try {
    const { problems } = await deep.ask('edit', { text, overlay: {} });
    if (get().text === text) set({ problems, isChecking: false });
  } catch (error) {
    set({ isChecking: false });
    failed(error);
  }
}

/** Keeps the draft beside the study; the copy of the browser is there until that is done. */
async function keep(text: string): Promise<void> {
  const { study } = get();
  if (study === undefined || !isOwn(study)) return;
  try {
    await source.write!.keepDraft(study, text);
    if (get().text !== text) return;
    window.localStorage.removeItem(keyOf(study));
    set({ kept: 'server' });
  } catch {
    // The copy of the browser stays, and is offered instead.
  }
}

function forget(): void {
  const { study } = get();
  set(without('kept'));
  if (study === undefined) return;
  window.localStorage.removeItem(keyOf(study));
  if (isOwn(study)) void source.write!.dropDraft(study).catch(() => {});
}

/** Worked studies are read only: nothing is kept beside them. */
function isOwn(study: string): boolean {
  const { session } = useStore.getState();
  return source.write !== undefined && session?.studies.find(({ id }) => id === study)?.kind === 'own';
}

function without<K extends keyof Draft>(...keys: K[]): Partial<Draft> {
  return Object.fromEntries(keys.map((key) => [key, undefined])) as Partial<Draft>;
}
