import { useEffect, useRef } from 'react';
import { useStore } from '../store.ts';
import { useSay } from '../words.ts';
import './help.css';

const STEPS = [
  {
    at: '.tree, .tree-opener',
    en: 'The index. Choose the whole, a dimension or an indicator: every view shows it. "Set weights" lets you move them; what follows is a what-if.',
    zh: '指标体系。选择总体、维度或指标，各视图随之显示。“调整权重”可改动权重，由此得到假设情景。',
  },
  {
    at: '.map',
    en: 'The map, in the projection of the printed figures. Hover to look, click to select. The slider goes through the periods; two periods can be swiped or subtracted.',
    zh: '地图，采用出版图的投影。悬停查看，点击选择。滑块切换时期；两期可以卷帘对比或相减。',
  },
  {
    at: '.ranking',
    en: 'The ranking. In parentheses: how far a rank may be trusted. Type a name or pinyin to find a unit.',
    zh: '排名。括号内为名次的可信区间。输入名称或拼音可查找单元。',
  },
  {
    at: '.second',
    en: 'A second view of your choice: distribution, scatter, lines, the table of everything, and every figure of the report. Drag to select.',
    zh: '自选的第二视图：分布、散点、曲线、全部数据表，以及报告中的所有图。拖动可框选。',
  },
  {
    at: '.unit',
    en: 'The unit that is selected: why it has its score, down to the source cell, what holds it back, and what would lift it.',
    zh: '所选单元：得分来由（直至来源单元格）、障碍因素，以及如何提升。',
  },
  {
    at: '.bar nav',
    en: 'Method shows the formulas and what other methods would change. Data shows where numbers come from and takes more tables. Report gives text, tables and figures for a paper.',
    zh: '“方法”给出公式以及换用其他方法的影响；“数据”说明数值来源，并可添加数据表；“报告”提供论文所需的文字、表格与图。',
  },
] as const;

/** What is where, in a few steps beside the page, which can be used meanwhile. */
export default function Tour({ step }: { step: number }) {
  const say = useSay();
  const isAsked = useStore((state) => state.isTourAsked);
  const next = useRef<HTMLButtonElement>(null);
  const { at, en, zh } = STEPS[step]!;
  const end = () => useStore.setState({ tour: undefined });
  const to = (other: number) => useStore.setState({ tour: other });
  useEffect(() => {
    if (isAsked) next.current?.focus({ preventScroll: true });
  }, [isAsked]);
  useEffect(() => {
    const target = [...document.querySelectorAll(at)].find((one) => one.getClientRects().length > 0);
    if (!target) return;
    target.classList.add('tour-target');
    if (isAsked || step > 0) target.scrollIntoView({ block: 'nearest' });
    return () => target.classList.remove('tour-target');
  }, [at, step, isAsked]);
  return (
    <section
      className="tour"
      aria-label={say('Tour', '导览')}
      onKeyDown={(event) => {
        if (event.key !== 'Escape') return;
        event.preventDefault();
        end();
      }}
    >
      <p aria-live="polite">
        <strong>
          {step + 1} / {STEPS.length}
        </strong>{' '}
        {say(en, zh)}
      </p>
      <div className="inline">
        {step + 1 < STEPS.length ? (
          <button ref={next} type="button" onClick={() => to(step + 1)}>
            {say('Next', '下一步')}
          </button>
        ) : (
          <button ref={next} type="button" onClick={end}>
            {say('Done', '完成')}
          </button>
        )}
        {step > 0 && (
          <button type="button" onClick={() => to(step - 1)}>
            {say('Back', '上一步')}
          </button>
        )}
        {step + 1 < STEPS.length && (
          <button type="button" onClick={end}>
            {say('Skip the tour', '跳过导览')}
          </button>
        )}
      </div>
    </section>
  );
}
