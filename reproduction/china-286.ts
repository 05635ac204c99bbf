import { log } from '../src/core/math/log.ts';
import { naturalBreaks } from '../src/core/statistics/natural-breaks.ts';
import { agglomerationMeans, type City, cities, isCapital, peak } from './china-286-data.ts';
import {
  agrees,
  type Claims,
  type Finding,
  fixed,
  growth,
  holds,
  list,
  mean,
  type Verdict,
  verdictOf,
} from './claim.ts';
import type { Papers } from './papers.ts';

const YEARS = ['2004', '2008', '2012', '2016'] as const;

/** Economic resilience of 286 Chinese cities (Sustainability 2018, 10, 4754). */
export const china286: Claims = {
  cities: (papers) => {
    const found = cities(papers);
    const names = new Set(found.map(({ city }) => city)).size;
    return {
      recomputed: `${found.length} rows, ${names} different cities after the repair of names`,
      verdict: holds(found.length === 286 && names === 286),
      why: 'Table A1. Twenty-seven names are misprinted; after their repair no city stands twice.',
      errata: ['2.14'],
    };
  },
  'excluded cities': (papers) => {
    const counts = new Map<string, number>();
    for (const { province } of papers.rows('002_excluded_cities'))
      counts.set(province!, (counts.get(province!) ?? 0) + 1);
    const total = papers.rows('002_excluded_cities').length;
    return {
      recomputed: `${[...counts.values()].join(' + ')} = ${total}`,
      verdict: holds(total === 12),
      why: 'Counted by province as section 2.1 lists them.',
      errata: ['2.14'],
    };
  },
  'sum AHP weights': (papers) => weightSum(papers, 'ahp_weight'),
  'sum entropy weights': (papers) => weightSum(papers, 'entropy_weight'),
  'sum comprehensive weights': (papers) => weightSum(papers, 'comprehensive_weight'),
  'comprehensive from AHP and entropy': (papers) => {
    const [ahp, entropy, both] = ['ahp_weight', 'entropy_weight', 'comprehensive_weight'].map((column) =>
      papers.numbers('002_table1_weights', column),
    ) as [number[], number[], number[]];
    let comparable = 0;
    let violated = 0;
    for (let a = 0; a < ahp.length; a++) {
      for (let b = 0; b < ahp.length; b++) {
        if (a === b || !(ahp[a]! >= ahp[b]! && entropy[a]! >= entropy[b]!)) continue;
        comparable++;
        if (both[a]! < both[b]!) violated++;
      }
    }
    return {
      recomputed: `of ${comparable} pairs in which one indicator has no less weight of either kind, ${violated} have less comprehensive weight; X10 over X11 by ${fixed(both[9]! / both[10]!, 0)} times`,
      verdict: 'does not reproduce',
      why: 'No rule that grows with both weights can give these; the printed vector is a preset of the study, not a result.',
      errata: ['2.9'],
    };
  },
  'Average 2004': (papers) => regionalAverage(papers, '2004', '0.0562'),
  'Average 2016': (papers) => regionalAverage(papers, '2016', '0.0740'),
  'East/Central/West 2004': (papers) => regions(papers, 'score2004', ['0.0888', '0.0430', '0.0370']),
  'East/Central/West 2016': (papers) => regions(papers, 'score2016', ['0.1101', '0.0605', '0.0514']),
  'increments 2004-2016': (papers) => {
    const grown = papers
      .rows('002_table2_region_means')
      .filter((row) => row.region !== 'Average')
      .map((row) => Number(row[2016]) - Number(row[2004]));
    return {
      recomputed: list(grown),
      verdict: verdictOf([
        [grown[0]!, '0.0213'],
        [grown[1]!, '0.0175'],
        [grown[2]!, '0.0144'],
      ]),
      why: 'Differences of Table 2. Increased each year, as the text says, they did not.',
      errata: ['2.3', '2.4'],
    };
  },
  'KDE peak 2004': (papers) => {
    const found = peaks(cities(papers).map(({ score2004 }) => score2004));
    return {
      recomputed: words(found),
      verdict: holds(found.robust > 30),
      why: 'The printed bandwidth 0.9 S N^-0.8 is not Silverman’s, whose exponent is -1/5. It would keep this sentence and break the next; the robust rule comes closest to both.',
      errata: ['2.12'],
    };
  },
  'KDE peak 2010 / 2016': (papers) => {
    const found = peaks(cities(papers).map(({ score2016 }) => score2016));
    return {
      recomputed: `2016: ${words(found)}`,
      verdict: found.robust < 25 ? 'reproduces in another way' : 'does not reproduce',
      why: 'Below 25 under the robust rule, above it under the printed one. The scores of 2010 are not published.',
      errata: ['2.12'],
    };
  },
  'share of cities with UER in 0..0.1': (papers) => {
    const found = cities(papers);
    const share = (pick: (city: City) => number) =>
      (100 * found.filter((city) => pick(city) <= 0.1).length) / found.length;
    const shares = [share((city) => city.score2004), share((city) => city.score2016)];
    return {
      recomputed: `${list(shares, 1)} % (2004, 2016)`,
      verdict: holds(shares.every((one) => one > 50)),
      why: 'Most cities, in both years.',
    };
  },
  'top three 2016': (papers) => {
    const [first, second, third] = byScore(papers, 'score2016');
    const pairs = [
      [first!, '0.76'],
      [second!, '0.69'],
      [third!, '0.44'],
    ] as const;
    return {
      recomputed: pairs.map(([{ city, score2016 }]) => `${city} ${fixed(score2016)}`).join(', '),
      verdict: holds(
        pairs.every(([{ score2016 }, printed]) => agrees(score2016, printed)),
        'misprint',
      ),
      why: 'Shanghai is 0.6980, which rounds to 0.70; the text cuts it to 0.69.',
      errata: ['2.15'],
    };
  },
  Shenzhen: (papers) => rankMove(papers, 'Shenzhen', [6, 3], ['2.16']),
  Hangzhou: (papers) => rankMove(papers, 'Hangzhou', [10, 9]),
  'top 25% mostly capitals or east coast': (papers) => {
    const top = byScore(papers, 'score2016').slice(0, 71);
    const all = cities(papers).filter(isCapital).length;
    const capitals = top.filter(isCapital).length;
    const eastern = top.filter(({ region }) => region === 'Eastern').length;
    return {
      recomputed: `${capitals} of ${all} provincial capitals and municipalities are in the top 71; ${eastern} of the 71 are eastern`,
      verdict: holds(top.filter((city) => isCapital(city) || city.region === 'Eastern').length > 71 / 2),
      why: 'Regions and capitals are the usual ones; the paper does not print them.',
    };
  },
  'bottom 25% mostly west': (papers) => {
    const bottom = byScore(papers, 'score2016').slice(-71);
    const western = bottom.filter(({ region }) => region === 'Western').length;
    return {
      recomputed: `${western} of 71`,
      verdict: holds(western > 71 / 2),
      why: 'Regions are the usual ones; the paper does not print them.',
    };
  },
  'UA means 2004: top three BTH, PRD, YRD': (papers) => {
    const ordered = agglomerationMeans(papers, 'score2004', true);
    const top = ordered.slice(0, 3).map(({ name }) => name);
    const named = ['Beijing-Tianjin-Hebei', 'Pearl River Delta', 'Yangtze River Delta'];
    return {
      recomputed: shown(ordered.slice(0, 3)),
      verdict: holds(named.every((name) => top.includes(name))),
      why: 'The three hold as a set. Members are from the national plans, with ten cities in Beijing-Tianjin-Hebei.',
    };
  },
  'UA means 2016: PRD, BTH, YRD': (papers) => {
    const ordered = agglomerationMeans(papers, 'score2016', true);
    const plain = agglomerationMeans(papers, 'score2016', false).map(({ name }) => name);
    const printed = ['Pearl River Delta', 'Beijing-Tianjin-Hebei', 'Yangtze River Delta'];
    return {
      recomputed: shown(ordered.slice(0, 3)),
      verdict: holds(
        ordered
          .slice(0, 3)
          .map(({ name }) => name)
          .join() === printed.join(),
      ),
      why: `With the ten cities that the paper’s counts imply; with thirteen the order is ${plain.slice(0, 3).join(' > ')}.`,
    };
  },
  'lowest three UAs 2004: Lanzhou-Xining, Beibu, Ningxia': (papers) => {
    const lowest = agglomerationMeans(papers, 'score2004', true).slice(-5).reverse();
    const named = ['Lanzhou-Xining', 'Beibu Gulf', 'Ningxia'];
    const kept = lowest.slice(0, 3).filter(({ name }) => named.includes(name)).length;
    return {
      recomputed: `${shown(lowest)}: ${kept} of 3`,
      verdict: holds(kept === 3),
      why: 'Members are from the national plans, not from the paper; no other reading was tried.',
    };
  },
  'growth of the index, YRD': (papers) => indexGrowth(papers, 'Yangtze River Delta', '37.03', ['2.17']),
  'growth of the index, PRD': (papers) => indexGrowth(papers, 'Pearl River Delta', '37.03', ['2.17', '2.18']),
  'growth Ningxia': (papers) => indexGrowth(papers, 'Ningxia', '31.62', ['2.18']),
  'growth Lanzhou-Xining': (papers) => indexGrowth(papers, 'Lanzhou-Xining', '31.57', ['2.18']),
  '2012-2016 changes': (papers) => {
    const printed = {
      'Chengdu-Chongqing': '0.0119',
      'Yangtze River Delta': '0.0094',
      'North slope of Tianshan Mountain': '-0.0015',
      'Lanzhou-Xining': '-0.0014',
      'South-Central-Liaoning': '-0.0003',
    };
    const changes = Object.entries(printed).map(([name, text]) => {
      const row = index(papers, name);
      return [row[3]! - row[2]!, text] as const;
    });
    return {
      recomputed: list(changes.map(([change]) => change)),
      verdict: verdictOf(changes),
      why: 'Differences of Table 3, in the order of the text.',
      errata: ['2.19'],
    };
  },
  '2008-2012 declines': (papers) => {
    const fallen = names(papers).filter((name) => index(papers, name)[2]! < index(papers, name)[1]!);
    const printed = ['Beijing-Tianjin-Hebei', 'Central Shanxi', 'North slope of Tianshan Mountain'];
    return {
      recomputed: fallen.join(', '),
      verdict: holds(fallen.join() === printed.join()),
      why: 'Exactly the three of the text fall in Table 3.',
      errata: ['2.19'],
    };
  },
  'Jenks 3 classes of the mean index': (papers) => {
    const means = names(papers).map((name) => mean(index(papers, name)));
    const plain = naturalBreaks(means, 3);
    const logs = naturalBreaks(means.map(log), 3);
    const levels = names(papers).map((_, i) => 3 - logs.upper.findIndex((limit) => log(means[i]!) <= limit));
    const printed = papers.numbers('002_table3_opportunity', 'text_level');
    const same = levels.every((level, i) => level === printed[i]);
    return {
      recomputed: `of the means ${plain.counts.toReversed().join(' / ')}; of their logarithms ${logs.counts.toReversed().join(' / ')}, ${same ? 'the groups of the text' : 'other groups than the text'}`,
      verdict: same ? 'reproduces in another way' : 'does not reproduce',
      why: 'The text lists five names in level 3 and says six; Central Yunnan is the sixth. The groups are the optimum on the logarithm of the four-year mean, not on the mean.',
      errata: ['2.20', '2.22'],
    };
  },
  'class 3 "all below 0.03"': (papers) => {
    const level = papers.rows('002_table3_opportunity').filter((row) => row.text_level === '3');
    const above = level
      .map(({ name }) => ({ name: name!, mean: mean(index(papers, name!)) }))
      .filter((one) => one.mean >= 0.03);
    return {
      recomputed: shown(above),
      verdict: above.length === 0 ? 'reproduces' : 'contradiction',
      why: 'Means of the four years of Table 3 in level 3.',
      errata: ['2.21'],
    };
  },
  'cities in levels': (papers) => {
    const members = papers.rows('002_agglomerations_members');
    const count = (name: string) => members.filter((row) => row.agglomeration === name).length;
    const ofLevel = (level: string) =>
      papers
        .rows('002_table3_opportunity')
        .filter((row) => row.text_level === level)
        .reduce((total, row) => total + count(row.name!), 0);
    const counts = ['1', '2', '3'].map(ofLevel);
    const share = (100 * 124) / (62 + 124 + 22);
    return {
      recomputed: `62 + 124 + 22 = ${62 + 124 + 22}, ${fixed(share, 1)} %; from the national plans ${counts.join(' / ')}`,
      verdict: holds(agrees(share, '59.6') && counts[2] === 22),
      why: 'The arithmetic holds, and level 3 has 22 cities only with Central Yunnan. Level 1 is 62 with ten cities in Beijing-Tianjin-Hebei and seventeen in Chengdu-Chongqing.',
      errata: ['2.20'],
    };
  },
  'mean fairness index': (papers) => {
    const means = YEARS.map((year) => mean(papers.numbers('002_table3_opportunity', `ofi_${year}`)));
    return {
      recomputed: `${list(means, 3)} (${YEARS.join(', ')})`,
      verdict: verdictOf([
        [means[0]!, '0.93'],
        [means[3]!, '0.92'],
      ]),
      why: 'Means of Table 3 over the nineteen agglomerations.',
    };
  },
  'five UAs > 1 in 2016': (papers) => {
    const above = papers
      .rows('002_table3_opportunity')
      .filter((row) => Number(row.ofi_2016) > 1)
      .map((row) => row.name!);
    return {
      recomputed: above.join(', '),
      verdict: holds(above.length === 5),
      why: 'Exactly the five of the text. Above 1 is impossible when cities are ordered by the score itself.',
    };
  },
  'opportunity index from Table A1': (papers) => {
    const scores = new Map(cities(papers).map((city) => [city.city, city]));
    const members = papers.rows('002_agglomerations_members');
    const outside = names(papers).filter((name) => {
      const own = members
        .filter((row) => row.agglomeration === name)
        .flatMap((row) => scores.get(row.city!) ?? []);
      const beyond = (pick: (city: City) => number, value: number) =>
        value < Math.min(...own.map(pick)) - 0.00005 || value > Math.max(...own.map(pick)) + 0.00005;
      return (
        beyond((city) => city.score2004, index(papers, name)[0]!) &&
        beyond((city) => city.score2016, index(papers, name)[3]!)
      );
    });
    return {
      recomputed: `outside the scores of all members in both years: ${outside.join(', ')}`,
      verdict: 'does not reproduce',
      why: 'A mean of means of the members cannot leave their range, whatever the order and the weights.',
      errata: ['2.13', '2.23'],
    };
  },
};

function weightSum(papers: Papers, column: string): Finding {
  const total = papers.numbers('002_table1_weights', column).reduce((sum, weight) => sum + weight, 0);
  const isOne = Math.abs(total - 1) <= 25 * 0.00005;
  return {
    recomputed: fixed(total),
    verdict: isOne ? 'reproduces' : 'misprint',
    why: isOne
      ? 'The column of Table 1 sums to 1 within its rounding.'
      : 'The column of Table 1 misses 1 by more than its rounding; Holling renormalises it with a note.',
    ...(isOne ? {} : { errata: ['2.8'] }),
  };
}

function regionalAverage(papers: Papers, year: '2004' | '2016', printed: string): Finding {
  const three = mean(
    papers
      .rows('002_table2_region_means')
      .filter((row) => row.region !== 'Average')
      .map((row) => Number(row[year])),
  );
  const ofCities = mean(cities(papers).map((city) => city[`score${year}`]));
  const verdict: Verdict =
    Math.abs(three - Number(printed)) <= 0.00015 ? 'reproduces in another way' : 'does not reproduce';
  return {
    recomputed: `mean of the three regions ${fixed(three)}; mean of the cities of Table A1 ${fixed(ofCities)}`,
    verdict,
    why: 'What is called the average of the cities is the unweighted mean of three regional means, within their rounding.',
    errata: year === '2016' ? ['2.1', '2.5', '2.7'] : ['2.5'],
  };
}

function regions(papers: Papers, year: 'score2004' | 'score2016', printed: readonly string[]): Finding {
  const means = ['Eastern', 'Central', 'Western'].map((region) =>
    mean(
      cities(papers)
        .filter((city) => city.region === region)
        .map((city) => city[year]),
    ),
  );
  return {
    recomputed: list(means),
    verdict: verdictOf(means.map((one, i) => [one, printed[i]!])),
    why: 'Means of Table A1, repaired, over the usual regions. No partition into three groups gives Table 2 in both years: the tables come from different runs.',
    errata: ['2.6'],
  };
}

function peaks(scores: readonly number[]) {
  return {
    robust: peak(scores, 'silverman'),
    plain: peak(scores, 'silverman-sd'),
    printed: peak(scores, 'as-printed'),
  };
}

function words({ robust, plain, printed }: ReturnType<typeof peaks>): string {
  return `robust Silverman ${fixed(robust, 1)}; 0.9 S N^-1/5 ${fixed(plain, 1)}; as printed ${fixed(printed, 1)}`;
}

function byScore(papers: Papers, year: 'score2004' | 'score2016'): City[] {
  return cities(papers).sort((a, b) => b[year] - a[year]);
}

function rankMove(
  papers: Papers,
  name: string,
  [from, to]: readonly [number, number],
  errata?: string[],
): Finding {
  const place = (year: 'score2004' | 'score2016') =>
    1 +
    byScore(papers, year).findIndex(
      (city) => city[year] === cities(papers).find((one) => one.city === name)![year],
    );
  const moved = [place('score2004'), place('score2016')];
  // Two cities print the same score of 2004 at ranks 9 and 10; the table's own order decides between them.
  const found = cities(papers).find((one) => one.city === name)!;
  return {
    recomputed: `${found.rank2004} → ${found.rank2016} in Table A1; ${moved.join(' → ')} by its rounded scores`,
    verdict: holds(found.rank2004 === from && found.rank2016 === to),
    why:
      name === 'Shenzhen'
        ? 'The ranks hold. It is not the fastest: Chengdu rises from 12 to 8.'
        : 'Ranks of Table A1; Nanjing has the same rounded score in 2004.',
    ...(errata ? { errata } : {}),
  };
}

function names(papers: Papers): string[] {
  return papers.rows('002_table3_opportunity').map((row) => row.name!);
}

/** The opportunity index of an agglomeration in the four years of Table 3. */
function index(papers: Papers, name: string): number[] {
  const row = papers.rows('002_table3_opportunity').find((one) => one.name === name)!;
  return YEARS.map((year) => Number(row[`oi_${year}`]));
}

function indexGrowth(papers: Papers, name: string, printed: string, errata: readonly string[]): Finding {
  const row = index(papers, name);
  const start = growth(row[0]!, row[3]!);
  const end = 100 * (1 - row[0]! / row[3]!);
  const isEnd = Math.abs(end - Number(printed)) < 0.015;
  return {
    recomputed: `${fixed(start, 2)} % of the value of 2004; ${fixed(end, 2)} % of that of 2016`,
    verdict: agrees(start, printed) ? 'reproduces' : isEnd ? 'reproduces in another way' : 'misprint',
    why: agrees(start, printed)
      ? 'From Table 3, in percent of the earlier value.'
      : isEnd
        ? 'The text divides by the later value here and by the earlier one elsewhere.'
        : 'Neither denominator gives the printed number, which is that of another agglomeration.',
    errata,
  };
}

function shown(means: readonly { name: string; mean: number }[]): string {
  return means.map(({ name, mean: value }) => `${name} ${fixed(value)}`).join(', ');
}
