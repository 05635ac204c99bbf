import type { Note } from '../../core/note.ts';
import type { Complaint } from '../../core/problem.ts';
import type { AnalyseInput, AnalyseOutcome, CheckContext, Places } from '../method.ts';
import { leftOut } from './left-out.ts';

/** Complains when a study without coordinates asks for an analysis of places. */
export function checkCoordinates({ hasCoordinates }: CheckContext): Complaint[] {
  if (hasCoordinates) return [];
  return [
    {
      code: 'study/no-coordinates',
      path: [],
      saw: { en: 'a study without units.coordinates', zh: '研究没有 units.coordinates' },
      why: { en: 'this analysis needs to know where the units lie', zh: '该分析需要知道单元的位置' },
      fix: {
        en: 'add coordinates: { lon: <column>, lat: <column> } to units, in degrees',
        zh: '请在 units 下加入 coordinates: { lon: 列名, lat: 列名 }（单位为度）',
      },
    },
  ];
}

/** What an analysis of places gives back when no unit has coordinates. */
export function nowhere(step: string): AnalyseOutcome {
  return {
    tables: [],
    notes: [
      {
        code: `${step}/no-coordinates`,
        level: 'warning',
        text: {
          en: `No unit has coordinates, so there is no ${step}.`,
          zh: '没有单元具有坐标，未做该项分析。',
        },
      },
    ],
  };
}

/** Whether a unit has coordinates. */
export function isPlaced({ x }: Places, unit: number): boolean {
  return x[unit] === x[unit];
}

/** Names the units that are left out for want of coordinates. */
export function unplaced({ units }: AnalyseInput, places: Places, step: string): Note[] {
  return leftOut(
    `${step}/no-coordinates`,
    units.filter((_, unit) => !isPlaced(places, unit)),
    'unit(s) without coordinates are left out',
    '个单元没有坐标，未计入',
  );
}
