/** Runs in the page before its own script: it watches for frames and blocks, and acts as a person would. */
export function installProbe() {
  // The document of a page that is not yet there has no clock worth reading.
  if (globalThis.holling) return;
  const blocks = [];
  const presented = [];
  new PerformanceObserver((list) =>
    blocks.push(...list.getEntries().map(({ duration }) => duration)),
  ).observe({
    type: 'longtask',
    buffered: true,
  });
  new PerformanceObserver((list) => {
    for (const { name, duration } of list.getEntries()) if (name === 'keydown') presented.push(duration);
  }).observe({ type: 'event', durationThreshold: 16, buffered: true });

  /** The moment when the frame that is being prepared has been styled, laid out and painted by this thread. */
  const frame = () =>
    new Promise((done) => {
      requestAnimationFrame(() => {
        const { port1, port2 } = new MessageChannel();
        port1.onmessage = () => done(performance.now());
        port2.postMessage(0);
      });
    });
  const isDrawn = () =>
    document.querySelector('.map .map-drawn, .map .shape-unit[fill^="#"]') !== null &&
    document.querySelector('.ranking tbody tr') !== null;
  const picture = new Promise((done) => {
    const look = async () => {
      if (!isDrawn()) return requestAnimationFrame(look);
      const at = await frame();
      const scripts = performance.getEntriesByType('resource').filter(({ name }) => name.endsWith('.js'));
      const bytes = new Map(scripts.map(({ name, encodedBodySize }) => [name, encodedBodySize]));
      done({ at, script: [...bytes.values()].reduce((a, b) => a + b, 0) });
    };
    requestAnimationFrame(look);
  });
  const mutation = (selector) =>
    new Promise((done, fail) => {
      const late = setTimeout(() => fail(new Error(`nothing changed in ${selector}`)), 30_000);
      const observer = new MutationObserver(() => {
        clearTimeout(late);
        observer.disconnect();
        done();
      });
      observer.observe(document.querySelector(selector), {
        ...{ subtree: true, childList: true, characterData: true, attributes: true },
      });
    });
  const goTo = (overlay) => {
    const query = new URLSearchParams(location.search);
    query.set('what', JSON.stringify(overlay));
    history.pushState(null, '', `?${query}`);
    dispatchEvent(new PopStateEvent('popstate'));
  };
  const pick = (selector, i) => {
    const found = document.querySelectorAll(selector);
    return found[i % found.length];
  };
  const acts = [
    () => pick('.periods button', 0).click(),
    () => pick('.ranking tbody button', 0).click(),
    (i) => pick('.tree-list button', i).click(),
    (i) => pick('.map .choices button', i).click(),
    () => pick('.periods button', 1).click(),
    (i) => goTo({ method: { weight: ['equal', 'critic'][i % 2] }, title: `act ${i}` }),
    () => dispatchEvent(new KeyboardEvent('keydown', { key: 'Escape' })),
  ];

  globalThis.holling = {
    picture,
    longest: () => Math.max(0, ...blocks),
    presented: () => [...presented],
    forget() {
      blocks.length = 0;
      presented.length = 0;
    },
    /** Milliseconds from the next key to the frame that it leads to. */
    nextStep: () =>
      new Promise((done) => {
        let from = 0;
        const onKey = (event) => {
          from = event.timeStamp;
        };
        const onInput = async () => {
          removeEventListener('keydown', onKey, true);
          removeEventListener('input', onInput, true);
          done((await frame()) - from);
        };
        addEventListener('keydown', onKey, true);
        addEventListener('input', onInput, true);
      }),
    /** Milliseconds from a change of the method to the frame that shows its ranking. */
    async changed(overlay) {
      const from = performance.now();
      goTo(overlay);
      // What follows at once is drawn by microtasks; the answer of the worker is a task.
      for (let i = 0; i < 20; i++) await undefined;
      await mutation('.ranking tbody');
      return (await frame()) - from;
    },
    async act(from, to) {
      for (let i = from; i < to; i++) {
        acts[i % acts.length](Math.floor(i / acts.length));
        await frame();
        await new Promise((done) => setTimeout(done, 20));
      }
    },
  };
}
