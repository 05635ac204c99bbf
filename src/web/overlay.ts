import { parse, stringify } from 'yaml';
import type { Overlay } from './protocol.ts';

/** An overlay as a file that `holling run --overlay` takes. */
export function overlayText(overlay: Overlay, title?: string): string {
  const head = title === undefined ? '' : `# title: ${title.replaceAll(/\s+/g, ' ')}\n`;
  return head + (Object.keys(overlay).length === 0 ? '{}\n' : stringify(overlay, { lineWidth: 0 }));
}

/** What a saved scenario changes. */
export function overlayOf(text: string): Overlay {
  return (parse(text) ?? {}) as Overlay;
}
