import type { Snapshot } from './snapshot.ts';

type Unit = Snapshot['units'][number];

/**
 * Whether a unit has what was typed in its English or Chinese name or its id, or begins with it in pinyin, whole or by initials.
 * Letters of either case and spaces do not matter.
 */
export function isFound(
  { id, name }: Unit,
  spellings: readonly string[] | undefined,
  typed: string,
): boolean {
  const wanted = typed.trim().toLowerCase();
  if (wanted === '') return true;
  return (
    [name.en, name.zh, id].some((one) => one.toLowerCase().includes(wanted)) || isSpelt(spellings, wanted)
  );
}

/** Whether a name of the unit begins with what was typed; pinyin counts. */
export function begins({ id, name }: Unit, spellings: readonly string[] | undefined, typed: string): boolean {
  return (
    [name.en, name.zh, id].some((one) => one.toLowerCase().startsWith(typed)) || isSpelt(spellings, typed)
  );
}

function isSpelt(spellings: readonly string[] | undefined, typed: string): boolean {
  const letters = typed.replaceAll(/[\s']+/g, '');
  return letters !== '' && (spellings?.some((one) => one.startsWith(letters)) ?? false);
}
