import { parse } from 'yaml';
import * as z from 'zod';
import { ProblemError } from '../../core/problem.ts';
import { readOverlays } from '../../io/read-overlays.ts';
import type { Override } from '../../study/overrides.ts';

/** Options of every operation that reads a study: what is put over it. */
export const over = {
  overlay: z
    .array(z.string())
    .default([])
    .describe('YAML file with any part of a study, laid over it; several are laid in order'),
  set: z
    .array(z.string())
    .default([])
    .describe('stand above a key of study.yaml (and above overlays), e.g. method.weight=equal'),
};

/** What `--overlay` and `--set` put over a study, or all that is wrong with them. */
export async function readOverrides(input: {
  overlay: readonly string[];
  set: readonly string[];
}): Promise<Override[]> {
  return [...(await readOverlays(input.overlay)), ...readSettings(input.set)];
}

/** Reads `--set method.weight=equal` (the value is YAML), or says what is wrong with it. */
function readSettings(settings: readonly string[]): Override[] {
  return settings.map((setting) => {
    const at = setting.indexOf('=');
    if (at > 0) {
      try {
        return { path: setting.slice(0, at).split('.'), value: parse(setting.slice(at + 1)) };
      } catch {
        // Falls through to the same advice.
      }
    }
    throw new ProblemError(
      [
        {
          code: 'usage/set',
          where: `--set ${setting}`,
          saw: { en: setting, zh: setting },
          why: {
            en: 'a setting is a key of study.yaml, an equals sign and a value',
            zh: '设置应为 study.yaml 的键、等号与值',
          },
          fix: { en: 'write e.g. --set method.weight=equal', zh: '例如 --set method.weight=equal' },
        },
      ],
      'usage',
    );
  });
}
