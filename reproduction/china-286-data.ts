import { type BandwidthRule, bandwidthOf } from '../src/core/statistics/bandwidth.ts';
import { densityModes } from '../src/core/statistics/density-modes.ts';
import { mean } from './claim.ts';
import type { Papers } from './papers.ts';

/** A city of Table A1 with its repaired scores and ranks. */
export interface City {
  city: string;
  region: string;
  score2004: number;
  score2016: number;
  rank2004: number;
  rank2016: number;
}

export function cities(papers: Papers): City[] {
  return papers.rows('002_tableA1').map((row) => ({
    city: row.city!,
    region: row.region_STANDARD_not_in_paper!,
    score2004: Number(row.score_2004_corrected),
    score2016: Number(row.score_2016_corrected),
    rank2004: Number(row.rank_2004_corrected),
    rank2016: Number(row.rank_2016_corrected),
  }));
}

/** The seats of the provincial-level governments, from general knowledge. */
const CAPITALS = new Set(
  'Beijing Tianjin Shijiazhuang Taiyuan Hohhot Shenyang Changchun Harbin Shanghai Nanjing Hangzhou Hefei Nanchang Jinan Zhengzhou Wuhan Changsha Guangzhou Nanning Haikou Chongqing Chengdu Guiyang Kunming Lhasa Xian Lanzhou Xining Yinchuan Urumqi'.split(
    ' ',
  ),
);

export function isCapital({ city }: City): boolean {
  return CAPITALS.has(city) || city === 'Fuzhou (FJ)';
}

/** Members of the national plan for Beijing-Tianjin-Hebei that the paper's ten do not include. */
const LATER_MEMBERS = ['Handan', 'Xingtai', 'Hengshui'];

/** Mean score of each agglomeration, largest first. */
export function agglomerationMeans(
  papers: Papers,
  year: 'score2004' | 'score2016',
  withTen: boolean,
): { name: string; mean: number }[] {
  const scores = new Map(cities(papers).map((city) => [city.city, city[year]]));
  const members = new Map<string, number[]>();
  for (const { agglomeration, city } of papers.rows('002_agglomerations_members')) {
    if (withTen && agglomeration === 'Beijing-Tianjin-Hebei' && LATER_MEMBERS.includes(city!)) continue;
    members.set(agglomeration!, [...(members.get(agglomeration!) ?? []), scores.get(city!)!]);
  }
  return [...members].map(([name, values]) => ({ name, mean: mean(values) })).sort((a, b) => b.mean - a.mean);
}

/** The highest point of the Gaussian kernel density of some scores under a rule of bandwidth. */
export function peak(scores: readonly number[], rule: BandwidthRule): number {
  const sorted = Float64Array.from(scores).sort();
  const { h } = bandwidthOf(sorted, rule);
  return Math.max(...densityModes({ sorted, h, kernel: 'gaussian' }).map(({ height }) => height));
}
