import { existsSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type Browser, chromium } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { digestOf, served } from '../support/served.ts';

const PLACES = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];
const executablePath = process.env.HOLLING_BROWSER ?? PLACES.find((place) => existsSync(place));
if (!executablePath)
  console.warn('skipped: no browser was found (install chromium, or name one in HOLLING_BROWSER)');

/** What the page does, as text, since it runs in the browser. */
const USE = (id: string) => `(async () => {
  const draft = await fetch('/api/studies/${id}/draft', {
    method: 'PUT',
    headers: { 'content-type': 'application/json' },
    body: '{"text":"a"}',
  });
  const { studies } = await (await fetch('/api/session')).json();
  const opened = await new Promise((done) => {
    const events = new EventSource('/api/studies/${id}/events');
    events.addEventListener('open', () => { events.close(); done(true); });
  });
  const script = document.createElement('script');
  script.textContent = 'window.evil = true';
  document.head.append(script);
  const style = document.createElement('style');
  style.nonce = document.querySelector('meta[name=csp-nonce]').content;
  style.textContent = 'title { color: rgb(1, 2, 3) }';
  document.head.append(style);
  const colour = getComputedStyle(document.querySelector('title')).color;
  const outside = await fetch('https://example.org/').then(() => 'loaded', () => 'kept out');
  return { draft: draft.status, count: studies.length, opened, colour, outside, evil: 'evil' in window };
})()`;

/** What a page of another site tries, with whatever cookies the browser gives it. */
const ATTACK = (origin: string, id: string) => `(async () => {
  const reading = await fetch('${origin}/api/session', { credentials: 'include' }).then(() => 'read', () => 'blocked');
  await fetch('${origin}/api/studies/${id}/draft', { method: 'PUT', credentials: 'include', body: '{}' }).catch(() => {});
  await fetch('${origin}/api/studies', { method: 'POST', mode: 'no-cors', credentials: 'include', body: '{}' }).catch(() => {});
  const socket = await new Promise((done) => {
    const one = new WebSocket('${origin.replace('http', 'ws')}/api/studies/${id}/events');
    one.onopen = () => done('open');
    one.onerror = () => done('refused');
  });
  const framed = await new Promise((done) => {
    const frame = document.createElement('iframe');
    frame.onload = () => done(true);
    frame.src = '${origin}/';
    document.body.append(frame);
  });
  const script = await new Promise((done) => {
    const one = document.createElement('script');
    one.onload = () => done('loaded');
    one.onerror = () => done('refused');
    one.src = '${origin}/assets/main-1a2b3c4d.js';
    document.body.append(one);
  });
  return { reading, socket, framed, script, title: document.title };
})()`;

describe.skipIf(!executablePath)('in a browser', () => {
  let browser: Browser;
  let site: Awaited<ReturnType<typeof served>>;
  beforeAll(async () => {
    browser = await chromium.launch({ executablePath: executablePath!, args: ['--no-sandbox'] });
    site = await served({}, undefined, false);
  });
  afterAll(async () => {
    await browser?.close();
    await site?.server.close();
  });

  it('the page enters, reads, saves and listens, is kept from anything else, and other sites stay out', async () => {
    const context = await browser.newContext();
    const page = await context.newPage();
    await page.goto(site.server.url);
    expect(page.url()).toBe(`${site.origin}/`);
    await expect.poll(() => page.title()).toBe('Holling');
    expect(await page.evaluate(USE(site.id))).toEqual({
      ...{ draft: 200, count: 2, opened: true, colour: 'rgb(1, 2, 3)' },
      ...{ outside: 'kept out', evil: false },
    });
    await expect.poll(() => site.server.counts().reports).toBe(2);
    expect(site.server.counts().refused).toBe(0);

    // Another port of the same computer is the nearest of all sites: cookies are sent to it, strict ones too.
    const evil = createServer((_, answer) =>
      answer.setHeader('content-type', 'text/html').end('<title>Evil</title>'),
    );
    await new Promise<void>((done) => void evil.listen(0, '127.0.0.1', done));
    const before = [site.study, site.directory].map(digestOf);
    const other = await context.newPage();
    await other.goto(`http://127.0.0.1:${(evil.address() as AddressInfo).port}/`);
    expect(await other.evaluate(ATTACK(site.origin, site.id))).toEqual({
      ...{ reading: 'blocked', socket: 'refused', framed: true, script: 'refused', title: 'Evil' },
    });
    expect(site.log.filter((line) => /^4\d\d /.test(line)).length).toBeGreaterThanOrEqual(6);
    expect(site.server.counts().refused).toBe(site.log.filter((line) => /^4\d\d /.test(line)).length);
    expect([site.study, site.directory].map(digestOf)).toEqual(before);
    evil.close();
    await context.close();
  });
});
