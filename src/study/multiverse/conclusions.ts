import type { Cell, DataTable } from '../../core/data-table.ts';
import type { Panel } from '../../core/panel.ts';
import type { Text } from '../../core/text.ts';
import { groupsOf } from '../analyse.ts';
import { meanOf, type Outcome } from './outcome.ts';

/** Something that a reader takes from the study, and whether an outcome bears it out; undefined where it cannot say. */
interface Conclusion {
  kind: 'first' | 'above' | 'rises' | 'falls' | 'top-set' | 'group-first';
  subject: string;
  other: string;
  text: Text;
  holds(outcome: Outcome): boolean | undefined;
}

/** Changes of the mean smaller than this share of it are rounding. */
const ROUNDING = 1e-9;

/** In what share of the combinations each conclusion of the study holds. */
export function conclusionTable(
  panel: Panel,
  columns: readonly string[],
  outcomes: readonly Outcome[],
  p: number,
  top: number,
): DataTable {
  const own = outcomes[0]!;
  const all = [
    ...firsts(panel, own),
    ...topSet(panel, own, top),
    ...change(panel, own),
    ...columns.flatMap((column) => groupFirst(panel, column, own)),
    ...neighbours(panel, own),
  ];
  return {
    name: 'multiverse-conclusions',
    title: {
      en: `Share of the combinations in which each conclusion holds, ${panel.periods[p]}`,
      zh: `各结论成立的组合比重，${panel.periods[p]}`,
    },
    columns: [
      ...['conclusion', 'kind', 'subject', 'other', 'share', 'holds', 'combinations'],
      ...['text_en', 'text_zh'],
    ],
    rows: all.map(({ kind, subject, other, text, holds }, i): Cell[] => {
      const said = outcomes.map(holds).filter((one) => one !== undefined);
      const count = said.filter((one) => one).length;
      return [i + 1, kind, subject, other, count / said.length, count, said.length, text.en, text.zh];
    }),
  };
}

function firsts({ units }: Panel, own: Outcome): Conclusion[] {
  return units.flatMap(({ id, name }, u) =>
    own.rank[u] !== 1
      ? []
      : [
          {
            kind: 'first',
            subject: id,
            other: '',
            text: { en: `${name.en} ranks first`, zh: `${name.zh}居首位` },
            holds: ({ rank }) => (Number.isNaN(rank[u]!) ? undefined : rank[u] === 1),
          },
        ],
  );
}

/** Units whose rank is next to each other, the upper one first; tied units have no order to hold. */
function neighbours({ units }: Panel, own: Outcome): Conclusion[] {
  const order = units
    .map((_, u) => u)
    .filter((u) => !Number.isNaN(own.rank[u]!))
    .sort((a, b) => own.rank[a]! - own.rank[b]!);
  return order.slice(1).flatMap((b, i) => {
    const a = order[i]!;
    if (own.rank[a] === own.rank[b]) return [];
    const [one, other] = [units[a]!, units[b]!];
    return [
      {
        kind: 'above',
        subject: one.id,
        other: other.id,
        text: {
          en: `${one.name.en} is above ${other.name.en}`,
          zh: `${one.name.zh}高于${other.name.zh}`,
        },
        holds: ({ score }) =>
          Number.isNaN(score[a]!) || Number.isNaN(score[b]!) ? undefined : score[a]! > score[b]!,
      },
    ];
  });
}

function topSet(_: Panel, own: Outcome, top: number): Conclusion[] {
  const ranked = own.rank.filter((rank) => !Number.isNaN(rank)).length;
  if (ranked <= top) return [];
  return [
    {
      kind: 'top-set',
      subject: `${top}`,
      other: '',
      text: { en: `the same units are the first ${top}`, zh: `前 ${top} 位的单元不变` },
      holds: ({ rank }) => rank.every((one, u) => one <= top === own.rank[u]! <= top),
    },
  ];
}

function change({ periods }: Panel, own: Outcome): Conclusion[] {
  const way = ({ means }: Outcome) => {
    const [first, last] = [means[0]!, means[means.length - 1]!];
    const size = Math.max(Math.abs(first), Math.abs(last), 1e-3);
    if (Number.isNaN(first) || Number.isNaN(last)) return undefined;
    return Math.abs(last - first) <= ROUNDING * size ? 0 : last > first ? 1 : -1;
  };
  const found = periods.length > 1 ? way(own) : undefined;
  if (!found) return [];
  const [from, to] = [periods[0]!, periods[periods.length - 1]!];
  return [
    {
      kind: found > 0 ? 'rises' : 'falls',
      subject: `${from}`,
      other: `${to}`,
      text: {
        en: `the mean of the index ${found > 0 ? 'rises' : 'falls'} from ${from} to ${to}`,
        zh: `指数均值由 ${from} 至 ${to} 年${found > 0 ? '上升' : '下降'}`,
      },
      holds: (outcome) => {
        const here = way(outcome);
        return here === undefined ? undefined : here === found;
      },
    },
  ];
}

/** The group with the highest mean, where one has. */
function groupFirst(panel: Panel, column: string, own: Outcome): Conclusion[] {
  const groups = groupsOf(panel, column);
  const leader = ({ score }: Outcome) => {
    const means = groups.map(({ members }) => meanOf(members.map((u) => score[u]!)));
    const most = Math.max(...means.filter((mean) => !Number.isNaN(mean)));
    const leaders = groups.filter((_, g) => means[g] === most);
    return leaders.length === 1 ? leaders[0]!.group : undefined;
  };
  const found = groups.length > 1 ? leader(own) : undefined;
  if (found === undefined) return [];
  const member = panel.units[groups.find(({ group }) => group === found)!.members[0]!]!;
  const nameZh = member.attributes.get(`${column}_zh`) || found;
  return [
    {
      kind: 'group-first',
      subject: found,
      other: column,
      text: {
        en: `${found} has the highest mean by ${column}`,
        zh: `按 ${column} 分组，${nameZh}的均值最高`,
      },
      holds: (outcome) => leader(outcome) === found,
    },
  ];
}
