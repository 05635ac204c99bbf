import { useEffect, useId, useLayoutEffect, useRef, useState } from 'react';
import { isChosen, type Mark, type Meant, marksOf, meantBy, nearestMark } from '../figure-marks.ts';
import { neighbourIn } from '../neighbour-in.ts';
import { useParts, usePlace } from '../parts.ts';
import { usePeriod, useSnapshot, useTheme } from '../selectors.ts';
import { go, useStore } from '../store.ts';
import { hover } from '../use-selection.ts';
import { useSay } from '../words.ts';

/** Pixels around a mark in which a press still meets it. */
const REACH = 12;

/** A drawing whose marks can be chosen: by pointer, or as one stop of the keyboard whose arrows go from mark to mark. */
export function FigureStage({ svg, alt, title }: { svg: string; alt: string; title: string }) {
  const say = useSay();
  const { lang, hover: hovered } = useParts('lang', 'hover');
  const place = usePlace('selected');
  const { units, nodes, indicators, periods } = useSnapshot();
  const theme = useTheme()!;
  const p = usePeriod();
  const stage = useRef<HTMLDivElement>(null);
  const drawing = useRef<SVGSVGElement>(null);
  const marks = useRef<Mark[]>([]);
  const [at, setAt] = useState<{ svg: string; mark: Mark }>();
  const told = useId();
  const now = at?.svg === svg ? at.mark : undefined;

  useLayoutEffect(() => {
    const read = new DOMParser().parseFromString(svg, 'image/svg+xml').documentElement;
    const made = document.importNode(read, true) as unknown as SVGSVGElement;
    // The words stand below; a title would also follow the pointer everywhere.
    for (const name of ['title', 'desc']) made.querySelector(`:scope > ${name}`)?.remove();
    made.removeAttribute('role');
    made.setAttribute('aria-hidden', 'true');
    stage.current!.replaceChildren(made);
    drawing.current = made;
    marks.current = marksOf(made);
  }, [svg]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another drawing is marked anew
  useEffect(() => {
    const selected = new Set(place.selected);
    for (const { element, meant } of marks.current)
      element.classList.toggle('is-chosen', isChosen(meant, selected, theme.id, periods[p]!));
  }, [svg, place.selected, theme.id, periods, p]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another drawing is marked anew
  useEffect(() => {
    const id = hovered === undefined ? undefined : units[hovered]?.id;
    const own = id === undefined ? [] : marks.current.filter(({ meant }) => meant.unit === id);
    for (const { element } of own) element.classList.add('is-under');
    return () => {
      for (const { element } of own) element.classList.remove('is-under');
    };
  }, [svg, hovered, units]);

  const said = ({ unit, node, period }: Meant) =>
    [
      units.find(({ id }) => id === unit)?.name[lang],
      [...nodes, ...indicators].find(({ id }) => id === node)?.title[lang],
      period,
    ]
      .filter((part) => part !== undefined)
      .join(' · ');
  const choose = ({ unit, node, period }: Meant, isMore: boolean) => {
    const { selected } = useStore.getState().place;
    const isElsewhere =
      (node !== undefined && node !== theme.id) || (period !== undefined && period !== periods[p]);
    const isOnly = unit !== undefined && selected.length === 1 && selected[0] === unit;
    const isIn = unit !== undefined && selected.includes(unit);
    go({
      ...(node === undefined ? {} : { node }),
      ...(period === undefined ? {} : { period }),
      ...(unit === undefined || (isElsewhere && isIn)
        ? {}
        : isMore
          ? { selected: isIn ? selected.filter((one) => one !== unit) : [...selected, unit] }
          : { selected: isOnly ? [] : [unit] }),
    });
  };
  const under = (event: React.PointerEvent | React.MouseEvent): Mark | undefined => {
    const met = (event.target as Element).closest?.('[data-unit], [data-node], [data-period]');
    const own = met && marks.current.find(({ element }) => element === met);
    if (own) return own;
    const scale = drawing.current!.getScreenCTM();
    if (!scale) return undefined;
    const { x, y } = new DOMPoint(event.clientX, event.clientY).matrixTransform(scale.inverse());
    const near = nearestMark(marks.current, x, y, REACH / scale.a);
    if (near || !met) return near;
    return { element: met as SVGGraphicsElement, meant: meantBy(met)!, x0: x, y0: y, x1: x, y1: y };
  };
  const pointTo = (mark: Mark | undefined) => {
    if (mark !== now) setAt(mark && { svg, mark });
    const u = mark?.meant.unit === undefined ? -1 : units.findIndex(({ id }) => id === mark.meant.unit);
    hover(u < 0 ? undefined : u);
  };
  const onKey = (event: React.KeyboardEvent) => {
    const all = marks.current;
    if (all.length === 0) return;
    const direction = { ArrowUp: [0, -1], ArrowDown: [0, 1], ArrowLeft: [-1, 0], ArrowRight: [1, 0] }[
      event.key
    ] as [number, number] | undefined;
    let next = now;
    if (direction) {
      const places = all.map(({ x0, y0, x1, y1 }, unit) => ({ unit, x: (x0 + x1) / 2, y: (y0 + y1) / 2 }));
      const from = now ? all.indexOf(now) : -1;
      next = all[neighbourIn({ shapes: places }, from < 0 ? undefined : from, direction) ?? 0];
    } else if (event.key === 'Home') next = all[0];
    else if (event.key === 'End') next = all.at(-1);
    else if ((event.key === 'Enter' || event.key === ' ') && now) {
      choose(now.meant, event.shiftKey || event.ctrlKey || event.metaKey);
      event.preventDefault();
      return;
    } else if (event.key === 'Escape' && now) {
      event.preventDefault();
      return pointTo(undefined);
    } else return;
    event.preventDefault();
    pointTo(next);
    next?.element.scrollIntoView({ block: 'nearest', inline: 'nearest' });
  };
  const box = drawing.current?.viewBox.baseVal;
  return (
    <>
      <div
        className="figure-scroll"
        tabIndex={0}
        role="application"
        aria-roledescription={say('figure', '图')}
        aria-label={say(
          `${title}. Arrows go from mark to mark, Home and End to the first and last, Enter selects what a mark stands for.`,
          `${title}。方向键在图中的标记间移动，Home/End 到首末标记，回车选择标记所代表的内容。`,
        )}
        aria-describedby={told}
        onKeyDown={onKey}
        onPointerMove={(event) => pointTo(under(event))}
        onPointerLeave={() => pointTo(undefined)}
        onBlur={() => pointTo(undefined)}
        onClick={(event) => {
          const mark = under(event);
          if (mark) choose(mark.meant, event.shiftKey || event.ctrlKey || event.metaKey);
        }}
      >
        <div className="figure-stage">
          <div ref={stage} />
          {now && box && (
            <svg className="figure-cursor" viewBox={`0 0 ${box.width} ${box.height}`} aria-hidden="true">
              <rect
                x={now.x0 - 3}
                y={now.y0 - 3}
                width={now.x1 - now.x0 + 6}
                height={now.y1 - now.y0 + 6}
                rx={2}
              />
            </svg>
          )}
        </div>
      </div>
      <p className="tip" aria-live="polite">
        {now ? said(now.meant) : ' '}
      </p>
      <p id={told} className="quiet figure-alt">
        {alt}
      </p>
    </>
  );
}
