import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Gives all temporary folders of a test run one place, which goes with the run. */
export default function setup(): () => void {
  const place = mkdtempSync(join(tmpdir(), 'holling-tests-'));
  process.env.TMPDIR = place;
  return () => rmSync(place, { recursive: true, force: true });
}
