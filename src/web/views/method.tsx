import { useEffect, useState } from 'react';
import { citation } from '../../core/citations.ts';
import { useParts, usePlace } from '../parts.ts';
import type { Overlay } from '../protocol.ts';
import { useSnapshot } from '../selectors.ts';
import type { StepShown } from '../snapshot.ts';
import { change, useStore } from '../store.ts';
import { STAGES, shown, useSay } from '../words.ts';
import { Alternatives } from './alternatives.tsx';
import { Formula } from './formula.tsx';
import { Judgements } from './judgements.tsx';
import { OptionsForm } from './options-form.tsx';

/** The chain as it ran; every step can be chosen anew. */
export default function Method() {
  const say = useSay();
  const { steps } = useSnapshot();
  const [open, setOpen] = useState(steps.find(({ stage }) => stage === 'weight')!.stage);
  return (
    <div className="method">
      <ol className="chain" aria-label={say('The chain of steps', '步骤链')}>
        {steps.map((step) => (
          <Link
            key={step.stage}
            step={step}
            isOpen={open === step.stage}
            onOpen={() => setOpen(step.stage)}
          />
        ))}
      </ol>
      {steps
        .filter(({ stage }) => stage === open)
        .map((step) => (
          <StepPanel key={step.stage} step={step} />
        ))}
      <Notes stage={open} />
    </div>
  );
}

function Link({ step, isOpen, onOpen }: { step: StepShown; isOpen: boolean; onOpen(): void }) {
  const lang = useStore((state) => state.lang);
  return (
    <li>
      <button type="button" aria-pressed={isOpen} onClick={onOpen}>
        <span className="quiet">{STAGES[step.stage]![lang]}</span>
        <strong>{step.title[lang]}</strong>
      </button>
    </li>
  );
}

function StepPanel({ step }: { step: StepShown }) {
  const say = useSay();
  const { lang, catalogue } = useParts('lang', 'catalogue');
  const place = usePlace('overlay');
  const { indicators, weights } = useSnapshot();
  const methods = (catalogue?.methods ?? []).filter(({ stage }) => stage === step.stage);
  const wish = wished(place.overlay, step);
  const described = methods.find(({ id }) => id === wish.id);
  const set = (id: string, options: Record<string, unknown> = {}) => {
    const method = (place.overlay.method ?? {}) as Record<string, unknown>;
    const choice = Object.keys(options).length === 0 ? id : { [id]: options };
    change({ ...place.overlay, method: { ...method, [step.stage]: choice } });
  };
  // Judgements have to be given before there is anything to weigh by.
  const [isAsked, setAsked] = useState(false);
  // biome-ignore lint/correctness/useExhaustiveDependencies: whatever else is chosen ends the asking
  useEffect(() => setAsked(false), [place.overlay]);
  const choose = (id: string) => {
    setAsked(id === 'ahp' && wish.id !== 'ahp');
    if (id !== 'ahp') set(id);
  };
  return (
    <section className="panel" aria-label={STAGES[step.stage]![lang]}>
      <div className="panel-head">
        <h2>{STAGES[step.stage]![lang]}</h2>
        <label className="inline">
          {say('Method', '方法')}{' '}
          <select value={isAsked ? 'ahp' : wish.id} onChange={(event) => choose(event.target.value)}>
            {methods.map(({ id, title }) => (
              <option key={id} value={id}>
                {title[lang]}
              </option>
            ))}
            {methods.length === 0 && <option value={step.id}>{step.title[lang]}</option>}
          </select>
        </label>
      </div>
      <p role="status">
        {isAsked &&
          say(
            'This method needs judgements: press “Compare in pairs” below. Until then the weights stay as they are.',
            '此方法需要判断，请点击下方的“开始两两比较”；在此之前权重保持不变。',
          )}
      </p>
      <p>{step.sentence[lang]}</p>
      {described && <p className="quiet">{described.about[lang]}</p>}
      <h3>{say('Formula', '公式')}</h3>
      <Formula tex={step.formula} />
      {step.cite.length > 0 && (
        <>
          <h3>{say('Sources', '文献')}</h3>
          <ul>
            {step.cite.map((key) => (
              <li key={key} lang="en">
                {citation(key)}
              </li>
            ))}
          </ul>
        </>
      )}
      <h3>{say('Options', '选项')}</h3>
      {described ? (
        <OptionsForm
          key={wish.id}
          options={described.options}
          values={wish.options}
          onChange={(next) => set(wish.id, next)}
        />
      ) : (
        <p className="waiting">{say('Reading the methods …', '正在读取方法……')}</p>
      )}
      {step.stage === 'weight' && <Judgements />}
      {step.stage === 'weight' && (
        <details>
          <summary>{say('Weights now', '当前权重')}</summary>
          <ul className="weights">
            {indicators.map(({ id, title }, i) => (
              <li key={id}>
                {title[lang]} <span className="number">{shown(weights[0]![i]!)}</span>
              </li>
            ))}
          </ul>
        </details>
      )}
      <Alternatives stage={step.stage} now={step.id} methods={methods} onChoose={(id) => set(id)} />
    </section>
  );
}

/** What the fields show at once, while the step is still computed: the choice of the what-if, or what ran. */
function wished(overlay: Overlay, { stage, id, options }: StepShown) {
  const choice = (overlay.method as Record<string, unknown> | undefined)?.[stage];
  if (typeof choice === 'string') return { id: choice, options: choice === id ? options : {} };
  const [own, set] = Object.entries(choice ?? {})[0] ?? [];
  if (own === undefined) return { id, options };
  return { id: own, options: { ...(own === id ? options : {}), ...(set as Record<string, unknown>) } };
}

function Notes({ stage }: { stage: string }) {
  const say = useSay();
  const lang = useStore((state) => state.lang);
  const { notes } = useSnapshot();
  const own = notes.filter(({ step }) => step === stage);
  return (
    <section className="panel" aria-label={say('What this step did to the data', '此步骤对数据的处理')}>
      <h2>{say('What this step did', '此步骤的处理')}</h2>
      {own.length === 0 && (
        <p className="empty">
          {say(
            'No notes: this step filled, changed and left out nothing beyond what its sentence says.',
            '没有说明：除上述规则外，此步骤未插补、更改或剔除任何内容。',
          )}
        </p>
      )}
      <ul>
        {own.map(({ level, text }) => (
          <li key={text.en} className={`note note-${level}`}>
            {text[lang]}
          </li>
        ))}
      </ul>
    </section>
  );
}
