// The built workbench, served as a user starts it, and the browser that is there.
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';

const MAIN = join(import.meta.dirname, '../dist/cli/main.js');
const PLACES = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];

/** The path of a browser; ends the program where there is none. */
export function browserPath() {
  const found = process.env.HOLLING_BROWSER ?? PLACES.find((place) => existsSync(place));
  if (found) return found;
  console.error('no browser was found: install chromium, or name one in HOLLING_BROWSER');
  process.exit(2);
}

/** Serves a study; gives the one-time address, and how to stop. */
export function serve(folder) {
  const child = spawn(process.execPath, [MAIN, 'open', folder, '--port', '0', '--no-browser'], {
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  const ended = new Promise((done) => child.once('close', done));
  const stop = () => {
    child.kill('SIGINT');
    return ended;
  };
  return new Promise((done, fail) => {
    let text = '';
    child.stdout.on('data', (data) => {
      text += data;
      if (text.includes('\n')) done({ url: text.split('\n', 1)[0], stop });
    });
    void ended.then((code) => fail(new Error(`holling open ended with ${code}`)));
  });
}
