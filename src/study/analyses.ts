import * as z from 'zod';
import { nearest } from '../core/nearest.ts';
import type { Complaint } from '../core/problem.ts';
import type { Choices, Step } from './choices.ts';
import { complaintsOf, unknownKey } from './issues.ts';
import type { Study } from './study.ts';

/** What is computed on the scores. */
export interface Analyses {
  obstacles?: Step<'obstacles'>;
  groups?: { by: string[] };
}

/** Analyses of the contract that this version does not compute; they are refused, not ignored. */
const LATER = [
  'trend',
  'density',
  'opportunity',
  'inequality',
  'uncertainty',
  'sensitivity',
  'moran',
  'local',
  'markov',
  'drivers',
  'coupling',
  'forecast',
  'alerts',
];
const KNOWN = ['obstacles', 'groups', ...LATER];

/** Options of the analyses that are not methods. */
export const groupsOptions = z.strictObject({
  by: z
    .array(z.string())
    .min(1)
    .optional()
    .describe('Attribute columns to take means by; default: the groups of the units'),
});

/** Reads the section `analyses`: obstacles unless switched off, the others when they are asked for. */
export function analysesOf(study: Study, choices: Choices, complaints: Complaint[]): Analyses {
  const { obstacles = {}, groups, uncertainty, ...rest } = study.analyses;
  const made: Analyses = {};
  if (obstacles !== 'none') {
    const step = choices.step('obstacles', { obstacles: obstacles ?? {} }, ['analyses']);
    if (step) made.obstacles = step;
  }
  if (groups !== undefined && groups !== 'none') {
    const read = groupsOptions.safeParse(groups ?? {});
    if (read.success) made.groups = groupsBy(study, read.data.by, complaints);
    else complaints.push(...complaintsOf(read.error.issues, groupsOptions, groups, ['analyses', 'groups']));
  }
  const asked = uncertainty === undefined ? rest : { uncertainty, ...rest };
  for (const [key, value] of Object.entries(asked)) {
    if (value === 'none') continue;
    complaints.push(LATER.includes(key) ? notYet(key) : unknownKey(key, KNOWN, ['analyses']));
  }
  return made;
}

function groupsBy(study: Study, by: string[] | undefined, complaints: Complaint[]): { by: string[] } {
  const columns = by ?? study.units.groups;
  const unknown = columns.filter((column) => !study.units.groups.includes(column));
  for (const column of unknown) {
    const near = nearest(column, study.units.groups);
    complaints.push({
      code: 'study/unknown-group',
      path: ['analyses', 'groups', 'by'],
      saw: { en: `the group ${column}`, zh: `分组 ${column}` },
      why: { en: 'it is not among units.groups', zh: '它不在 units.groups 中' },
      fix: near
        ? { en: `did you mean ${near}?`, zh: `是否应为 ${near}？` }
        : { en: `add it to units.groups`, zh: '请加入 units.groups' },
    });
  }
  return { by: columns };
}

function notYet(key: string): Complaint {
  return {
    code: 'analyses/not-available',
    path: ['analyses', key],
    saw: { en: `the analysis ${key}`, zh: `分析 ${key}` },
    why: {
      en: 'this version of Holling does not compute it, and a result without it would look complete',
      zh: '本版本尚不计算该项，缺少它的结果会显得完整',
    },
    fix: { en: `remove ${key} or write ${key}: none`, zh: `请删除 ${key} 或写成 ${key}: none` },
  };
}
