import { expect, test } from "vitest";
import { hourOf, minuteAt, spanOf } from "../src/live/clock";
import { boundsOf, doneOf, hoursOf, inArea, saidOf, sentenceOf } from "../src/live/day";
import type { Course, Day, DayRow } from "../src/live/documents";
import { Track } from "../src/parts/track";
import { beside, Words } from "../src/words";

const TEXTS: Record<string, string> = {
  usual: "{time} as usual",
  automatic: "{time} by an automation",
  late_other: "{time}, {count} min late",
  about: "about {time}",
  forming: "forming",
  missing: "not done",
  until: "{day} until {time}:",
  whole: "{day}:",
  as_usual_other: "{usual} of {all} as usual",
  all_usual_other: "all {count} as usual",
  count_late_one: "1 late",
  count_missing_one: "1 not at all",
  to_come_other: "{count} to come",
  key_span: "usual time",
  key_span_due: "still to come",
  key_span_gone: "did not happen",
  key_mark: "by hand",
  key_mark_odd: "unusual",
};

const words = new Words(
  (key, values) => (TEXTS[key.split(".").at(-1) ?? ""] ?? "").replace(/{(\w+)}/g, (_, name: string) => String(values?.[name])),
  { language: "en", time_format: "24" },
  "Europe/Berlin",
);

function row(signature: string, course: Course, ...done: [number, boolean][]): DayRow {
  const at = { usual: 420, first: 406, last: 434, weekdays: [0, 2], areas: ["kitchen"], entities: [], state: "on", title: signature };
  return { signature, course, ...at, forming: false, done: done.map(([minute, by_hand]) => ({ minute, by_hand })) };
}

function day(...rows: DayRow[]): Day {
  const counts: Day["counts"] = {};
  for (const one of rows) counts[one.course] = (counts[one.course] ?? 0) + 1;
  return { date: "2026-11-27", order: rows.map((one) => one.signature), rows: Object.fromEntries(rows.map((one) => [one.signature, one])), counts, still_on: {} };
}

test("of several times the one that it was judged by is told", () => {
  expect(doneOf(row("a", "usual", [380, true], [425, true]))?.minute).toBe(425);
  expect(doneOf(row("a", "late", [200, true], [460, true]))?.minute).toBe(460);
  expect(doneOf(row("a", "missing", [200, true]))).toBeUndefined();
});

test("a row says how it went", () => {
  const said = [row("a", "usual", [425, true]), row("a", "usual", [425, false]), row("a", "late", [460, true]), row("a", "missing"), { ...row("a", "due"), forming: true }];

  expect(said.map((one) => saidOf(one, "2026-11-27", words))).toEqual(["07:05 as usual", "07:05 by an automation", "07:40, 40 min late", "not done", "about 07:00 · forming"]);
});

test("of workdays it is told which, where it is not all of them", () => {
  expect(saidOf(row("a", "due"), "workday", words)).toBe("about 07:00 · Mon, Wed");
  expect(saidOf({ ...row("a", "due"), weekdays: [0, 1, 2, 3, 4, 5] }, "workday", words)).toBe("about 07:00");
});

test("the sentence counts what its time has come for, and says what is odd", () => {
  const all = day(row("a", "usual", [420, true]), row("b", "late", [460, true]), row("c", "missing"), row("d", "due"));

  expect(sentenceOf(all, words, 860)).toEqual({ head: "Friday until 14:20:", said: "1 of 3 as usual, 1 late, and 1 not at all" });
  expect(sentenceOf(day(row("a", "usual", [420, true]), row("b", "usual", [460, true]), row("d", "due")), words, 860).said).toBe("all 2 as usual");
  expect(sentenceOf(day(row("d", "due"), row("e", "due")), words, 300).said).toBe("2 to come");
});

test("a day begins at six, or earlier where something is", () => {
  expect(boundsOf(day(row("a", "due")))).toEqual([360, 1440]);
  expect(boundsOf(day({ ...row("a", "due"), first: 290 }))).toEqual([180, 1440]);
  expect(boundsOf(day(row("a", "due")), 70)).toEqual([0, 1440]);
  expect(boundsOf(day(row("a", "due")), 700)).toEqual([360, 1440]);
});

test("no hour is written where now is", () => {
  expect(hoursOf([360, 1440])).toEqual([360, 540, 720, 900, 1080, 1260]);
  expect(hoursOf([360, 1440], 860)).not.toContain(900);
  expect(hoursOf([360, 1440], 360)).toEqual([540, 720, 900, 1080, 1260]);
  expect(hoursOf([360, 1440], 360, true)).toEqual([720, 900, 1080, 1260]);
});

test.each([
  [["due"], "2026-11-27", ["still to come"]],
  [["missing", "due"], "2026-11-27", ["still to come", "did not happen"]],
  [["usual", "late"], "2026-11-27", ["usual time", "by hand", "unusual"]],
  [["due"], "workday", ["usual time"]],
] as [Course[], string, string[]][])("the key of a day has what occurs in it: %s on %s", async (courses, date, told) => {
  const times: Partial<Record<Course, number>> = { usual: 420, late: 460 };
  const rows = courses.map((course, at) => row(String(at), course, ...(times[course] === undefined ? [] : [[times[course], true] as [number, boolean]])));
  const track = Object.assign(new Track(), { words, day: { ...day(...rows), date }, names: String });
  document.body.append(track);
  await track.updateComplete;

  expect([...(track.shadowRoot?.querySelectorAll(".key > span") ?? [])].map((one) => one.textContent)).toEqual(told);
});

test("a card of one area counts what is there only", () => {
  const some = inArea(day(row("a", "usual", [420, true]), { ...row("b", "late", [460, true]), areas: ["hall"] }), "kitchen");

  expect(some.order).toEqual(["a"]);
  expect(some.counts).toEqual({ usual: 1 });
});

test("days follow each other across months and summer time", () => {
  expect([beside("2026-03-01", -1), beside("2026-03-29", 1), beside("2026-12-31", 1)]).toEqual(["2026-02-28", "2026-03-30", "2027-01-01"]);
});

test("now is the home's, wherever its people are", () => {
  expect(minuteAt(Date.UTC(2026, 10, 27, 13, 20) / 1000, words)).toBe(860);
});

test("axes have short hours", () => {
  const twelve = new Words(() => "", { language: "en", time_format: "12" }, "UTC");
  const german = new Words(() => "", { language: "de" }, "UTC");

  expect([words, twelve, german].map((one) => hourOf(360, one))).toEqual(["06", "6\u00a0AM", "06"]);
});

test("a span is told in its largest fitting unit", () => {
  expect([45, 1800, 9000].map((one) => spanOf(one, words))).toEqual(["45 sec", "30 min", "2.5 hr"]);
});
