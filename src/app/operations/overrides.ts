import { parse } from 'yaml';
import { ProblemError } from '../../core/problem.ts';
import type { Override } from '../../study/overrides.ts';

/** Reads `--set method.weight=equal` (the value is YAML), or says what is wrong with it. */
export function readOverrides(settings: readonly string[]): Override[] {
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
