import temml from 'temml';
import { expect, it } from 'vitest';
import { methods } from '../../src/methods/index.ts';

it.each(methods.map(({ stage, id, formula }) => [`${stage} ${id}`, formula] as const))(
  'the formula of %s can be set',
  (_, formula) => {
    const set = temml.renderToString(formula, { displayMode: true, throwOnError: true });
    expect(set).toContain('<math');
    expect(set).not.toContain('<merror');
  },
);
