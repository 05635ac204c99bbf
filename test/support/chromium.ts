import { existsSync } from 'node:fs';

const PLACES = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];

/** The browser that tests drive: the system's, or the one that HOLLING_BROWSER names; undefined where there is none. */
export const executablePath = process.env.HOLLING_BROWSER ?? PLACES.find((place) => existsSync(place));
if (!executablePath)
  console.warn('skipped: no browser was found (install chromium, or name one in HOLLING_BROWSER)');
