import { createHash } from 'node:crypto';
import { readdir, readFile, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { readOverlay } from '../../study/overrides.ts';
import { writeDurably } from './durable-write.ts';
import { Refusal, refusal } from './refusal.ts';
import { isScenarioName } from './scenario-name.ts';
import { soundness } from './soundness.ts';

/** A text with the SHA-256 that names it. */
export interface Revision {
  revision: string;
  text: string;
}

export interface HistoryEntry {
  revision: string;
  /** When the text was replaced, or refused. */
  at: string;
  bytes: number;
}

export interface Scenario extends Revision {
  id: string;
  title: string;
}

/** Texts that are kept of a study, besides the newest. */
const KEPT = 50;
const MAX_SCENARIOS = 500;
const ENTRY = /^(\d{4}-\d{2}-\d{2}T\d{2}-\d{2}-\d{2}-\d{3}Z)-([0-9a-f]{64})\.yaml$/;

export const revisionOf = (text: string | Uint8Array) => createHash('sha256').update(text).digest('hex');

/** The declaration of a study as it is on the disk. */
export async function readStudyText(folder: string): Promise<Revision> {
  const bytes = await readFile(join(folder, 'study.yaml')).catch(() => {
    throw notThere('study.yaml');
  });
  return { revision: revisionOf(bytes), text: bytes.toString('utf8') };
}

/**
 * Puts a new text in the place of the one that it was made from. Where the file has become another meanwhile, nothing of it is
 * touched, and the text that came too late is kept in the history beside the others.
 */
export async function saveStudyText(
  folder: string,
  base: string,
  text: string,
): Promise<{ revision: string }> {
  const before = await readStudyText(folder);
  if (before.revision !== base) await refuseOlder(folder, before, text);
  const problems = await soundness(folder, text, before.text);
  if (problems.length > 0) throw new Refusal(422, problems);
  const revision = revisionOf(text);
  if (revision === before.revision) return { revision };
  await remember(folder, before);
  const now = await readStudyText(folder);
  if (now.revision !== before.revision) await refuseOlder(folder, now, text);
  await writeDurably(join(folder, 'study.yaml'), text);
  return { revision };
}

async function refuseOlder(
  folder: string,
  { revision, text: current }: Revision,
  text: string,
): Promise<never> {
  await remember(folder, { revision: revisionOf(text), text });
  const changedAt = (await stat(join(folder, 'study.yaml'))).mtime.toISOString();
  throw new Refusal(409, changedMeanwhile('study.yaml', changedAt), {
    revision,
    text: current,
    changedAt,
    kept: revisionOf(text),
  });
}

/** Earlier texts, the newest first. */
export async function history(folder: string): Promise<HistoryEntry[]> {
  const entries = await historyFiles(folder);
  return Promise.all(
    entries.map(async ({ file, at, revision }) => ({
      revision,
      at,
      bytes: (await stat(join(historyFolder(folder), file))).size,
    })),
  );
}

export async function earlierText(folder: string, revision: string): Promise<string> {
  const found = (await historyFiles(folder)).find((one) => one.revision === revision);
  if (!found) throw notThere('history');
  return readFile(join(historyFolder(folder), found.file), 'utf8');
}

const historyFolder = (folder: string) => join(folder, '.holling', 'history');

async function historyFiles(folder: string) {
  const names = await readdir(historyFolder(folder)).catch(() => []);
  return names
    .sort()
    .reverse()
    .flatMap((file) => {
      const [, time, revision] = ENTRY.exec(file) ?? [];
      if (time === undefined || revision === undefined) return [];
      const at = time.replace(/T(\d\d)-(\d\d)-(\d\d)-/, 'T$1:$2:$3.');
      return [{ file, at, revision }];
    });
}

/** Keeps a text, once however often it comes, and lets the oldest go. */
async function remember(folder: string, { revision, text }: Revision): Promise<void> {
  const at = new Date().toISOString().replace(/[:.]/g, '-');
  await writeDurably(join(historyFolder(folder), `${at}-${revision}.yaml`), text);
  const files = await historyFiles(folder);
  const again = files.filter(({ revision: one }) => one === revision).slice(1);
  const kept = files.filter((one) => !again.includes(one));
  for (const { file } of [...again, ...kept.slice(KEPT)]) await rm(join(historyFolder(folder), file));
}

const draftFile = (folder: string) => join(folder, '.holling', 'draft.yaml');

export async function readDraft(folder: string): Promise<{ text: string; at: string }> {
  const file = draftFile(folder);
  const text = await readFile(file, 'utf8').catch(() => {
    throw notThere('draft');
  });
  return { text, at: (await stat(file)).mtime.toISOString() };
}

/** When the draft was kept; undefined where there is none. */
export async function draftAt(folder: string): Promise<string | undefined> {
  const found = await stat(draftFile(folder)).catch(() => undefined);
  return found?.mtime.toISOString();
}

export async function saveDraft(folder: string, text: string): Promise<{ revision: string }> {
  await writeDurably(draftFile(folder), text);
  return { revision: revisionOf(text) };
}

export async function dropDraft(folder: string): Promise<void> {
  await rm(draftFile(folder), { force: true });
}

const scenarioFile = (folder: string, name: string) => join(folder, 'scenarios', `${name}.yaml`);

export async function scenarios(folder: string): Promise<Scenario[]> {
  const entries = await readdir(join(folder, 'scenarios'), { withFileTypes: true }).catch(() => []);
  const names = entries
    .filter((entry) => entry.isFile() && entry.name.endsWith('.yaml'))
    .map((entry) => entry.name.slice(0, -'.yaml'.length))
    .filter(isScenarioName)
    .sort()
    .slice(0, MAX_SCENARIOS);
  return Promise.all(
    names.map(async (id) => {
      const text = await readFile(scenarioFile(folder, id), 'utf8');
      return { id, title: titleOf(text) ?? id, text, revision: revisionOf(text) };
    }),
  );
}

/** Writes a scenario; one that is there already is only replaced by who knows its present text. */
export async function saveScenario(
  folder: string,
  name: string,
  text: string,
  base: string | undefined,
): Promise<{ id: string; revision: string }> {
  const file = scenarioFile(folder, name);
  const before = await readFile(file, 'utf8').catch(() => undefined);
  const current = before === undefined ? undefined : revisionOf(before);
  if (current !== base) {
    const changedAt = before === undefined ? undefined : (await stat(file)).mtime.toISOString();
    throw new Refusal(409, changedMeanwhile(`scenarios/${name}.yaml`, changedAt ?? '–'), {
      revision: current ?? null,
      text: before ?? null,
      changedAt: changedAt ?? null,
    });
  }
  const { problems } = readOverlay(text, `scenarios/${name}.yaml`, revisionOf(text));
  if (problems.length > 0) throw new Refusal(422, problems);
  await writeDurably(file, text);
  return { id: name, revision: revisionOf(text) };
}

export async function dropScenario(folder: string, name: string): Promise<void> {
  await rm(scenarioFile(folder, name)).catch(() => {
    throw notThere(`scenarios/${name}.yaml`);
  });
}

function titleOf(text: string): string | undefined {
  const line = text.split(/\r?\n/, 1)[0]!;
  return line.startsWith('# title:') ? line.slice('# title:'.length).trim() : undefined;
}

function changedMeanwhile(file: string, at: string) {
  return [
    {
      code: 'study/changed-meanwhile',
      where: file,
      saw: { en: `another text, changed at ${at}`, zh: `内容已于 ${at} 被更改` },
      why: {
        en: 'it was changed by another window, program or person after you opened it',
        zh: '打开之后，该文件已被其他窗口、程序或他人更改',
      },
      fix: {
        en: 'compare both versions and save again from the present one; neither is lost',
        zh: '请比较两个版本，并基于当前版本重新保存；两者均未丢失',
      },
    },
  ];
}

export function notThere(what: string): Refusal {
  return refusal(
    404,
    'server/not-found',
    what,
    { en: 'nothing of this id', zh: '没有此标识的内容' },
    { en: 'it never was, or is gone', zh: '从未存在或已删除' },
    { en: 'reload the list', zh: '请重新载入列表' },
  );
}
