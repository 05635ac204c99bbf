import type { Problem } from '../core/problem.ts';
import type { Text } from '../core/text.ts';
import { Cancelled, Refused } from './client.ts';
import type { Imported, ImportPreview, ImportRequest } from './import-request.ts';

export interface StudyListed {
  id: string;
  title: Text;
  kind: 'own' | 'worked';
  units?: number;
  periods?: number;
}
export interface Session {
  software: string;
  studies: Pick<StudyListed, 'id' | 'kind'>[];
  open?: string;
}
export interface Scenario {
  id: string;
  title: string;
  text: string;
  revision?: string;
}

/** Where studies come from: the local server, or later the files of a published study. */
export interface Source {
  session(): Promise<Session>;
  /** What there is to open, described. */
  studies(): Promise<StudyListed[]>;
  /** The `StudyFiles` as JSON, which workers read: a large study would block the page. */
  files(id: string): Promise<Blob>;
  /** Absent where nothing can be written. */
  write?: {
    saveText(id: string, revision: string, text: string): Promise<{ revision: string }>;
    scenarios(id: string): Promise<Scenario[]>;
    saveScenario(id: string, name: string, text: string, revision?: string): Promise<void>;
    make(from: string, name: string, title: string): Promise<{ id: string }>;
    /** What an import of tables would bring; nothing is written. */
    preview(request: ImportRequest, signal: AbortSignal): Promise<ImportPreview>;
    /** Writes an import into a study of its own, or into the one that the request names. */
    commit(request: ImportRequest): Promise<Imported>;
    removeScenario(id: string, name: string): Promise<void>;
    history(id: string): Promise<{ revision: string; at: string; bytes: number }[]>;
    earlier(id: string, revision: string): Promise<string>;
    /** Work that was not written, where there is some. */
    draft(id: string): Promise<{ text: string; at: string } | undefined>;
    keepDraft(id: string, text: string): Promise<void>;
    dropDraft(id: string): Promise<void>;
    onChange(id: string, heard: (revision: string) => void, lost: (isLost: boolean) => void): () => void;
  };
}

/** Another program or tab has saved the study since it was read. */
export class Conflict extends Error {
  readonly revision: string;
  readonly text: string;
  constructor(revision: string, text: string) {
    super('conflict');
    this.revision = revision;
    this.text = text;
  }
}

/** The server of `holling open`. */
export const server: Source = {
  session: () => get('/api/session'),
  studies: () => get('/api/studies'),
  files: async (id) => whole(await asked(`${at(id)}/files`)),
  write: {
    saveText: (id, revision, text) => send('PUT', `${at(id)}/text`, { revision, text }),
    scenarios: (id) => get(`${at(id)}/scenarios`),
    saveScenario: (id, name, text, revision) =>
      send('PUT', `${at(id)}/scenarios/${encodeURIComponent(name)}`, {
        text,
        ...(revision ? { revision } : {}),
      }),
    make: (from, name, title) => send('POST', '/api/studies', { from, name, title }),
    preview: (request, signal) => send('POST', '/api/import', request, signal),
    commit: (request) => send('POST', '/api/import', { ...request, commit: true }),
    removeScenario: (id, name) => send('DELETE', `${at(id)}/scenarios/${encodeURIComponent(name)}`),
    history: (id) => get(`${at(id)}/history`),
    earlier: async (id, revision) =>
      (await get<{ text: string }>(`${at(id)}/history/${encodeURIComponent(revision)}`)).text,
    draft: async (id) => {
      const { draft } = await get<{ draft?: { at: string } }>(at(id));
      return draft ? get(`${at(id)}/draft`) : undefined;
    },
    keepDraft: (id, text) => send('PUT', `${at(id)}/draft`, { text }),
    dropDraft: (id) => send('DELETE', `${at(id)}/draft`),
    onChange(id, heard, lost) {
      const events = new EventSource(`${at(id)}/events`);
      events.addEventListener('changed', (event) => heard(JSON.parse(event.data).revision));
      events.addEventListener('open', () => lost(false));
      events.addEventListener('error', () => lost(true));
      return () => events.close();
    },
  },
};

const at = (id: string) => `/api/studies/${encodeURIComponent(id)}`;

async function get<T>(path: string): Promise<T> {
  return answered(await asked(path));
}

function asked(path: string): Promise<Response> {
  return reached(path, { headers: { accept: 'application/json' } });
}

async function send<T>(method: string, path: string, body?: unknown, signal?: AbortSignal): Promise<T> {
  return answered(
    await reached(path, {
      method,
      ...(signal ? { signal } : {}),
      ...(body === undefined
        ? {}
        : { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }),
    }),
  );
}

async function reached(path: string, init: RequestInit): Promise<Response> {
  try {
    return await fetch(path, { ...init, credentials: 'same-origin' });
  } catch {
    if (init.signal?.aborted) throw new Cancelled('cancelled');
    throw new Refused([
      {
        code: 'server/gone',
        where: path,
        saw: { en: 'no answer', zh: '没有应答' },
        why: {
          en: 'the program that serves this page has ended; what is on the page is still whole',
          zh: '提供本页的程序已结束；页面上的内容仍然完整',
        },
        fix: { en: 'start "holling open" again, then reload', zh: '请重新运行 "holling open"，然后刷新' },
      },
    ]);
  }
}

async function whole(response: Response): Promise<Blob> {
  return response.ok ? response.blob() : refusal(response);
}

async function answered<T>(response: Response): Promise<T> {
  if (response.ok) return response.status === 204 ? (undefined as T) : response.json();
  return refusal(response);
}

async function refusal(response: Response): Promise<never> {
  const body = (await response.json().catch(() => ({}))) as {
    problems?: Problem[];
    revision?: string;
    text?: string;
  };
  if (response.status === 409 && body.revision !== undefined)
    throw new Conflict(body.revision, body.text ?? '');
  if (body.problems) throw new Refused(body.problems);
  throw new Error(`${response.status} ${response.statusText}`);
}
