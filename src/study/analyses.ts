import type { Complaint } from '../core/problem.ts';
import type { Choices, Step } from './choices.ts';
import { unknownKey } from './issues.ts';
import type { Multiverse } from './multiverse/choices.ts';
import type { Sensitivity } from './sensitivity/choices.ts';
import type { Study } from './study.ts';
import type { Uncertainty } from './uncertainty/choices.ts';

/** What is computed on the scores. */
export interface Analyses {
  obstacles?: Step<'obstacles'>;
  /** In the order in which the methods are listed. */
  steps: Step<'analyse'>[];
  /** Read with the plan, since their choices stand beside those of the study. */
  uncertainty?: Uncertainty;
  sensitivity?: Sensitivity;
  multiverse?: Multiverse;
}

/** Analyses that compute the study again; they are read with its plan. */
const BESIDE = ['uncertainty', 'sensitivity', 'multiverse'];
/** Analyses of the contract that this version does not compute; they are refused, not ignored. */
const LATER = ['moran', 'local', 'markov', 'drivers', 'coupling', 'forecast', 'alerts'];

/** Reads the section `analyses`: obstacles unless switched off, the others when they are asked for. */
export function analysesOf(study: Study, choices: Choices, complaints: Complaint[]): Analyses {
  const { obstacles = {}, ...asked } = study.analyses;
  const made: Analyses = { steps: [] };
  if (obstacles !== 'none') {
    const step = choices.step('obstacles', { obstacles: obstacles ?? {} }, ['analyses']);
    if (step) made.obstacles = step;
  }
  const known = choices.ids('analyse');
  for (const id of known) {
    if (!Object.hasOwn(asked, id) || asked[id] === 'none') continue;
    const step = choices.step('analyse', { [id]: asked[id] ?? {} }, ['analyses']);
    if (step) made.steps.push(step);
  }
  for (const [key, value] of Object.entries(asked)) {
    if (known.includes(key) || BESIDE.includes(key) || value === 'none') continue;
    complaints.push(
      LATER.includes(key)
        ? notYet(key)
        : unknownKey(key, ['obstacles', ...BESIDE, ...known, ...LATER], ['analyses']),
    );
  }
  return made;
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
