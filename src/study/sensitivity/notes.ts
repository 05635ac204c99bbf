import { type Note, noteAbout } from '../../core/note.ts';
import { type Problem, ProblemError } from '../../core/problem.ts';
import type { Outputs } from './again.ts';
import { type Explained, hasSettled, SETTLED } from './tables.ts';

/** Computations that failed, outputs that are missing, do not vary, or whose indices have not settled. */
export function sensitivityNotes(
  explained: readonly Explained[],
  outputs: Outputs,
  samples: number,
  computations: number,
): Note[] {
  const most = Math.max(0, ...explained.map(({ whole }) => whole.rows));
  const names = (some: readonly Explained[]) => some.map(({ measure }) => measure.output);
  const varies = ({ whole }: Explained) => !whole.first.some((index) => Number.isNaN(index));
  const missing = explained.filter(({ whole }) => whole.rows < (outputs.failed > 0 ? most : samples));
  const still = explained.filter((one) => one.whole.rows > 0 && !varies(one));
  const moving = explained.filter((one) => varies(one) && !hasSettled(one));
  return [
    ...failed(outputs, samples, most, computations),
    ...noteAbout('sensitivity/missing', 'warning', names(missing), ({ en, zh }) => ({
      en: `Rows in which an output has no value are left out of its indices; the column rows says how many are left: ${en}.`,
      zh: `输出缺值的样本行不计入其指数，所余行数见 rows 列：${zh}。`,
    })),
    ...noteAbout('sensitivity/constant', 'note', names(still), ({ en, zh }) => ({
      en: `These outputs do not vary with the choices and have no indices: ${en}.`,
      zh: `以下输出不随选择变化，没有指数：${zh}。`,
    })),
    ...noteAbout('sensitivity/not-settled', 'warning', names(moving), ({ en, zh }) => ({
      en: `Some index moves by more than ${SETTLED} from the first half of the rows to all ${samples}; samples: ${2 * samples} would make it firmer: ${en}.`,
      zh: `由前一半样本行到全部 ${samples} 行，有指数变动超过 ${SETTLED}；可用 samples: ${2 * samples} 提高稳定性：${zh}。`,
    })),
  ];
}

function failed(
  { failed: count, first }: Outputs,
  samples: number,
  rows: number,
  computations: number,
): Note[] {
  if (!first) return [];
  const { saw, where } = first.problems[0]!;
  return [
    {
      code: 'sensitivity/failed',
      level: 'warning',
      text: {
        en: `${count} of ${computations} computations failed, and ${samples - rows} of ${samples} rows are left out with them; the first: ${saw.en} (${where}).`,
        zh: `${computations} 次计算中有 ${count} 次失败，${samples} 行样本中有 ${samples - rows} 行因此未计入；第一次：${saw.zh}（${where}）。`,
      },
    },
  ];
}

/** The end of a run in which no row of the samples is complete. */
export function noRowLeft(first: ProblemError, samples: number): ProblemError {
  const problem = first.problems[0]!;
  const made: Problem = {
    code: 'sensitivity/all-failed',
    where: 'analyses.sensitivity.vary',
    saw: {
      en: `none of ${samples} rows could be computed whole; the first: ${problem.saw.en} (${problem.where})`,
      zh: `${samples} 行样本无一能完整计算；第一次：${problem.saw.zh}（${problem.where}）`,
    },
    why: problem.why,
    fix: problem.fix,
  };
  return new ProblemError([made], first.fault);
}
