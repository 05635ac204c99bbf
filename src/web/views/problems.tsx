import { useParts, usePlace } from '../parts.ts';
import { open, useStore } from '../store.ts';
import { useSay } from '../words.ts';
import { ProblemList } from './problem-list.tsx';

/** What went wrong, what became of it, and what is safe; and short notices. */
export function Problems() {
  const say = useSay();
  const { lang, problems, notice, isChangedOnDisk, isServerLost, conflict } = useParts(
    'lang',
    'problems',
    'notice',
    'isChangedOnDisk',
    'isServerLost',
    'conflict',
  );
  const place = usePlace('study');
  const dismiss = (key: 'notice' | 'problems') =>
    useStore.setState(key === 'notice' ? { notice: undefined } : { problems: [] });
  return (
    <>
      {problems.length > 0 && (
        <section className="problems" role="alert" aria-label={say('Problems', '问题')}>
          <h2>
            {say(
              `${problems.length} problem(s); what is shown is as before`,
              `${problems.length} 个问题；显示内容保持不变`,
            )}
          </h2>
          <ProblemList problems={problems} />
          <button type="button" onClick={() => dismiss('problems')}>
            {say('Close', '关闭')}
          </button>
        </section>
      )}
      {conflict && (
        <section className="notice" role="alert">
          <p>
            {say(
              'The study was changed by another program or tab since it was opened here. Nothing was written. Your text and theirs are both kept.',
              '自打开以来，研究已被其他程序或标签页修改。未写入任何内容，两个版本都保留。',
            )}
          </p>
          <button
            type="button"
            onClick={() => {
              void navigator.clipboard?.writeText(conflict.text);
            }}
          >
            {say('Copy mine', '复制我的版本')}
          </button>
          <button type="button" onClick={() => void open(place.study)}>
            {say('Read theirs', '读取对方版本')}
          </button>
        </section>
      )}
      {isChangedOnDisk && !conflict && (
        <section className="notice" role="status">
          <p>{say('The study changed on disk.', '磁盘上的研究文件已变化。')}</p>
          <button type="button" onClick={() => void open(place.study)}>
            {say('Read it again', '重新读取')}
          </button>
        </section>
      )}
      {isServerLost && (
        <section className="notice" role="status">
          <p>
            {say(
              'The program that serves this page does not answer. You can go on exploring; saving waits until it is back.',
              '提供本页的程序没有应答。可以继续浏览；恢复后才能保存。',
            )}
          </p>
        </section>
      )}
      {notice && (
        <section className="notice" role="status">
          <p>{notice[lang]}</p>
          <button type="button" onClick={() => dismiss('notice')}>
            {say('Close', '关闭')}
          </button>
        </section>
      )}
    </>
  );
}
