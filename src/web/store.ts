import { create } from 'zustand';
import type { Problem } from '../core/problem.ts';
import { Cancelled, Client, Refused } from './client.ts';
import { isFirstVisit } from './first-visit.ts';
import type { Overlay } from './protocol.ts';
import type { Described, Intervals, MapShapes, MethodDescribed, Snapshot } from './snapshot.ts';
import { Conflict, type Scenario, type Session, type Source, type StudyListed, server } from './source.ts';
import { type Place, readPlace, START, writePlace } from './url-state.ts';

export interface Catalogue {
  methods: MethodDescribed[];
  figures: (Described & { available: boolean })[];
}

export interface State {
  place: Place;
  lang: 'en' | 'zh';
  session?: Session;
  /** The studies with titles, read when they are to be shown. */
  listed?: StudyListed[] | undefined;
  loading: boolean;
  problems: readonly Problem[];
  notice?: { en: string; zh: string };
  /** Of the study as it is saved. */
  baseline?: Snapshot;
  /** Under the changes of the what-if; the baseline when there are none. */
  shown?: Snapshot;
  map?: MapShapes;
  text: string;
  revision: string;
  hover?: number;
  catalogue?: Catalogue;
  intervals?: Intervals;
  /** How the Chinese names are typed, by unit id; read when somebody begins to type. */
  spellings?: Map<string, string[]>;
  intervalsDone?: number;
  scenarios: Scenario[];
  undo: Overlay[];
  redo: Overlay[];
  /** What was read before somebody else saved the study. */
  conflict?: { revision: string; text: string };
  isChangedOnDisk: boolean;
  isServerLost: boolean;
  isHelp: boolean;
  /** Step of the tour; it comes by itself once in a browser, and otherwise when it is asked for. */
  tour?: number;
  isTourAsked: boolean;
}

export const source: Source = server;
const newWorker = () => new Worker(new URL('./worker.ts', import.meta.url), { type: 'module' });
/** What must answer at once, and what may take its time. */
export const live = new Client(newWorker);
export const deep = new Client(newWorker);
/** What counts replicates, for as long as that takes. */
const counting = new Client(newWorker);

/** Milliseconds after which replicates are begun, so that the first acts on a study have the machine to themselves. */
const LATER = 1500;

const { place: first, ignored } = readPlace(window.location.search);
const spoken = first.lang ?? (navigator.language.startsWith('zh') ? 'zh' : 'en');

export const useStore = create<State>()(() => ({
  place: first,
  lang: spoken,
  loading: true,
  problems: [],
  text: '',
  revision: '',
  scenarios: [],
  undo: [],
  redo: [],
  isChangedOnDisk: false,
  isServerLost: false,
  isHelp: false,
  isTourAsked: false,
  ...(ignored.length > 0 ? { notice: notUnderstood(ignored) } : {}),
}));

const { getState: get, setState: set } = useStore;

/** What was not understood of the address at first; told again with what the first study does not know. */
let unsaid: readonly string[] = ignored;

function notUnderstood(parts: string[]) {
  return {
    en: `Parts of the address could not be understood and were left out: ${parts.join(', ')}.`,
    zh: `网址中有部分内容无法识别，已忽略：${parts.join('、')}。`,
  };
}

/** Moves to another place, which the address then holds. */
export function go(change: Partial<Place>, push = false): void {
  const place = { ...get().place, ...change };
  set({ place, ...(change.lang ? { lang: change.lang } : {}) });
  clearTimeout(written);
  if (push) window.history.pushState(null, '', writePlace(place));
  else if (Object.keys(change).join() === 'period') written = setTimeout(writeAddress, ADDRESS);
  else writeAddress();
}

/** Milliseconds until the address follows a movement of the slider: browsers refuse hundreds of changes in a row. */
const ADDRESS = 250;
let written: ReturnType<typeof setTimeout> | undefined;

function writeAddress(): void {
  clearTimeout(written);
  const address = writePlace(get().place);
  // The way back has brought the address with it.
  if (address !== window.location.search) window.history.replaceState(null, '', address);
}

export function say(text: { en: string; zh: string }): void {
  set({ notice: text });
}

/** Starts the page: asks what there is to open, and opens what the address or the command line names. */
export async function start(): Promise<void> {
  window.addEventListener('pagehide', writeAddress);
  window.addEventListener('popstate', () => {
    clearTimeout(written);
    const { place } = readPlace(window.location.search);
    const before = get().place;
    set({ place, ...(place.lang ? { lang: place.lang } : {}) });
    if (place.study !== before.study) void open(place.study);
    else if (JSON.stringify(place.overlay) !== JSON.stringify(before.overlay)) void score(place.overlay);
  });
  if (get().place.study !== undefined) live.begin();
  try {
    const session = await source.session();
    set({ session });
    const asked = get().place.study ?? session.open;
    if (asked !== undefined && !session.studies.some(({ id }) => id === asked)) {
      say({ en: `There is no study ${asked} here.`, zh: `此处没有研究 ${asked}。` });
      set({ loading: false });
      return;
    }
    await open(asked);
  } catch (error) {
    failed(error);
  }
}

let stopListening: (() => void) | undefined;

/** Opens a study, or the list of studies when none is named. */
export async function open(id: string | undefined): Promise<void> {
  stopListening?.();
  if (get().intervalsDone !== undefined) counting.cancel();
  const { overlay } = get().place;
  set({
    loading: id !== undefined,
    problems: [],
    scenarios: [],
    undo: [],
    redo: [],
    isChangedOnDisk: false,
    ...without('baseline', 'shown', 'map', 'catalogue', 'intervals', 'spellings', 'conflict', 'hover'),
  });
  if (id === undefined) {
    go({ ...START, ...kept(get().place) });
    return;
  }
  try {
    live.begin();
    const files = await source.files(id);
    const { snapshot: baseline, map, text, digest } = await live.ask('open', { files });
    // Before anything is drawn that asks it something.
    const isDeepOpen = deep.ask('open', { files });
    set({
      loading: false,
      baseline,
      shown: baseline,
      ...(map ? { map } : {}),
      text,
      revision: digest,
    });
    go({ ...known(get().place, baseline), study: id });
    if (isFirstVisit()) set({ tour: 0 });
    if (Object.keys(overlay).length > 0) await score(overlay);
    void isDeepOpen
      .then(() => deep.ask('catalogue', { overlay: {} }))
      .then((catalogue) => set({ catalogue }), failed);
    clearTimeout(later);
    later = setTimeout(() => void countIntervals(files), LATER);
    stopListening = source.write?.onChange(
      id,
      (revision) => {
        if (revision !== get().revision) set({ isChangedOnDisk: true });
      },
      (isServerLost) => set({ isServerLost }),
    );
    void source.write?.scenarios(id).then(
      (scenarios) => set({ scenarios }),
      () => {},
    );
  } catch (error) {
    failed(error);
  }
}

let later: ReturnType<typeof setTimeout> | undefined;

/** Intervals of the ranks, from the replicates of the study. */
async function countIntervals(files: Blob): Promise<void> {
  try {
    await counting.ask('open', { files });
    const intervals = await counting.ask('intervals', { overlay: {} }, (_, done) =>
      set({ intervalsDone: done }),
    );
    set({ intervals, ...without('intervalsDone') });
  } catch (error) {
    set({ ...without('intervalsDone') });
    failed(error);
  }
}

/** Reads how the Chinese names of the units are typed in Latin letters, once. */
export async function readSpellings(): Promise<void> {
  const { baseline, spellings, place } = get();
  if (!baseline || spellings) return;
  set({ spellings: new Map() });
  try {
    const found = await deep.ask('spellings', {});
    if (get().place.study === place.study)
      set({ spellings: new Map(baseline.units.map(({ id }, u) => [id, found[u]!])) });
  } catch (error) {
    failed(error);
  }
}

/** Ends the count of replicates; ranks are then shown without intervals. */
export function cancelIntervals(): void {
  counting.cancel();
}

/** Sets what is changed beside the study; the steps before can be undone. */
export function change(overlay: Overlay): void {
  const { place, undo } = get();
  if (JSON.stringify(overlay) === JSON.stringify(place.overlay)) return;
  set({ undo: [...undo.slice(-99), place.overlay], redo: [] });
  void score(overlay);
}

export function undo(): void {
  const { undo: before, redo, place } = get();
  const last = before.at(-1);
  if (!last) return;
  set({ undo: before.slice(0, -1), redo: [...redo, place.overlay] });
  void score(last);
}

export function redo(): void {
  const { undo: before, redo: after, place } = get();
  const next = after.at(-1);
  if (!next) return;
  set({ redo: after.slice(0, -1), undo: [...before, place.overlay] });
  void score(next);
}

let wanted: Overlay | undefined;
let isScoring = false;

/** Computes the study under an overlay; of several wishes in a row only the last is computed. */
async function score(overlay: Overlay): Promise<void> {
  go({ overlay });
  wanted = overlay;
  if (isScoring) return;
  isScoring = true;
  while (wanted) {
    const now = wanted;
    wanted = undefined;
    try {
      const shown = await live.ask('score', { overlay: now });
      set({ shown, problems: [] });
    } catch (error) {
      failed(error);
    }
  }
  isScoring = false;
}

/** Writes another text of the study file, unless somebody else has written one meanwhile. */
export async function saveText(text: string): Promise<boolean> {
  const { place, revision } = get();
  if (!place.study || !source.write) return false;
  try {
    await source.write.saveText(place.study, revision, text);
    go({ overlay: {} });
    await open(place.study);
    say({ en: 'study.yaml is written.', zh: 'study.yaml 已写入。' });
    return true;
  } catch (error) {
    if (error instanceof Conflict) set({ conflict: { revision: error.revision, text } });
    else failed(error);
    return false;
  }
}

/** Writes the what-if into the study file, with its comments kept. */
export async function writeToStudy(): Promise<void> {
  const { text, place } = get();
  try {
    const edited = await deep.ask('edit', { text, overlay: place.overlay });
    if (edited.problems.length > 0) set({ problems: edited.problems });
    else await saveText(edited.text);
  } catch (error) {
    failed(error);
  }
}

export function history(): Promise<{ revision: string; at: string; bytes: number }[]> {
  const { study } = get().place;
  return study && source.write ? source.write.history(study) : Promise.resolve([]);
}
export function earlier(revision: string): Promise<string> {
  return source.write!.earlier(get().place.study!, revision);
}

/** Shows what went wrong; what is on the page stays. */
export function failed(error: unknown): void {
  if (!(error instanceof Cancelled)) set({ problems: problemsOf(error), loading: false });
}

/** What went wrong as problems; what is none of the study's is a fault of the program. */
export function problemsOf(error: unknown): readonly Problem[] {
  if (error instanceof Refused) return error.problems;
  const saw = error instanceof Error ? error.message : String(error);
  return [
    {
      code: 'workbench/failed',
      where: 'workbench',
      saw: { en: saw, zh: saw },
      why: { en: 'this is a fault of the program', zh: '这是程序自身的错误' },
      fix: {
        en: 'what was shown before is still there; reload the page, and please report it',
        zh: '之前显示的内容仍在；请刷新页面，并报告此问题',
      },
    },
  ];
}

/** A place without what a study does not have. */
function known(place: Place, { tree: _, nodes, indicators, periods, units }: Snapshot): Place {
  const gone: string[] = [];
  const ids = new Set(units.map(({ id }) => id));
  const next = { ...place, selected: place.selected.filter((id) => ids.has(id)) };
  if (next.selected.length < place.selected.length) gone.push('select');
  if (next.node !== undefined && ![...nodes, ...indicators].some(({ id }) => id === next.node)) {
    gone.push(`node=${next.node}`);
    delete next.node;
  }
  for (const key of ['period', 'against'] as const) {
    if (next[key] === undefined || periods.includes(next[key])) continue;
    gone.push(`${key}=${next[key]}`);
    delete next[key];
  }
  if (gone.length > 0) set({ notice: notUnderstood([...unsaid, ...gone]) });
  unsaid = [];
  return next;
}

function kept({ lang, theme }: Place): Partial<Place> {
  return { ...(lang ? { lang } : {}), ...(theme ? { theme } : {}) };
}

/** Keys that a change of the state takes away. */
function without<K extends keyof State>(...keys: K[]): Partial<State> {
  return Object.fromEntries(keys.map((key) => [key, undefined])) as Partial<State>;
}
