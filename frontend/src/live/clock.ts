/** Hours, minutes and spans as charts of a day have them. */

import type { Words } from "../words";

/** Which minute of the home's day it is, wherever the user is; epoch seconds. */
export function minuteAt(at: number, { homeZone }: Words): number {
  const form = { hour: "2-digit", minute: "2-digit", hourCycle: "h23", timeZone: homeZone } as const;
  const [hours = 0, minutes = 0] = new Intl.DateTimeFormat("en", form).format(new Date(at * 1000)).split(":").map(Number);
  return 60 * hours + minutes;
}

/** A full hour as axes have it, without its minutes and words such as Uhr. */
export function hourOf(minute: number, { locale, hourly }: Words): string {
  const form = { ...hourly, minute: undefined, timeZone: "UTC" };
  const parts = new Intl.DateTimeFormat(locale.language, form).formatToParts(new Date(Date.UTC(2000, 0, 1, 0, minute)));
  const [hour = "", half] = parts.filter(({ type }) => type === "hour" || type === "dayPeriod").map(({ value }) => value);
  return half ? `${hour}\u00a0${half}` : hour;
}

/** How long something lasts, in its largest fitting unit; seconds. */
export function spanOf(seconds: number, { locale }: Words): string {
  const [unit, per] = seconds < 90 ? (["second", 1] as const) : seconds < 5400 ? (["minute", 60] as const) : (["hour", 3600] as const);
  const form = { style: "unit", unit, unitDisplay: "short", maximumFractionDigits: unit === "hour" ? 1 : 0 } as const;
  return new Intl.NumberFormat(locale.language, form).format(seconds / per);
}
