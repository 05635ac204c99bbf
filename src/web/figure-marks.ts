/** What a mark of a figure stands for. */
export interface Meant {
  unit?: string;
  node?: string;
  period?: number;
}
/** A mark that stands for something, with its box in the units of the drawing. */
export interface Mark {
  element: SVGGraphicsElement;
  meant: Meant;
  x0: number;
  y0: number;
  x1: number;
  y1: number;
}

const MEANT = '[data-unit], [data-node], [data-period]';

/** What an element stands for, with what the groups around it do. */
export function meantBy(element: Element): Meant | undefined {
  const found: Meant = {};
  for (let at: Element | null = element.closest(MEANT); at; at = at.parentElement?.closest(MEANT) ?? null) {
    const unit = at.getAttribute('data-unit');
    const node = at.getAttribute('data-node');
    const period = at.getAttribute('data-period');
    if (unit !== null) found.unit ??= unit;
    if (node !== null) found.node ??= node;
    if (period !== null) found.period ??= Number(period);
  }
  return Object.keys(found).length === 0 ? undefined : found;
}

/** The marks of a drawing in the order in which they are drawn: those that hold no others, with what they stand for. */
export function marksOf(drawing: SVGSVGElement): Mark[] {
  const toDrawing = drawing.getScreenCTM()?.inverse();
  return [...drawing.querySelectorAll<SVGGraphicsElement>(MEANT)].flatMap((element) => {
    if (element.querySelector(MEANT)) return [];
    const box = element.getBoundingClientRect();
    const from = new DOMPoint(box.left, box.top).matrixTransform(toDrawing);
    const to = new DOMPoint(box.right, box.bottom).matrixTransform(toDrawing);
    return [{ element, meant: meantBy(element)!, x0: from.x, y0: from.y, x1: to.x, y1: to.y }];
  });
}

/** Marks wider and higher than this are met themselves or not at all, since much of their box is not theirs. */
const LARGE = 40;

/** The mark whose box is nearest to a place, within a reach; of several that hold it, the smallest. */
export function nearestMark(marks: readonly Mark[], x: number, y: number, reach: number): Mark | undefined {
  let found: Mark | undefined;
  let [least, size] = [reach, Number.POSITIVE_INFINITY];
  for (const mark of marks) {
    const { x0, y0, x1, y1 } = mark;
    if (x1 - x0 > LARGE && y1 - y0 > LARGE) continue;
    const away = Math.hypot(Math.max(x0 - x, 0, x - x1), Math.max(y0 - y, 0, y - y1));
    const own = (x1 - x0) * (y1 - y0);
    if (away > least || (away === least && own >= size)) continue;
    [found, least, size] = [mark, away, own];
  }
  return found;
}

/** Whether a mark is of what is selected: its unit where it has one, and its node; else its node, else its period. */
export function isChosen(
  { unit, node, period }: Meant,
  selected: ReadonlySet<string>,
  nodeNow: string,
  periodNow: number,
): boolean {
  if (unit !== undefined) return selected.has(unit) && (node === undefined || node === nodeNow);
  return node === undefined ? period === periodNow : node === nodeNow;
}
