import { createHash } from 'node:crypto';
import { readdir, readFile, realpath } from 'node:fs/promises';
import { basename, join, resolve } from 'node:path';
import type { Text } from '../../core/text.ts';
import { readTable } from '../../io/raw-tables.ts';
import { parseStudy } from '../../study/parse.ts';
import { notThere, readStudyText } from './study-store.ts';

/** A study that the server knows: pages name it by its id, and never learn or say where it is. */
export interface Entry {
  id: string;
  folder: string;
  /** Worked studies come with Holling and are read only, unless one was opened by name. */
  kind: 'own' | 'worked';
}

export interface Listed {
  id: string;
  title: Text;
  kind: Entry['kind'];
  units?: number;
  periods?: number;
}

/** Every study that can be opened, found anew whenever it is asked for. */
export interface Catalogue {
  /** Where new studies are made. */
  directory: string;
  open?: string;
  entries(): Promise<Entry[]>;
  find(id: string): Promise<Entry>;
  list(): Promise<Listed[]>;
}

/** More folders than this are no list of studies. */
const MOST = 500;

export async function catalogueOf(
  worked: string,
  directory: string,
  opened: string | undefined,
): Promise<Catalogue> {
  const home = resolve(directory);
  const first: Entry | undefined =
    opened === undefined ? undefined : { id: idOf(opened), folder: await realpath(opened), kind: 'own' };
  const entries = async () => {
    const own = (await studiesIn(home)).map((folder): Entry => ({ id: idOf(folder), folder, kind: 'own' }));
    const given = (await studiesIn(worked)).map(
      (folder): Entry => ({ id: basename(folder), folder, kind: 'worked' }),
    );
    const seen = new Set<string>();
    return [...(first ? [first] : []), ...given, ...own].filter(({ folder }) => {
      if (seen.has(folder)) return false;
      seen.add(folder);
      return true;
    });
  };
  return {
    directory: home,
    ...(first ? { open: first.id } : {}),
    entries,
    async find(id) {
      const found = (await entries()).find((one) => one.id === id);
      if (!found) throw notThere('study');
      return found;
    },
    async list() {
      return (await Promise.all((await entries()).map(described))).filter((one) => one !== undefined);
    },
  };
}

/** A readable name and a piece of the hash of its place, so that two folders of one name differ. */
export function idOf(folder: string): string {
  const name = basename(resolve(folder)).replace(/[^\p{L}\p{N}_-]+/gu, '-');
  return `${name}-${createHash('sha256').update(resolve(folder)).digest('hex').slice(0, 8)}`;
}

async function studiesIn(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { withFileTypes: true }).catch(() => []);
  const folders = entries
    .filter((entry) => entry.isDirectory() && !entry.name.startsWith('.'))
    .slice(0, MOST);
  const found = await Promise.all(
    folders.map(async ({ name }) => {
      const names: string[] = await readdir(join(folder, name)).catch(() => []);
      return names.includes('study.yaml') ? [await realpath(join(folder, name))] : [];
    }),
  );
  return found.flat().sort();
}

const described = async ({ id, folder, kind }: Entry): Promise<Listed | undefined> => {
  const read = await readStudyText(folder).catch(() => undefined);
  if (!read) return undefined;
  const { study } = parseStudy(read.text);
  const name = basename(folder);
  if (!study) return { id, title: { en: name, zh: name }, kind };
  const units = await unitCount(folder, study.units);
  return {
    id,
    title: study.title,
    kind,
    ...(units === undefined ? {} : { units }),
    periods: study.periods.length,
  };
};

async function unitCount(
  folder: string,
  section: Parameters<typeof readTable>[2] & { file: string },
): Promise<number | undefined> {
  const bytes = await readFile(resolve(folder, section.file)).catch(() => undefined);
  const table = bytes && (await readTable(section.file, bytes, section, [], []));
  return table?.rows.length;
}
