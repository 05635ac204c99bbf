import { readStudyText } from './study-store.ts';
import { type Change, type Watching, watchStudy } from './watch.ts';

/** Streams of what changes on the disk; all of them end with the server. */
export interface Events {
  stream(folder: string): ReadableStream<Uint8Array>;
  close(): void;
}

const PING = 20_000;
/** A page opens one; more than this is no page. */
const MOST = 64;

/** Server-sent events: `changed` with the present revision, and a `ping` so that a dead connection is noticed. */
export function eventsOf(): Events {
  const open = new Set<() => void>();
  const watched = new Map<string, { listeners: Set<Listener>; watching: Watching }>();
  const text = new TextEncoder();

  const listen = (folder: string, listener: Listener) => {
    const known = watched.get(folder) ?? begin(folder);
    watched.set(folder, known);
    known.listeners.add(listener);
    return {
      ready: known.watching.ready,
      end() {
        known.listeners.delete(listener);
        if (known.listeners.size > 0) return;
        known.watching.stop();
        watched.delete(folder);
      },
    };
  };

  return {
    stream(folder) {
      let end = () => {};
      return new ReadableStream<Uint8Array>({
        async start(controller) {
          let isOpen = true;
          const send = (event: string, data: unknown) => {
            if (isOpen) controller.enqueue(text.encode(`event: ${event}\ndata: ${JSON.stringify(data)}\n\n`));
          };
          const listening = listen(folder, (change) => send('changed', change));
          const clock = setInterval(() => send('ping', {}), PING);
          end = () => {
            isOpen = false;
            clearInterval(clock);
            listening.end();
            open.delete(finish);
          };
          const finish = () => {
            if (!isOpen) return;
            end();
            controller.close();
          };
          open.add(finish);
          // The oldest gives way, so that forgotten pages cannot keep new ones out.
          if (open.size > MOST) [...open][0]!();
          await listening.ready;
          const { revision } = await readStudyText(folder).catch(() => ({ revision: null }));
          send('open', { revision });
        },
        cancel: () => end(),
      });
    },
    close() {
      for (const finish of [...open]) finish();
    },
  };
}

type Listener = (change: Change) => void;

function begin(folder: string) {
  const listeners = new Set<Listener>();
  const watching = watchStudy(folder, (change) => {
    for (const one of listeners) one(change);
  });
  return { listeners, watching };
}
