import { type AuditView, check, type Variable } from './finding.ts';

type Kind = readonly [kind: string, pattern: RegExp];
/** Pairs of wordings that count different things. */
const PAIRS: readonly (readonly [Kind, Kind])[] = [
  [
    [
      'city districts',
      /city[ _]district|urban[ _]district|built[-_ ]up|municipal[ _]district|constr(?:uction)?[_ ]land|市辖区|建成区|建设用地|城区/i,
    ],
    [
      'whole city',
      /whole[ _]city|prefecture|land[_ ]area|total[_ ]population|(?:hukou|registered|resident)[_ ]pop|全市|行政区域|土地面积|(?:总|户籍|常住)人口/i,
    ],
  ],
  [
    ['registered population', /registered|hukou|户籍/i],
    ['resident population', /resident|常住/i],
  ],
];

/** F13: variables of one study that count different areas, or different populations, by their titles and units. */
export const scope = check({
  id: 'scope',
  title: { en: 'Mixed coverage', zh: '口径混用' },
  rule: {
    en: 'titles or units that speak of city districts beside the whole city, or of registered beside resident population',
    zh: '名称或单位中市辖区与全市并存，或户籍人口与常住人口并存',
  },
  source: { en: 'from unit and title', zh: '据单位与名称' },
  level: 'note',
  find: (view) =>
    PAIRS.flatMap(([a, b]) => {
      const [first, second] = [members(a, view), members(b, view)];
      const others = second.filter((id) => !first.includes(id));
      if (first.length === 0 || others.length === 0) return [];
      const facts = { a: a[0], b: b[0], first: first.join(', '), second: others.join(', ') };
      return [{ indicator: '', spots: [], facts }];
    }),
  tell: ({ facts }) => ({
    en: `Mixed coverage: ${facts!.a} (${facts!.first}) beside ${facts!.b} (${facts!.second}); do not divide one by the other.`,
    zh: `口径混用：${ZH[facts!.a!]}（${facts!.first}）与${ZH[facts!.b!]}（${facts!.second}）并存，勿以一者除另一者。`,
  }),
});

const ZH: Record<string | number, string> = {
  'city districts': '市辖区',
  'whole city': '全市',
  'registered population': '户籍人口',
  'resident population': '常住人口',
};

function members([, pattern]: Kind, { variables }: AuditView): string[] {
  const says = ({ title, unit, id }: Variable) =>
    [id, title.en, title.zh, unit?.en, unit?.zh].some((text) => text !== undefined && pattern.test(text));
  return variables.filter(says).map(({ id }) => id);
}
