/**
 * The ISO text of a serial date of a workbook: a date, a date and time, or (below one day) a time. The day 60 of the
 * 1900 system, 29 February 1900, never was and is given as the file has it; undefined where there is no such date.
 * @example dateText(40179, false) // => '2010-01-01'
 */
export function dateText(serial: number, is1904: boolean): string | undefined {
  if (serial < 0 || serial >= 2_958_466) return undefined;
  const day = Math.floor(serial);
  const seconds = Math.round((serial - day) * 86_400);
  const clock = [seconds / 3600, (seconds / 60) % 60, seconds % 60]
    .map((part) => String(Math.floor(part)).padStart(2, '0'))
    .join(':');
  if (day === 0 && !is1904) return clock;
  const date = !is1904 && day === 60 ? '1900-02-29' : calendarDay(day, is1904);
  return seconds === 0 ? date : `${date}T${clock}`;
}

function calendarDay(day: number, is1904: boolean): string {
  const first = is1904 ? Date.UTC(1904, 0, 1) : Date.UTC(1899, 11, day < 60 ? 31 : 30);
  return new Date(first + day * 86_400_000).toISOString().slice(0, 10);
}
