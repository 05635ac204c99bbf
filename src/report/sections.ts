import { citation } from '../core/citations.ts';
import { gradeTable, topNodes } from '../figures/grade-table.ts';
import { groupMeansTable } from '../figures/group-means-table.ts';
import { groupTable } from '../figures/group-table.ts';
import { indicatorTable } from '../figures/indicator-table.ts';
import { obstacleTable } from '../figures/obstacle-table.ts';
import { opportunityTable } from '../figures/opportunity-table.ts';
import { rankTable } from '../figures/rank-table.ts';
import { spread } from '../figures/shown-periods.ts';
import { groupColumns, type TableFigure } from '../figures/table-figure.ts';
import type { Result } from '../study/result.ts';
import { changeGrid, inequalityGrid, opportunityChangeGrid, peakGrid, trendGrids } from './analysis-grids.ts';
import { auditFindings, auditGrid } from './audit.ts';
import { changeFindings } from './change-findings.ts';
import { coverageOf, dataFindings, findingGrid } from './data-audit.ts';
import { dominanceFindings, dominanceGrid } from './dominance-findings.ts';
import { findings, headlines } from './findings.ts';
import {
  comparisonGrid,
  imputationGrid,
  rankingGrid,
  sourceGrid,
  statusGrid,
  transitionGrids,
} from './grids.ts';
import { groupFindings } from './group-findings.ts';
import { facts, notes } from './lists.ts';
import { citedBy, methodsText } from './methods-text.ts';
import { multiverseFindings, multiverseGrids } from './multiverse-findings.ts';
import { obstacleFindings } from './obstacle-findings.ts';
import { opportunityFindings } from './opportunity-findings.ts';
import { robustnessFindings } from './robustness-findings.ts';
import { robustnessGrids } from './robustness-grids.ts';
import type { Block, Section } from './section.ts';
import { sensitivityFindings } from './sensitivity-findings.ts';
import { densityFindings, inequalityFindings, trendFindings } from './shape-findings.ts';
import { stabilityFindings } from './stability-findings.ts';
import { stabilityGrid, uncertaintyFindings } from './uncertainty-findings.ts';

/** Periods that have a map each, and how many of more. */
const MOST_MAPS = 4;
const SOME_MAPS = 3;

/** The same grid that the figure of a table draws, once for each set of options. */
function tableOf(
  { available, grid, options }: TableFigure<object>,
  each: (result: Result) => readonly object[] = () => [{}],
): Block {
  return {
    grids: ({ result, lang }) =>
      available(result) ? each(result).map((own) => grid(result, options.parse({ lang, ...own }))) : [],
  };
}

const byColumns = (table: string) => (result: Result) => groupColumns(result, table).map((by) => ({ by }));

/** What the report says, in its order. A new analysis adds its section here. */
export const sections: readonly Section[] = [
  {
    id: 'summary',
    title: 'summary',
    blocks: [{ sentences: findings, lead: true }, { items: ({ result, lang }) => headlines(result, lang) }],
  },
  {
    id: 'method',
    title: 'done',
    blocks: [
      { sentences: (result, lang) => [methodsText(result, lang)] },
      { heading: 'sources', items: ({ result }) => citedBy(result).map(citation) },
    ],
  },
  { id: 'area', title: 'area', blocks: [{ figure: 'locator' }, tableOf(groupTable)] },
  {
    id: 'system',
    title: 'system',
    blocks: [tableOf(indicatorTable), { figure: 'weights' }, { grids: comparisonGrid }],
  },
  {
    id: 'maps',
    title: 'maps',
    blocks: [{ figure: 'map', each: mapsOf }, { figure: 'map-grid' }, { figure: 'quartile-map' }],
  },
  {
    id: 'ranking',
    title: 'ranking',
    blocks: [
      { figure: 'ranking' },
      { grids: rankingGrid },
      tableOf(rankTable, ({ panel }) => (panel.periods.length > 1 ? [{}] : [])),
    ],
  },
  {
    id: 'uncertainty',
    title: 'uncertainty',
    blocks: [{ sentences: uncertaintyFindings }, { sentences: stabilityFindings }, { grids: stabilityGrid }],
  },
  {
    id: 'sensitivity',
    title: 'sensitivity',
    blocks: [{ sentences: sensitivityFindings }, { figure: 'sensitivity' }],
  },
  {
    id: 'grades',
    title: 'grades',
    blocks: [tableOf(gradeTable), { figure: 'transitions' }, { grids: transitionGrids }],
  },
  {
    id: 'groups',
    title: 'groups',
    blocks: [
      { sentences: groupFindings },
      tableOf(groupMeansTable, byColumns('groups')),
      { figure: 'group-bars', each: byColumns('groups') },
    ],
  },
  {
    id: 'changes',
    title: 'changes',
    blocks: [{ sentences: changeFindings }, { figure: 'bump' }, { grids: changeGrid }],
  },
  {
    id: 'obstacles',
    title: 'obstacles',
    blocks: [
      { sentences: obstacleFindings },
      { figure: 'obstacles' },
      tableOf(obstacleTable, ({ panel }) => [{ units: Math.max(2, panel.units.length) }]),
    ],
  },
  {
    id: 'distribution',
    title: 'distribution',
    blocks: [
      { sentences: densityFindings },
      { figure: 'density' },
      { figure: 'ridgeline' },
      { grids: peakGrid },
    ],
  },
  {
    id: 'trend',
    title: 'trend',
    blocks: [
      { sentences: trendFindings },
      { figure: 'trend-3d' },
      { figure: 'trend-panels' },
      { grids: trendGrids },
    ],
  },
  { id: 'surface', title: 'surface', blocks: [{ figure: 'surface' }] },
  {
    id: 'opportunity',
    title: 'opportunity',
    blocks: [
      { sentences: opportunityFindings },
      { figure: 'opportunity' },
      tableOf(opportunityTable, byColumns('opportunity')),
      { grids: opportunityChangeGrid },
    ],
  },
  {
    id: 'inequality',
    title: 'inequality',
    blocks: [{ sentences: inequalityFindings }, { figure: 'inequality' }, { grids: inequalityGrid }],
  },
  {
    id: 'robustness',
    title: 'robustness',
    blocks: [
      { sentences: auditFindings },
      { grids: auditGrid },
      { sentences: robustnessFindings },
      { figure: 'correlations' },
      { figure: 'effective-weights' },
      { grids: robustnessGrids },
    ],
  },
  {
    id: 'multiverse',
    title: 'multiverse',
    blocks: [
      { sentences: multiverseFindings },
      { figure: 'specification-curve', each: () => [{}, { outcome: 'correlation' }] },
      { grids: multiverseGrids },
    ],
  },
  {
    id: 'dominance',
    title: 'dominance',
    blocks: [{ sentences: dominanceFindings }, { grids: dominanceGrid }],
  },
  {
    id: 'data-audit',
    title: 'dataAudit',
    blocks: [{ sentences: dataFindings }, { figure: 'coverage', each: coverageOf }, { grids: findingGrid }],
  },
  { id: 'notes', title: 'notes', blocks: [{ html: notes }] },
  {
    id: 'data',
    title: 'data',
    blocks: [{ grids: sourceGrid }, { grids: statusGrid }, { grids: imputationGrid }],
  },
  { id: 'facts', title: 'facts', blocks: [{ html: facts }] },
];

/** The root and its dimensions; of many periods some, evenly chosen. */
function mapsOf(result: Result): object[] {
  const { periods } = result.panel;
  const isMany = periods.length > MOST_MAPS;
  const shown = spread(periods.length, SOME_MAPS).map((p) => periods[p]!);
  return topNodes(result).map(({ node }) => ({
    node: node.id,
    ...(isMany ? { periods: shown } : {}),
  }));
}
