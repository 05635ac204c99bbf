import * as fc from 'fast-check';
import { describe, it } from 'vitest';
import { CASES, compare, panels } from '../support/staged.ts';
import { withSpark } from './support.ts';

describe('Spark gives the numbers of the kernel', () => {
  it.each(Object.entries(CASES))('%s', (_, method) =>
    fc.assert(
      fc.asyncProperty(panels, (panel) => compare(withSpark, method, panel)),
      { numRuns: 1 },
    ),
  );

  it('obstacles within dimensions', () =>
    fc.assert(
      fc.asyncProperty(panels, (panel) =>
        compare(withSpark, {}, panel, { obstacles: { scope: 'dimension' } }),
      ),
      { numRuns: 1 },
    ));
});
