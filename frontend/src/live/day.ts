/** A day against the usual one: what a row says, and where it stands. Minutes are of the home's day. */

import { spanOf } from "./clock";
import type { Words } from "../words";
import type { Day, DayRow, Lasting } from "./documents";

/** Known days below which a usual day is a guess. */
export const ENOUGH = 7;
const NEARBY = 90; // minutes before and after what is usual, within which it is early or late, as HomeIQ has it
const HOURS = 3; // between two marks of the axis
const WIDE = { true: 0.16, false: 0.1 }; // share of the axis that a time takes on a phone, with and without AM or PM
const DAY = 1440;
const MORNING = 6 * 60;

export const KINDS = ["workday", "weekend"] as const;

export function isKind(day: string): boolean {
  return (KINDS as readonly string[]).includes(day);
}

/** When it was done as this habit; nothing where it was not. */
export function doneOf(row: DayRow): { minute: number; by_hand: boolean } | undefined {
  const within = (one: { minute: number }, by: number): boolean => one.minute >= row.first - by && one.minute <= row.last + by;
  if (row.course === "usual") return row.done.find((one) => within(one, 0));
  return row.course === "early" || row.course === "late" ? row.done.find((one) => within(one, NEARBY)) : undefined;
}

/** Whether it is worth a second look. */
export function isOdd(row: DayRow): boolean {
  return row.course === "early" || row.course === "late" || row.course === "missing";
}

/** How it went, in a few words. */
export function saidOf(row: DayRow, day: string, words: Words): string {
  const done = doneOf(row);
  const time = words.minutes(done?.minute ?? row.usual);
  const count = Math.abs((done?.minute ?? row.usual) - row.usual);
  switch (row.course) {
    case "usual":
      return words.say(done?.by_hand === false ? "day.automatic" : "day.usual", { time });
    case "early":
    case "late":
      return words.count(`day.${row.course}`, count, { time });
    case "missing":
      return words.say("day.missing");
    case "due":
      return [words.say("day.about", { time }), row.forming ? words.say("day.forming") : "", onlyOn(row, day, words)].filter(Boolean).join(" · ");
  }
}

/** Of workdays or the weekend, the days on which it is done, where these are not all. */
function onlyOn(row: DayRow, day: string, words: Words): string {
  if (!isKind(day)) return "";
  const all = day === "workday" ? [0, 1, 2, 3, 4] : [5, 6];
  const on = all.filter((one) => row.weekdays.includes(one));
  const names = words.weekdays();
  return on.length < all.length ? on.map((one) => names[one]).join(", ") : "";
}

/** What has not come to rest. */
export function lastingOf(one: Lasting, words: Words): string {
  return words.say("day.still_on", { time: words.when(one.since), usually: spanOf(one.usually, words) });
}

/** The day in one sentence: which day, and how it went. */
export function sentenceOf(day: Day, words: Words, now?: number): { head: string; said: string } {
  const { usual = 0, early = 0, late = 0, missing = 0 } = day.counts;
  const all = usual + early + late + missing;
  if (isKind(day.date)) return { head: words.say(`day.on_${day.date}`), said: words.count("day.things", day.order.length) };
  const name = words.date(day.date, now === undefined ? { weekday: "long", day: "numeric", month: "long" } : { weekday: "long" });
  const head = now === undefined ? words.say("day.whole", { day: name }) : words.say("day.until", { day: name, time: words.minutes(now) });
  const still = Object.keys(day.still_on).length;
  const odd = (["late", "early", "still", "missing"] as const)
    .map((course) => [course, { late, early, still, missing }[course]] as const)
    .filter(([, count]) => count)
    .map(([course, count]) => words.count(`day.count_${course}`, count));
  const whole = all ? words.count(odd.length ? "day.as_usual" : "day.all_usual", all, { usual: words.number(usual), all: words.number(all) }) : words.count("day.to_come", day.order.length);
  return { head, said: words.list([whole, ...odd]) };
}

/** From when to when a day is drawn: from six, or earlier where something is, or it is earlier now. */
export function boundsOf(day: Day, now = MORNING): [number, number] {
  const starts = day.order.map((one) => day.rows[one]).flatMap((row) => (row ? [Math.max(0, row.first), ...(doneOf(row) ? [doneOf(row)?.minute ?? 0] : [])] : []));
  const first = Math.min(MORNING, now, ...starts);
  return [Math.floor(first / (60 * HOURS)) * 60 * HOURS, DAY];
}

/** Where the axis has its marks: full hours, but none that now would cover, which is written within the axis. */
export function hoursOf([begin, end]: [number, number], now?: number, isHalf = false): number[] {
  const marks = Array.from({ length: (end - begin) / (60 * HOURS) }, (_, at) => begin + at * 60 * HOURS);
  // The first stands beside its place, towards the others.
  const wide = WIDE[`${isHalf}`] * (end - begin);
  const at = Math.min(end - wide / 2, Math.max(begin + wide / 2, now ?? 0));
  return marks.filter((one) => now === undefined || Math.abs(one - at) >= (one === begin ? 1.4 : 1) * wide);
}

/** Only what is in an area. */
export function inArea(day: Day, area: string): Day {
  const order = day.order.filter((one) => day.rows[one]?.areas.includes(area));
  const counts: Day["counts"] = {};
  for (const one of order) {
    const course = day.rows[one]?.course ?? "due";
    counts[course] = (counts[course] ?? 0) + 1;
  }
  return { ...day, order, counts, still_on: Object.fromEntries(Object.entries(day.still_on).filter(([, one]) => one.areas.includes(area))) };
}
