import { spawn } from 'node:child_process';

/** Opens an address in the usual browser. Where that fails nothing is lost: the address has been printed. */
export function openBrowser(url: string): void {
  const [command, ...words] =
    process.platform === 'darwin'
      ? ['open', url]
      : process.platform === 'win32'
        ? ['rundll32', 'url.dll,FileProtocolHandler', url]
        : ['xdg-open', url];
  const child = spawn(command!, words, { detached: true, stdio: 'ignore' });
  child.on('error', () => {});
  child.unref();
}
