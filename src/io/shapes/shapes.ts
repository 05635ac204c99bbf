import type { Feature, Geometry } from 'geojson';
import type { Note } from '../../core/note.ts';

/** Shapes as a file holds them, before anything is mended; a record may have none. */
export interface RawShapes {
  features: Feature<Geometry | null>[];
  notes: Note[];
}

/** What a study says of how a file of shapes is to be read. */
export interface ShapeOptions {
  encoding?: string | undefined;
  layer?: string | undefined;
  /** Of GeoParquet files: what their thread runs. */
  parquet?: { worker?: URL; patience?: number } | undefined;
}
