/** Names that Windows keeps for devices, whatever follows the dot. */
const DEVICES = /^(?:con|prn|aux|nul|com\d|lpt\d)$/i;

/**
 * Whether a name can be that of a scenario or of a folder: letters of any script, digits, `-` and `_`, at most sixty, so that it is one
 * file name on every system.
 * @example isScenarioName('更高的绿地-2') // => true
 * @example isScenarioName('../study') // => false
 */
export function isScenarioName(name: string): boolean {
  return /^[\p{L}\p{N}_-]{1,60}$/u.test(name) && name === name.normalize('NFC') && !DEVICES.test(name);
}
