import { listed, type Note } from '../core/note.ts';
import type { Unit } from '../core/panel.ts';
import type { Problem } from '../core/problem.ts';
import type { Text } from '../core/text.ts';
import { joined } from './join-shapes.ts';
import type { Boundaries, Shapes } from './result.ts';
import { shiftedNotes } from './shifted-coordinates.ts';
import type { ShapesSection, UnitsSection } from './study.ts';

/** Says which shape of the study area belongs to which unit; shapes of which none is a unit are a problem. */
export function joinBoundaries(
  section: NonNullable<UnitsSection['boundaries']>,
  shapes: Shapes,
  units: readonly Unit[],
  problems: Problem[],
  excluded: Record<string, Text> = {},
): { boundaries?: Boundaries; notes: Note[] } {
  const notes: Note[] = [];
  const { ids, notes: found } = joined(shapes, units, excluded);
  const drawn = new Set(ids);
  const without = units.filter((unit) => !drawn.has(unit.id)).map((unit) => unit.id);
  if (units.length > 0 && without.length === units.length) {
    problems.push(noMatch(section, shapes.keys));
    return { notes };
  }
  if (without.length > 0) notes.push(withoutShape(without));
  notes.push(...found, ...shiftedNotes(units, shapes, ids));
  if (section.note) notes.push({ code: 'boundaries/note', level: 'note', text: section.note });
  return { boundaries: { ...shapes, ids }, notes };
}

/** Says which places of the study area are not scored and why, and which of them no map can show. */
export function excludedNotes(excluded: Record<string, Text>, boundaries: Boundaries | undefined): Note[] {
  const keys = Object.keys(excluded);
  if (keys.length === 0) return [];
  const nameOf = (key: string) => boundaries?.names[boundaries.keys.indexOf(key)] ?? { en: key, zh: key };
  const without = boundaries ? keys.filter((key) => !boundaries.keys.includes(key)) : [];
  const en = keys.map((key) => `${nameOf(key).en} (${excluded[key]!.en})`).join('; ');
  const zh = keys.map((key) => `${nameOf(key).zh}（${excluded[key]!.zh}）`).join('；');
  return [
    {
      code: 'units/excluded',
      level: 'note',
      text: {
        en: `${keys.length} place(s) of the study area are not scored: ${en}.`,
        zh: `研究区内 ${keys.length} 个地区不计分：${zh}。`,
      },
      items: keys,
    },
    ...(without.length > 0 ? [withoutShape(without)] : []),
  ];
}

function noMatch({ file, key }: ShapesSection, keys: readonly (string | undefined)[]): Problem {
  const some = keys.filter((one) => one !== undefined).slice(0, 5);
  return {
    code: 'boundaries/no-match',
    where: `${file} (units.boundaries.key)`,
    saw: {
      en: `no shape whose ${key} is the key of a unit; it holds ${some.join(', ')}, ...`,
      zh: `没有任何形状的 ${key} 等于单元标识；其值如 ${some.join('、')} 等`,
    },
    why: { en: 'every map would be empty', zh: '所有地图都将是空的' },
    fix: {
      en: 'name the property that holds the keys of the unit file, or use the codes of the shapes there',
      zh: '请填写与单元文件标识相同的属性名，或在单元文件中采用形状的编码',
    },
  };
}

function withoutShape(without: readonly string[]): Note {
  const names = listed(without);
  return {
    code: 'boundaries/without-shape',
    level: 'note',
    text: {
      en: `${without.length} unit(s) have no shape and are not on the map: ${names.en}.`,
      zh: `${without.length} 个单元没有边界，不出现在地图上：${names.zh}。`,
    },
    items: without,
  };
}
