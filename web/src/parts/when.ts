// Days and moments as the desk writes them. The API gives them in the plan's zone, ready to be read; a moment in
// UTC is told in the reader's zone.
function asRead(moment: string): string {
  if (!/^\d{4}-.*Z$/.test(moment)) return moment;
  const at = new Date(moment);
  return new Date(at.getTime() - at.getTimezoneOffset() * 60_000).toISOString();
}
/** "2022-09-30T10:05:00+08:00" -> "2022-09-30" */
export const dayOf = (moment: string): string => asRead(moment).slice(0, 10);
/** "2022-09-30T10:05:00+08:00" -> "2022-09-30 10:05" */
export const minuteOf = (moment: string): string => asRead(moment).slice(0, 16).replace('T', ' ');
/** "2022-09-30T10:05:00+08:00" -> "10:05" */
export const timeOf = (moment: string): string => asRead(moment).slice(11, 16);
/** 0: Sunday. The day is a date of the plan, whatever zone the browser is in. */
export function weekdayOf(day: string): 0 | 1 | 2 | 3 | 4 | 5 | 6 {
  return new Date(`${day}T00:00:00Z`).getUTCDay() as 0 | 1 | 2 | 3 | 4 | 5 | 6;
}
