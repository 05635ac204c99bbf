import { useEffect, useState } from 'react';
import { groupMatrix, judge, type Matrix, type Priority } from '../../methods/weight/comparison-matrix.ts';
import { LARGEST_MATRIX, type RandomIndex } from '../../methods/weight/random-index.ts';
import { fromSlider, judgementInWords, toSlider } from '../judgement-words.ts';
import {
  type Answers,
  addExpert,
  answer,
  answerEqual,
  type Expert,
  openPairs,
  readJudgements,
  removeExpert,
  setExpert,
  useJudgements,
} from '../judgements.ts';
import { useStore, writeToStudy } from '../store.ts';
import { fixed, useSay } from '../words.ts';
import { Field } from './field.tsx';
import { Gauge, Mend, Weights } from './judged.tsx';
import '../editing.css';

/** Weights by judging pairs: each node's children against each other, by one expert or several. */
export function Judgements() {
  const say = useSay();
  const { lang, place } = useStore();
  const { ahp, nodes, experts } = useJudgements();
  const study = place.study!;
  useEffect(() => {
    void readJudgements(study, place.overlay);
  }, [study, place.overlay]);
  const [at, setAt] = useState(0);
  const [id, setId] = useState<string>();
  const node = nodes.find((one) => one.id === id) ?? nodes[0];
  if (!node) return null;
  if (experts.length === 0)
    return (
      <>
        <h3>{say('Judge in pairs', '两两比较')}</h3>
        <p className="quiet">
          {say(
            'Weights can come from judgements of experts: which of two matters more, and how much (AHP).',
            '权重可由专家判断得出：两者之中哪个更重要、程度如何（层次分析法）。',
          )}
        </p>
        <button type="button" onClick={addExpert}>
          {say('Compare in pairs', '开始两两比较')}
        </button>
      </>
    );
  const e = Math.min(at, experts.length - 1);
  const expert = experts[e]!;
  const open = Object.values(expert.answers).reduce((sum, matrix) => sum + openPairs(matrix), 0);
  const isWhatIf = Object.keys(place.overlay).length > 0;
  return (
    <div className="judgements">
      <div className="panel-head">
        <h3>{say('Judgements in pairs', '两两比较')}</h3>
        <label className="inline">
          {say('Expert', '专家')}{' '}
          <select value={e} onChange={(event) => setAt(Number(event.target.value))}>
            {experts.map((one, i) => (
              <option key={i} value={i}>
                {nameOf(one, i, say)}
                {one.isOpen ? say(' (open)', '（未完成）') : ''}
              </option>
            ))}
          </select>
        </label>
        <button
          type="button"
          onClick={() => {
            addExpert();
            setAt(experts.length);
          }}
        >
          {say('Add expert', '添加专家')}
        </button>
        {(experts.length > 1 || (expert.isOpen && !ahp)) && (
          <button type="button" onClick={() => removeExpert(e)}>
            {say('Remove expert', '删除专家')}
          </button>
        )}
        {isWhatIf && ahp && (
          <button type="button" onClick={() => void writeToStudy()}>
            {say('Write to study', '写入研究')}
            <span className="visually-hidden"> {say('with the judgements', '（含判断）')}</span>
          </button>
        )}
      </div>
      <About key={e} at={e} expert={expert} isOne={experts.length === 1} />
      {open > 0 && (
        <div className="draft-offer" role="status">
          <p>
            {say(
              `${open} pairs of ${nameOf(expert, e, say)} are not answered. The expert counts once all are.`,
              `${nameOf(expert, e, say)}：还有 ${open} 对未作答，全部作答后方计入权重。`,
            )}
          </p>
          <button type="button" onClick={() => answerEqual(e)}>
            {say('Answer the open ones as equal', '其余视为同等重要')}
          </button>
        </div>
      )}
      <label className="inline">
        {say('Children of', '下级属于')}{' '}
        <select value={node.id} onChange={(event) => setId(event.target.value)}>
          {nodes.map((one) => {
            const left = openPairs(expert.answers[one.id]);
            return (
              <option key={one.id} value={one.id}>
                {one.title[lang]}
                {left > 0 ? say(` (${left} open)`, `（${left} 对未答）`) : ''}
              </option>
            );
          })}
        </select>
      </label>
      {node.children.length > LARGEST_MATRIX ? (
        <p className="empty">
          {say(
            `${node.children.length} children are more than the ${LARGEST_MATRIX} for which consistency can be told. Divide them among dimensions first.`,
            `下级有 ${node.children.length} 个，超过可检验一致性的 ${LARGEST_MATRIX} 个。请先划分为若干维度。`,
          )}
        </p>
      ) : (
        <Pairs
          key={`${e} ${node.id}`}
          at={e}
          node={node.id}
          names={node.children.map(({ title }) => title[lang])}
        />
      )}
    </div>
  );
}

function nameOf({ name }: Expert, at: number, say: (en: string, zh: string) => string): string {
  return name ?? say(`Expert ${at + 1}`, `专家 ${at + 1}`);
}

/** Name and weight of an expert, taken over when the field is left. */
function About({ at, expert, isOne }: { at: number; expert: Expert; isOne: boolean }) {
  const say = useSay();
  const [name, setName] = useState<string>();
  const [weight, setWeight] = useState<string>();
  const take = () => {
    const number = Number(weight ?? expert.weight);
    const isWeight = weight !== '' && number >= 0 && Number.isFinite(number);
    const next = { name: (name ?? expert.name) || undefined, weight: isWeight ? number : expert.weight };
    setName(undefined);
    setWeight(undefined);
    if (next.weight !== expert.weight || next.name !== expert.name) setExpert(at, next);
  };
  return (
    <div className="node-fields">
      <Field
        label={say('Name', '姓名')}
        value={name ?? expert.name ?? ''}
        onChange={setName}
        onLeave={take}
      />
      {!isOne && (
        <Field
          label={say('Weight of the expert', '专家权重')}
          type="number"
          value={weight ?? String(expert.weight)}
          onChange={setWeight}
          onLeave={take}
        />
      )}
    </div>
  );
}

function Pairs({ at, node, names }: { at: number; node: string; names: string[] }) {
  const say = useSay();
  const lang = useStore((state) => state.lang);
  const { ahp, experts } = useJudgements();
  const answers = experts[at]!.answers[node];
  if (!answers)
    return <p className="empty">{say('This expert gave no judgements here.', '该专家未在此处作出判断。')}</p>;
  const table = (ahp?.options.randomIndex ?? 'saaty-1980') as RandomIndex;
  const priority = (ahp?.options.priority ?? 'eigenvector') as Priority;
  const whole = isWhole(answers) ? answers : undefined;
  const heard = experts.filter(({ isOpen, answers: own }) => !isOpen && own[node]);
  const group =
    heard.length > 1
      ? groupMatrix(
          heard.map((one) => one.answers[node] as Matrix),
          heard.map(({ weight }) => weight),
        )
      : undefined;
  const judged = whole && judge(whole, table, priority);
  const joined = group && judge(group, table, priority);
  return (
    <div className="pairs-and-weights">
      <ul className="pairs" aria-label={say('Pairs', '各对')}>
        {names.flatMap((first, i) =>
          names.slice(i + 1).map((second, k) => {
            const j = i + 1 + k;
            return (
              <Pair
                key={`${i} ${j}`}
                first={first}
                second={second}
                value={answers[i]![j]!}
                onAnswer={(value) => answer(at, node, i, j, value)}
              />
            );
          }),
        )}
      </ul>
      <div className="judged">
        {!judged && (
          <p className="quiet" role="status">
            {say(
              `${openPairs(answers)} of ${(names.length * (names.length - 1)) / 2} pairs here are open; weights follow when all are answered.`,
              `此处 ${(names.length * (names.length - 1)) / 2} 对中还有 ${openPairs(answers)} 对未答；全部作答后得出权重。`,
            )}
          </p>
        )}
        {judged && (
          <>
            <Weights names={names} own={judged.weights} all={joined?.weights} />
            <Gauge ratio={judged.consistencyRatio} n={names.length} />
            <Mend
              matrix={whole}
              ratio={judged.consistencyRatio}
              table={table}
              say={(i, j, value) => judgementInWords(value, names[i]!, names[j]!, lang)}
              onTake={(i, j, value) => answer(at, node, i, j, value)}
            />
          </>
        )}
        {joined && (
          <p className="quiet">
            {say(
              `All ${heard.length} experts together (geometric mean): consistency ratio ${fixed(joined.consistencyRatio)}.`,
              `${heard.length} 位专家合并（几何平均）：一致性比率 ${fixed(joined.consistencyRatio)}。`,
            )}
          </p>
        )}
      </div>
    </div>
  );
}

function isWhole(answers: Answers): answers is number[][] {
  return answers.every((row) => row.every((value) => value !== null));
}

function Pair({
  first,
  second,
  value,
  onAnswer,
}: {
  first: string;
  second: string;
  value: number | null;
  onAnswer(value: number): void;
}) {
  const say = useSay();
  const lang = useStore((state) => state.lang);
  const sentence =
    value === null
      ? say(`${first} or ${second}? Not answered yet.`, `${first}还是${second}？尚未作答。`)
      : judgementInWords(value, first, second, lang);
  return (
    <li data-open={value === null}>
      <p>{sentence}</p>
      <div className="pair-slider">
        <span aria-hidden="true">{first}</span>
        <input
          type="range"
          min={-8}
          max={8}
          step={1}
          value={value === null ? 0 : toSlider(value)}
          aria-label={say(`${first} against ${second}`, `${first}与${second}`)}
          aria-valuetext={sentence}
          onChange={(event) => onAnswer(fromSlider(Number(event.target.value)))}
        />
        <span aria-hidden="true">{second}</span>
        {value === null && (
          <button type="button" onClick={() => onAnswer(1)}>
            {say('Equal', '同等')}
            <span className="visually-hidden">
              : {first}, {second}
            </span>
          </button>
        )}
      </div>
    </li>
  );
}
