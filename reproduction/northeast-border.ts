import { type Claims, type Finding, fixed, holds, unpublished } from './claim.ts';
import type { Papers } from './papers.ts';

/** Area of the Earth's surface in million square kilometres. */
const EARTH = 510.07;
const DIMENSIONS = { basic: 14, exclusive: 8 } as const;

/** Resilience of border cities in Northeast China (Land 2023, 12, 958). */
export const northeastBorder: Claims = {
  'cities in sample': (papers) => {
    const area = papers.rows('000_study_area');
    const studied = area.filter((row) => row.in_13_city_sample === '1').length;
    return {
      recomputed: `${area.length} units in the area, ${studied} with data`,
      verdict: holds(studied === 13),
      why: "Daxing'anling has no data; the abstract's 14 are the units of the area.",
      errata: ['0.1'],
    };
  },
  'secondary indicators': (papers) => {
    const [basic, exclusive] = Object.keys(DIMENSIONS).map(
      (dimension) => papers.rows('000_index').filter((row) => row.dimension === dimension).length,
    );
    return {
      recomputed: `${basic} + ${exclusive} = ${basic! + exclusive!}`,
      verdict: holds(basic! + exclusive! === 22),
      why: 'The rows of Table 1.',
    };
  },
  area: () => ({
    recomputed: `${fixed(6033.98 / EARTH, 1)} times the surface of the Earth`,
    verdict: 'misprint',
    why: 'Impossible as printed; 603 398 km² is the plausible reading.',
    errata: ['0.2'],
  }),
  'share of Northeast land': unpublished('Needs areas that the paper does not print.'),
  'share of Northeast population': unpublished('Needs populations that the paper does not print.'),
  'units in region': (papers) => {
    const units = papers.rows('000_study_area').length;
    return {
      recomputed: `${units} prefecture-level units in Fig. 3`,
      verdict: units === 14 ? 'consistent' : 'contradiction',
      why: 'The numbers of cities and counties need outside data; only the units can be counted.',
    };
  },
  years: (papers) => {
    const years = [...new Set(papers.rows('000_table3_obstacles').map((row) => row.year))].sort();
    return {
      recomputed: years.join(', '),
      verdict: holds(years.join() === '2010,2015,2019'),
      why: 'The years of Table 3. The plan periods that the text gives them are wrong.',
      errata: ['0.14'],
    };
  },
  'class limits basic': (papers) => limits(papers, 'basic'),
  'class limits exclusive': (papers) => limits(papers, 'exclusive'),
  'class limits comprehensive': (papers) => limits(papers, 'comprehensive'),
  'obstacle factors and degrees': (papers) => {
    const rows = papers.rows('000_table3_obstacles');
    const cells = new Map(
      rows.map((row) => [`${row.city} ${row.year} ${row.dimension}`, Number(row.obstacle_degree_pct)]),
    );
    const places = [...new Set(rows.map((row) => `${row.city} ${row.year}`))];
    // The largest of n shares of 100 % is at least 100 / n, so these sums must reach 100 when shares are over all indicators.
    const bounds = places.map(
      (place) => 14 * cells.get(`${place} basic`)! + 8 * cells.get(`${place} exclusive`)!,
    );
    const least = Math.min(...bounds);
    const tooSmall = (dimension: keyof typeof DIMENSIONS) =>
      rows.filter(
        (row) => row.dimension === dimension && Number(row.obstacle_degree_pct) < 100 / DIMENSIONS[dimension],
      ).length;
    return {
      recomputed: `${rows.length} pairs; 14 b + 8 e ≥ ${fixed(least, 0)} everywhere; a sum within the dimension is excluded by ${tooSmall('basic')} and ${tooSmall('exclusive')} of ${places.length} cells`,
      verdict: rows.length === 78 && least >= 100 ? 'consistent' : 'contradiction',
      why: 'Scores are not published, so degrees cannot be recomputed; the printed ones can only come from a sum over all 22 indicators.',
      errata: ['0.7', '0.11', '0.13', '0.17'],
    };
  },
  'Shuangyashan 2015 city scale obstacle': (papers) => {
    const found = papers
      .rows('000_table3_obstacles')
      .find((row) => row.city === 'Shuangyashan' && row.year === '2015' && row.dimension === 'basic')!;
    return {
      recomputed: `${found.obstacle_factor} ${found.obstacle_degree_pct}`,
      verdict: holds(found.obstacle_factor === 'X4' && found.obstacle_degree_pct === '10.32'),
      why: 'The text repeats Table 3; X4 is city size.',
    };
  },
  'cities with high comprehensive resilience 2019': unpublished(
    'No scores are published, and the text contradicts itself on Mudanjiang, Yanbian and Dandong.',
    ['0.8', '0.9'],
  ),
};

/** Class limits of Table 2 against the legends of the maps. */
function limits(papers: Papers, dimension: string): Finding {
  const rows = papers.rows('000_table2_classes').filter((row) => row.dimension === dimension);
  const broken = rows
    .slice(1)
    .filter((row, i) => fixed(Number(rows[i]!.upper_table2) + 0.0001) !== row.legend_lower);
  const uppers = rows.map((row) => row.upper_table2).join(', ');
  if (broken.length === 0) {
    return {
      recomputed: `${uppers}; each class of the legend starts 0.0001 above the one below`,
      verdict: 'consistent',
      why: 'Scores are not published, so the breaks themselves cannot be recomputed.',
    };
  }
  return {
    recomputed: `${uppers}; in the legend ${broken.map((row) => `class ${row.class_no} starts at ${row.legend_lower}`).join(', ')}`,
    verdict: 'contradiction',
    why: 'Table 2 and the legend of Fig. 4 disagree; Table 2 is read. Scores are not published, so the breaks themselves cannot be recomputed.',
    errata: ['0.3'],
  };
}
