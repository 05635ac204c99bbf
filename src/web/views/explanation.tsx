import { STATUSES as CELL_STATUSES } from '../../core/panel.ts';
import type { Explanation } from '../../study/explain.ts';
import { useStore } from '../store.ts';
import { fixed, STATUSES, shown, useSay } from '../words.ts';
import { Formula } from './formula.tsx';

/** Long decimals as six digits; what is copied has them all. */
function shorter(text: string): string {
  return text.replaceAll(/\d+\.\d{7,}(?:e[+-]?\d+)?/g, (number) => shown(Number(number), 6));
}

/** A score term by term, each down to the cells of its sources. */
export function ExplanationView({ explanation }: { explanation: Explanation }) {
  const say = useSay();
  const lang = useStore((state) => state.lang);
  const copy = (text: string) => void navigator.clipboard?.writeText(text);
  const { unit, period, node, method, terms, worked, score } = explanation;
  return (
    <div className="explanation">
      <Formula tex={method.formula} />
      <p>
        {method.title[lang]}
        {say(': ', '：')}
        <code className="worked">{shorter(worked)}</code>
      </p>
      {terms.map((term) => (
        <details key={term.id}>
          <summary>
            <span>{term.title[lang]}</span>
            <span className="number">
              {shown(term.value)} × {fixed(term.weight, 3)}
            </span>
          </summary>
          <dl>
            {term.raw !== undefined && (
              <>
                <dt>{say('Value', '原始值')}</dt>
                <dd>{Number.isNaN(term.raw) ? '–' : String(term.raw)}</dd>
              </>
            )}
            {term.status && (
              <>
                <dt>{say('Status', '状态')}</dt>
                <dd>{statusIn(term.status, lang)}</dd>
              </>
            )}
            {term.cell && (
              <>
                <dt>{say('Source cell', '来源单元格')}</dt>
                <dd>
                  <code>{term.cell}</code>
                </dd>
              </>
            )}
            {term.formula && (
              <>
                <dt>{say('Formula', '公式')}</dt>
                <dd>
                  <code>{term.formula}</code>
                </dd>
              </>
            )}
            {term.worked && (
              <>
                <dt>{say('Normalised', '标准化')}</dt>
                <dd>
                  <code>
                    {shorter(term.worked)} = {shown(term.value, 6)}
                  </code>
                </dd>
              </>
            )}
            {term.contribution !== undefined && (
              <>
                <dt>{say('Part of the score', '对得分的贡献')}</dt>
                <dd>{shown(term.contribution, 5)}</dd>
              </>
            )}
            {term.toBest !== undefined && (
              <>
                <dt>{say('To the best, to the worst (squared)', '距正、负理想解（平方）')}</dt>
                <dd>
                  {shown(term.toBest, 5)}, {shown(term.toWorst ?? Number.NaN, 5)}
                </dd>
              </>
            )}
          </dl>
        </details>
      ))}
      {explanation.notes.map((note) => (
        <p key={note.en} className="quiet">
          {note[lang]}
        </p>
      ))}
      <div className="inline">
        <button
          type="button"
          onClick={() =>
            copy(
              [
                `${unit.name[lang]} ${period} ${node.title[lang]}: ${score}`,
                worked,
                ...terms.map(
                  (term) =>
                    `${term.id} ${term.title[lang]}: ${term.worked ?? term.value} (${say('weight', '权重')} ${term.weight}) ${term.cell ?? ''}`,
                ),
              ].join('\n'),
            )
          }
        >
          {say('Copy as text', '复制为文本')}
        </button>
        <button type="button" onClick={() => copy(`${method.formula} \\quad ${worked}`)}>
          {say('Copy TeX', '复制 TeX')}
        </button>
        <button
          type="button"
          onClick={() =>
            copy(
              say(
                `In ${period}, ${unit.name.en} scored ${fixed(score, 4)} and ranked ${explanation.rank} of ${explanation.of} in ${node.title.en}.`,
                `${period} 年，${unit.name.zh}的${node.title.zh}得分为 ${fixed(score, 4)}，在 ${explanation.of} 个单元中列第 ${explanation.rank} 位。`,
              ),
            )
          }
        >
          {say('Copy as a sentence', '复制为句子')}
        </button>
      </div>
    </div>
  );
}

/** The status of a cell in the words of the page; of a filled one also how it was filled. */
function statusIn(status: string, lang: 'en' | 'zh'): string {
  const how = /^imputed \((.*)\)$/.exec(status)?.[1];
  if (how !== undefined) return lang === 'zh' ? `插补（${how}）` : `filled (${how})`;
  return STATUSES[lang][CELL_STATUSES.findIndex((one) => one === status)] ?? status;
}
