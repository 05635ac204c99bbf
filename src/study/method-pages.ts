import * as z from 'zod';
import { citation } from '../core/citations.ts';
import type { Method } from '../methods/method.ts';

/** The documentation page of a method, in Markdown, from the method itself. */
export function methodPage(method: Method): string {
  const { properties = {} } = z.toJSONSchema(method.options, { io: 'input', unrepresentable: 'any' }) as {
    properties?: Record<string, { default?: unknown; description?: string; zh?: string }>;
  };
  const options = Object.entries(properties).map(
    ([name, one]) =>
      `| \`${name}\` | ${one.default === undefined ? '' : `\`${JSON.stringify(one.default)}\``} | ${one.description ?? ''} | ${one.zh ?? ''} |`,
  );
  const examples = method.examples.map((one) => `- ${one.title.en} / ${one.title.zh} (${one.source})`);
  return [
    `<!-- Written by npm run generate from src/methods; do not edit. -->`,
    `# ${method.title.en} / ${method.title.zh}`,
    `\`${method.stage}: ${method.id}\``,
    method.about.en,
    method.about.zh,
    '## Formula',
    `$$${method.formula}$$`,
    ...(options.length > 0
      ? ['## Options', ['| option | default | meaning | 含义 |', '|---|---|---|---|', ...options].join('\n')]
      : []),
    ...(examples.length > 0 ? ['## Worked examples that the tests execute', examples.join('\n')] : []),
    ...(method.cite.length > 0
      ? ['## Sources', method.cite.map((key) => `- ${citation(key)}`).join('\n')]
      : []),
    '',
  ].join('\n\n');
}
