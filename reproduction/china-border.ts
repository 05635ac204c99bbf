import { agrees, type Claims, fixed, growth, holds, unpublished, verdictOf } from './claim.ts';

const SUPPLEMENT =
  'Scores by city stand in the supplement only, which is not among the published tables here.';
/** Regional means of 2010 as section 4.1 prints them. */
const MEANS_2010: Readonly<Record<string, number>> = {
  'North China': 0.3222,
  'Northeast China': 0.3128,
  'Southwest China': 0.3053,
  'Northwest China': 0.3043,
  'Tibetan China': 0.2604,
};

/** Border-city resilience of 41 Chinese border cities (Frontiers in Public Health, 2022). */
export const chinaBorder: Claims = {
  indicators: (papers) => {
    const rows = papers.rows('001_index_weights');
    const urban = rows.filter((row) => row.system === 'Urban').length;
    return {
      recomputed: `${rows.length} = ${urban} + ${rows.length - urban}`,
      verdict: holds(rows.length === 29 && urban === 21),
      why: 'The rows of Table 2.',
    };
  },
  'weights sum': (papers) => {
    const total = papers.numbers('001_index_weights', 'weight').reduce((sum, weight) => sum + weight, 0);
    return {
      recomputed: fixed(total),
      verdict: Math.abs(total - 1) <= 29 * 0.00005 ? 'reproduces' : 'contradiction',
      why: '1 within the rounding of 29 printed weights; Holling renormalises them with a note.',
      errata: ['1.12'],
    };
  },
  'prefecture-level border cities': (papers) => {
    const rows = papers.rows('001_table1_geography');
    const counts = new Map<string, number>();
    for (const { geographical_area_table1: area } of rows) counts.set(area!, (counts.get(area!) ?? 0) + 1);
    return {
      recomputed: `${[...counts.values()].join(' + ')} = ${rows.length}`,
      verdict: holds(rows.length === 45),
      why: 'The rows of Table 1.',
    };
  },
  'study cities': (papers) => {
    const rows = papers.rows('001_table1_geography');
    const studied = rows.filter((row) => row.in_41 === '1').length;
    return {
      recomputed: `${rows.length} − ${rows.length - studied} = ${studied}`,
      verdict: holds(studied === 41),
      why: 'Section 4.1 says that 45 were measured; section 3.2 leaves out four without data.',
      errata: ['1.1', '1.10'],
    };
  },
  'mean BCR 2010': (papers) => {
    const studied = papers.rows('001_table1_geography').filter((row) => row.in_41 === '1');
    const weighted =
      studied.reduce((sum, row) => sum + MEANS_2010[row.region_of_section_4_1!]!, 0) / studied.length;
    return {
      recomputed: fixed(weighted),
      verdict: verdictOf([[weighted, '0.3174']], 'contradiction'),
      why: 'The regional means of the same section, weighted by the number of studied cities. Only North China lies above 0.3174, so no other count of cities mends it.',
      errata: ['1.2', '1.4'],
    };
  },
  'mean BCR 2015': unpublished(SUPPLEMENT),
  'mean BCR 2020': unpublished(SUPPLEMENT),
  'growth of mean 2010-15': () => {
    const percent = growth(0.3174, 0.3323);
    return {
      recomputed: `${fixed(percent, 3)} %`,
      verdict: verdictOf([[percent, '4.694']]),
      why: 'From the printed means, in percent of the earlier one.',
    };
  },
  'growth of mean 2015-20': () => {
    const percent = growth(0.3323, 0.3397);
    return {
      recomputed: `${fixed(percent, 3)} %`,
      verdict: verdictOf([[percent, '2.227']]),
      why: 'From the printed means, in percent of the earlier one.',
    };
  },
  'maximum over the three years': unpublished(SUPPLEMENT),
  'minimum over the three years': unpublished(SUPPLEMENT),
  '2010 regional means': () => {
    const order = Object.entries(MEANS_2010)
      .sort((a, b) => b[1] - a[1])
      .map(([region]) => region.replace(/ China$/, ''));
    const printed = ['Northeast', 'Southwest', 'Northwest', 'North', 'Tibetan'];
    return {
      recomputed: order.join(' > '),
      verdict: holds(order.join() === printed.join(), 'contradiction'),
      why: `The abstract and the conclusion order the regions ${printed.join(' > ')}.`,
      errata: ['1.3'],
    };
  },
  'highest-resilience city 2010': unpublished(SUPPLEMENT),
  'higher-resilience cities 2010': unpublished(SUPPLEMENT),
  '2015 counts': unpublished(SUPPLEMENT),
  '2020 counts': unpublished(SUPPLEMENT),
  'North 2020 mean': () => ({
    recomputed: `${fixed(0.3514 - 0.011)} in 2015`,
    verdict: 'consistent',
    why: 'Only what the sentence implies can be computed; the 2015 mean of the region is not printed.',
  }),
  'growth 2015-20': unpublished(
    `Regional means of both years would be needed. ${SUPPLEMENT} Elsewhere the text says that these two regions showed no significant improvement.`,
    ['1.6'],
  ),
  'mean of Jixi, Mudanjiang, Yanbian, Dandong 2020': unpublished(SUPPLEMENT),
  'Baotou 2020': unpublished(SUPPLEMENT),
  'Yili 2020': unpublished(SUPPLEMENT),
  'Kizilsu 2020': unpublished(SUPPLEMENT),
  'Yili - Kizilsu': () => {
    const gap = 0.4345 - 0.299;
    return {
      recomputed: fixed(gap),
      verdict: holds(agrees(gap, '0.1355') && agrees(gap - 0.0005, '0.135')),
      why: 'From the two printed scores; the text cuts 0.1355 to 0.135.',
    };
  },
  'class limits': (papers) => {
    const rows = papers.rows('001_table3_classes');
    const holes = rows
      .slice(1)
      .filter((row, i) => Number(row.lower) > Number(rows[i]!.upper))
      .map((row, i) => `${rows[i]!.upper}–${row.lower}`);
    return {
      recomputed: `holes at ${holes.join(', ')}`,
      verdict: holes.length === 0 ? 'consistent' : 'contradiction',
      why: 'The classes of Table 3 leave holes; limits are read as upper-inclusive. The breaks cannot be recomputed without scores.',
      errata: ['1.5'],
    };
  },
};
