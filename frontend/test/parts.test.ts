import { html } from "lit";
import { expect, test } from "vitest";
import { isNews, type HomeAssistant } from "../src/home-assistant";
import { joined, nearest, Week } from "../src/parts/charts";
import { List, windowOf } from "../src/parts/list";
import { places, tally } from "../src/parts/marks";
import { yaml } from "../src/parts/yaml";
import { trialDay } from "../src/views/yours";
import type { Pattern } from "../src/live/documents";
import { titleOf } from "../src/parts/habit";
import { isolated, unbroken, Words } from "../src/words";

test("a state of another entity is no reason to draw", () => {
  const hass = { localize: () => "", states: {} } as unknown as HomeAssistant;

  expect(isNews({ ...hass, states: { "light.hall": { state: "on", attributes: {} } } }, hass)).toBe(false);
  expect(isNews({ ...hass, connected: false }, hass)).toBe(true);
});

test("empty bars beside each other are one", () => {
  const delays = [1, 2, 3, 5].map((up_to) => ({ up_to, count: 0 }));

  expect(joined([...delays, { up_to: 10, count: 50 }, { up_to: 15, count: 40 }])).toEqual([
    { up_to: 5, count: 0 },
    { up_to: 10, count: 50 },
    { up_to: 15, count: 40 },
  ]);
  expect([joined([]), joined(delays.slice(0, 1))]).toEqual([[], delays.slice(0, 1)]);
});

test("of more bars than there is room for, those that say least are joined", () => {
  const delays = [9, 9, 9, 1, 2, 9, 9, 9, 9].map((count, at) => ({ up_to: at + 1, count }));

  const bars = joined(delays);

  expect(bars.map((one) => one.count)).toEqual([9, 9, 9, 3, 9, 9, 9, 9]);
  expect(bars[3]).toEqual({ up_to: 5, count: 3 });
});

test("of ten thousand rows only those around the eye are there", () => {
  const [from, to] = windowOf(72 * 5_000, 800, 72, 10_000);

  expect(from).toBeLessThanOrEqual(5_000);
  expect(to).toBeGreaterThanOrEqual(5_012);
  expect(to - from).toBeLessThanOrEqual(40);
  expect(windowOf(0, 800, 72, 3)).toEqual([0, 3]);
});

test("a list shows other rows where it is of something else, though there are as many", async () => {
  const list = new List();
  const shown = { of: ["a", "b"] };
  Object.assign(list, { of: shown.of, length: 2, row: (at: number) => html`${shown.of[at]}` });
  document.body.append(list);
  await list.updateComplete;
  const before = list.shadowRoot?.textContent?.replace(/\s/g, "");

  list.of = shown.of = ["c", "d"];
  await list.updateComplete;

  expect([before, list.shadowRoot?.textContent?.replace(/\s/g, "")]).toEqual(["ab", "cd"]);
});

test("a list is no higher than what is in it", async () => {
  const list = Object.assign(new List(), { length: 2, height: 72, row: () => html`` });
  document.body.append(list);
  await list.updateComplete;
  const two = list.style.maxHeight;

  list.length = 100;
  await list.updateComplete;

  expect([two, list.style.maxHeight]).toEqual(["146px", "7202px"]);
});

test.each([
  ["monday", [16, 16, 23]],
  ["sunday", [16, 23, 16]],
  ["saturday", [23, 16, 16]],
])("weeks of a strip stand apart where a %s begins, as the profile has it", (first_weekday, apart) => {
  const { week } = new Words((key) => key, { language: "en", first_weekday }, "UTC");

  const at = places({ first: "2026-11-27", letters: "ss-s" }, week);

  expect(at.slice(1).map((one, day) => one - at[day]!)).toEqual(apart);
});

test("of several acts of a day the one that the habit is about is drawn", () => {
  expect(nearest([640, 1290, 1400], 1295)).toBe(1290);
  expect(nearest([], 1295)).toBeUndefined();
});

test("only letters that are known are counted", () => {
  expect(tally("ssw-?")).toEqual({ s: 2, w: 1, "-": 1 });
});

test("what is kept for whole years says so in years", () => {
  const words = new Words(() => "", { language: "de" }, "Europe/Berlin");

  expect([1095, 365, 90, 1].map((days) => words.days(days))).toEqual(["3 Jahre", "1 Jahr", "90 Tage", "1 Tag"].map((one) => one.replace(" ", "\u00a0")));
});

test("a count takes the form that its language has", () => {
  const texts: Record<string, string> = { times_one: "once", times_other: "{count} times", times_zero: "never" };
  const words = new Words((key) => texts[key.replace("component.homeiq.config_panel.", "")] ?? "", { language: "en" }, "Europe/Berlin");

  expect([0, 1, 2].map((count) => words.count("times", count))).toEqual(["never", "once", "{count} times"]);
});

test("a time of day is written as the user wants it", () => {
  const words = (time_format?: string, language = "en"): Words => new Words(() => "", { language, ...(time_format ? { time_format } : {}) }, "Europe/Berlin");

  expect(words("24").minutes(21 * 60 + 5)).toBe("21:05");
  expect(words("24").minutes(5)).toBe("00:05");
  expect(words("12").minutes(21 * 60 + 5)).toMatch(/^9:05\sPM$/);
  expect(words().minutes(6 * 60 + 5)).toMatch(/^6:05\sAM$/);
  expect(words(undefined, "de").minutes(6 * 60 + 5)).toBe("06:05");
});

test("a number with a unit is written as somebody has chosen it, and its unit in their language", () => {
  const words = (language: string, number_format: string): Words => new Words(() => "", { language, number_format }, "UTC");

  expect([words("en", "decimal_comma").bytes(3.3e6), words("en", "language").bytes(3.3e6)]).toEqual(["3,3\u00a0MB", "3.3\u00a0MB"]);
  expect([words("de", "language").days(1100), words("de", "none").days(1100)]).toEqual(["1.100\u00a0Tage", "1100\u00a0Tage"]);
  expect(words("en", "decimal_comma").seconds(0.0042)).toBe("4,2\u00a0ms");
});

test("a week begins with the day that somebody has chosen, else as where their language is spoken", () => {
  const week = (language: string, first_weekday?: string): number[] => new Words(() => "", { language, ...(first_weekday ? { first_weekday } : {}) }, "UTC").week;

  expect(week("de", "language")).toEqual([0, 1, 2, 3, 4, 5, 6]);
  expect(week("en", "language")).toEqual([6, 0, 1, 2, 3, 4, 5]);
  expect(week("en", "monday")).toEqual([0, 1, 2, 3, 4, 5, 6]);
  expect(week("de", "saturday")).toEqual([5, 6, 0, 1, 2, 3, 4]);
});

test("the hours of a week are told by the clock of whoever looks, in its drawing and in its table", async () => {
  const drawn = async (time_format: string): Promise<string[]> => {
    const hours = Array.from({ length: 7 }, (_, day) => Array.from({ length: 24 }, (_, hour) => (day === 0 && hour === 18 ? 5 : 0)));
    const words = new Words((key, values) => (key.endsWith("week_most") ? `from ${values?.["hour"]}` : `${values?.["most"] ?? ""}`), { language: "en", time_format }, "UTC");
    const week = Object.assign(new Week(), { words, hours });
    document.body.append(week);
    await week.updateComplete;
    const all = (selector: string): string[] => [...(week.shadowRoot?.querySelectorAll(selector) ?? [])].map((one) => one.textContent?.replace(/\s/g, " ") ?? "");
    return [...all(".heat span[style]"), week.shadowRoot?.querySelector(".heat")?.getAttribute("aria-label")?.replace(/\s/g, " ") ?? "", ...all("thead tr > *").slice(18, 20)];
  };

  expect(await drawn("12")).toEqual(["12 AM", "6 AM", "12 PM", "6 PM", "from 6:00 PM", "5 PM", "6 PM"]);
  expect(await drawn("24")).toEqual(["00", "03", "06", "09", "12", "15", "18", "21", "from 18:00", "17", "18"]);
});

test("a number is written as the user wants it, whatever language they speak", () => {
  const number = (number_format: string): string => new Words(() => "", { language: "en", number_format }, "Europe/Berlin").number(1234.5, 1);

  expect(["language", "comma_decimal", "decimal_comma", "none"].map(number)).toEqual(["1,234.5", "1,234.5", "1.234,5", "1234.5"]);
});

test("a number stays with its unit", () => {
  expect(unbroken("to 60 % at 06:45 on workdays")).toBe("to 60\u00a0% at 06:45 on workdays");
});

test("a trial is on its first day when it begins and on its last when it ends", () => {
  const trial = { signature: "", title: "", began_at: 0, until: 7 * 86_400 };

  expect([0, 86_400, 8 * 86_400].map((now) => trialDay(trial, now).day)).toEqual([1, 2, 7]);
});

test("an automation is written as people know it", () => {
  const automation = { alias: "Hall: on", triggers: [{ trigger: "time", at: "06:45:00" }], conditions: [], mode: "single" };

  expect(yaml(automation)).toBe(
    '\nalias: "Hall: on"\ntriggers:\n  - trigger: time\n    at: "06:45:00"\nconditions: []\nmode: single\n',
  );
});

test("a number and its unit are written as the language writes them", () => {
  const [text, german] = ["en", "de"].map((language) => new Words(() => "", { language }, "UTC")) as [Words, Words];

  expect([text.measured(66.4, "%"), german.measured(66.4, "%")]).toEqual(["66.4%", "66,4\u00a0%"]);
  expect([text.measured(17.5, "°"), german.measured(17.5, "°"), text.measured(40, "lx"), text.measured(3, "")]).toEqual(["17.5°", "17,5°", "40\u00a0lx", "3"]);
});

test("a name that runs the other way turns nothing round but itself", () => {
  expect([isolated("Lamp ☕"), isolated("ضوء 2")]).toEqual(["Lamp ☕", "\u2068ضوء 2\u2069"]);
});

test("what is only set is told by what it is set to, not by what it stays", () => {
  const said = new Words((key, values = {}) => (key.endsWith("habit.title") ? `${values["things"]}: ${values["state"]} · ${values["when"]}` : ""), { language: "en", time_format: "24" }, "UTC");
  const one = { kind: "routine", entities: ["climate.bath"], state: "heat", attribute: "temperature", values: [{ entity_id: "climate.bath", attribute: "temperature", value: 18.5 }], time: "09:15" };

  expect(titleOf(one as unknown as Pattern, () => "Bath", said)).toBe("Bath: 18.5° · 09:15");
});
