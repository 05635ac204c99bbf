import { useEffect, useRef } from 'react';
import { go, useStore } from '../store.ts';
import { useSay } from '../words.ts';
import './help.css';

const KEYS = [
  ['Tab', 'go from one control to the next', '移到下一个控件'],
  [
    '← ↑ ↓ →',
    'on the map: the neighbouring unit; in a figure: the next mark in that direction',
    '在地图上：相邻单元；在图中：该方向的下一标记',
  ],
  [
    'Home / End',
    'on the map: the first and the last of the ranking; in a figure: its first and last mark',
    '在地图上：排名首位与末位；在图中：首末标记',
  ],
  ['a–z', 'on the map: the unit of that name or pinyin', '在地图上：按名称或拼音查找'],
  [
    'Enter',
    'select the unit, or what the mark stands for; Shift + Enter selects several',
    '选择单元或标记所代表的内容；Shift + Enter 多选',
  ],
  ['Esc', 'select nothing; close what is open', '取消选择；关闭弹出内容'],
  ['Ctrl + Z', 'undo a change of the what-if; with Shift redo', '撤销假设情景的更改；加 Shift 重做'],
  ['?', 'this help', '本帮助'],
] as const;

/** Help with the keys, and the way back to the tour. */
export default function Help() {
  const say = useSay();
  const dialog = useRef<HTMLDialogElement>(null);
  const isStudy = useStore((state) => state.shown !== undefined);
  useEffect(() => dialog.current!.showModal(), []);
  return (
    <dialog
      ref={dialog}
      className="help"
      aria-labelledby="help-title"
      onClose={() => useStore.setState({ isHelp: false })}
    >
      <h2 id="help-title">{say('Help', '帮助')}</h2>
      <p>
        {say(
          'Choose a node in the index and every view shows it. Hover to look, click to select, on maps, in tables and on the marks of figures; Shift or Ctrl + click to select several; drag over the scatter or the histogram to select what lies there. Whatever you change is a what-if until you write it.',
          '在指标体系中选择节点，各视图随之显示。悬停查看，点击选择（地图、表格与图中的标记均可），Shift 或 Ctrl + 点击多选；在散点图或直方图上拖动可框选。任何更改在写入之前都只是假设情景。',
        )}
      </p>
      <h3>{say('Keys', '按键')}</h3>
      <dl className="keys">
        {KEYS.map(([key, en, zh]) => (
          <div key={key}>
            <dt>
              <kbd>{key}</kbd>
            </dt>
            <dd>{say(en, zh)}</dd>
          </div>
        ))}
      </dl>
      <div className="inline">
        {isStudy && (
          <button
            type="button"
            onClick={() => {
              dialog.current!.close();
              go({ page: 'explore' });
              useStore.setState({ tour: 0, isTourAsked: true });
            }}
          >
            {say('Take the tour', '开始导览')}
          </button>
        )}
        <button type="button" onClick={() => dialog.current!.close()}>
          {say('Close the help', '关闭帮助')}
        </button>
      </div>
    </dialog>
  );
}
