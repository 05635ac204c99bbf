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

/** Deposits of whom: where no title says it, sources mean those of enterprises and government too. */
const DEPOSITS = /deposits?(?![a-z])|存款/i;
const HOUSEHOLD = /household|resident|personal|savings|居民|住户|个人|储蓄/i;

/** F13: variables of one study that count different areas, or different populations, by their titles and units. */
export const scope = check({
  id: 'scope',
  title: { en: 'Mixed coverage', zh: '口径混用' },
  rule: {
    en: 'titles or units that speak of city districts beside the whole city, of registered beside resident population, or of deposits without saying whose',
    zh: '名称或单位中市辖区与全市并存，户籍人口与常住人口并存，或存款未说明口径',
  },
  source: { en: 'from unit and title', zh: '据单位与名称' },
  level: 'note',
  find: (view) => [
    ...PAIRS.flatMap(([a, b]) => {
      const [first, second] = [members(a, view), members(b, view)];
      const others = second.filter((id) => !first.includes(id));
      if (first.length === 0 || others.length === 0) return [];
      const facts = { a: a[0], b: b[0], first: first.join(', '), second: others.join(', ') };
      return [{ indicator: '', spots: [], facts }];
    }),
    ...view.variables
      .filter((one) => textsOf(one).some((text) => DEPOSITS.test(text)))
      .filter((one) => !textsOf(one).some((text) => HOUSEHOLD.test(text)))
      .map(({ id }) => ({ indicator: id, spots: [], facts: { deposits: id } })),
  ],
  tell: ({ facts }) => (facts!.deposits === undefined ? pairTold(facts!) : depositsTold(facts!.deposits)),
});

function depositsTold(id: string | number) {
  return {
    en: `${id}: whose deposits they are is not said; those of all depositors are not household savings.`,
    zh: `${id}：未说明存款口径；各项存款不等于居民储蓄存款。`,
  };
}

function pairTold(facts: Record<string, string | number>) {
  return {
    en: `Mixed coverage: ${facts.a} (${facts.first}) beside ${facts.b} (${facts.second}); do not divide one by the other.`,
    zh: `口径混用：${ZH[facts.a!]}（${facts.first}）与${ZH[facts.b!]}（${facts.second}）并存，勿以一者除另一者。`,
  };
}

const ZH: Record<string | number, string> = {
  'city districts': '市辖区',
  'whole city': '全市',
  'registered population': '户籍人口',
  'resident population': '常住人口',
};

function textsOf({ title, unit, id }: Variable): string[] {
  return [id, title.en, title.zh, unit?.en, unit?.zh].filter((text) => text !== undefined);
}

function members([, pattern]: Kind, { variables }: AuditView): string[] {
  return variables.filter((one) => textsOf(one).some((text) => pattern.test(text))).map(({ id }) => id);
}
