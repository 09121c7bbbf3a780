// Days and moments as the desk writes them: the API gives them in the plan's zone.
/** "2022-09-30T10:05:00+08:00" -> "2022-09-30" */
export const dayOf = (moment: string): string => moment.slice(0, 10);
/** "2022-09-30T10:05:00+08:00" -> "2022-09-30 10:05" */
export const minuteOf = (moment: string): string => moment.slice(0, 16).replace('T', ' ');
