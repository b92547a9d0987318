import { expect, test } from "vitest";
import type { Metric } from "../src/live/documents";
import { pathOf, rowsOf } from "../src/live/figures";
import { Words } from "../src/words";

const TEXTS: Record<string, string> = {
  "metric.database_bytes": "Größe der Datenbank",
  "metric.run_stage_seconds": "Schritte einer Analyse",
  "label.learn": "lernen",
  "figures.took_other": "{count}-mal, {middle}, {slow}",
};
const localize = (key: string, values: Record<string, string | number> = {}): string =>
  (TEXTS[key.replace("component.homeiq.config_panel.", "")] ?? "").replace(/\{(\w+)\}/g, (_, name) => String(values[name]));
const german = new Words(localize, { language: "de" }, "Europe/Berlin");

const METRICS: Metric[] = [
  { name: "homeiq_database_bytes", type: "gauge", help: "Size of the database.", series: [{ labels: {}, value: 12_500_000 }] },
  { name: "homeiq_cpu_seconds_total", type: "counter", help: "Processor time.", series: [{ labels: { part: "loop" }, value: 0.0125 }, { labels: { part: "workers" }, value: 7200 }] },
  { name: "homeiq_run_stage_seconds", type: "histogram", help: "Stages.", series: [{ labels: { stage: "learn" }, count: 1200, p50: 2.5, p99: null }] },
];

const shown = (search: string): string[][] => rowsOf(METRICS, german, search).map((one) => [one.name, one.label, one.value.replaceAll("\u00a0", " ")]);

test("figures are told with their unit, as the user's language writes them", () => {
  expect(shown("")).toEqual([
    ["Größe der Datenbank", "", "13 MB"],
    ["Processor time.", "loop", "12,5 ms"],
    ["Processor time.", "workers", "2 Std."],
    ["Schritte einer Analyse", "lernen", "1.200-mal, 2,5 Sek., > 30 Min."],
  ]);
});

test("a search is for all its words, in what is shown and in the name that programs use", () => {
  expect(shown("datenbank größe").length).toBe(1);
  expect(shown("cpu work").length).toBe(1);
  expect(shown("nothing of the kind")).toEqual([]);
});

test("a line goes from the least to the most, and is broken where nothing was known", () => {
  expect(pathOf([0, 10, null, 5], 90, 20)).toBe("M0.0 20.0L30.0 0.0M90.0 10.0");
  expect(pathOf([3, 3], 10, 20)).toBe("M0.0 20.0L10.0 20.0");
});
