import type { Pass } from '../../engines/plan-passes.ts';
import { columns } from '../text.ts';

type Lang = 'en' | 'zh';

const NAMES: Record<string, string> = {
  impute: '插补',
  ranges: '极值',
  weights: '权重',
  scores: '得分',
  obstacles: '障碍度',
  normalised: '标准化值',
  classes: '分级界限',
  'ranks and grades': '名次与等级',
};
const READS: Record<Pass['reads'], string> = { data: '数据', scores: '得分', nothing: '无' };

/** Which step runs where, what it reads, and what it brings home, where the kernel makes the next step of it. */
export function planLines(passes: readonly Pass[], onDisk: number | undefined, lang: Lang): string {
  const zh = lang === 'zh';
  const head = zh
    ? ['步骤', '运行于', '读取', '行', '列数据', '取回数值']
    : ['step', 'runs on', 'reads', 'rows', 'as doubles', 'numbers brought home'];
  const table = columns(
    [
      head,
      ...passes.map(({ id, engine, reads, rows, bytes, collected }) => [
        zh ? NAMES[id]! : id,
        reads === 'nothing' ? 'kernel' : engine,
        zh ? READS[reads] : reads,
        `${rows}`,
        size(bytes),
        `${collected}`,
      ]),
    ],
    ['left', 'left', 'left', 'right', 'right', 'right'],
  );
  const disk =
    onDisk === undefined
      ? ''
      : zh
        ? `数据文件共 ${size(onDisk)}，留在原处。`
        : `The data files take ${size(onDisk)} and stay where they are. `;
  const home = zh
    ? '权重、界限与常数由 kernel 以取回的数值计算；各行不取回。'
    : 'The kernel makes weights, limits and constants of the numbers brought home; rows stay with the engine.';
  return `${table}\n${disk}${home}`;
}

function size(bytes: number): string {
  const units = ['B', 'kB', 'MB', 'GB', 'TB'];
  let at = 0;
  let value = bytes;
  while (value >= 1000 && at < units.length - 1) {
    value /= 1000;
    at++;
  }
  return `${at === 0 ? value : value.toPrecision(3)} ${units[at]}`;
}
