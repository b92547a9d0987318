/** The figures about HomeIQ: which of them somebody looks for, and their lines. */

import type { Words } from "../words";
import type { Metric, Series } from "./documents";

const LAST = 1800; // seconds: what took longer is only known to have done so

export interface Row {
  name: string;
  /** What tells it from others of its name; empty where there is one. */
  label: string;
  value: string;
  series: Series;
  kind: "bytes" | "seconds" | "count";
}

/** Rows whose words have all that is looked for. */
export function rowsOf(metrics: Metric[], words: Words, search: string): Row[] {
  const wanted = search.toLowerCase().split(" ");
  return metrics.flatMap((metric) => {
    const kind = metric.name.endsWith("_bytes") ? "bytes" : /_seconds(_total)?$/.test(metric.name) ? "seconds" : "count";
    const name = words.find(`metric.${metric.name.replace("homeiq_", "")}`) ?? metric.help;
    const rows = metric.series.map((series) => ({ name, label: labelOf(series, words), value: valueOf(series, kind, words), series, kind }) as const);
    return rows.filter((row) => {
      const text = `${row.name} ${row.label} ${metric.name}`.toLowerCase();
      return wanted.every((word) => text.includes(word));
    });
  });
}

/** A figure in the user's words; of how long something took how often that was, and its middle and its slowest. */
function valueOf(series: Series, kind: Row["kind"], words: Words): string {
  if (series.count === undefined) return measured(series.value ?? 0, kind, words);
  const within = (share?: number | null): string => (share ? words.seconds(share) : `>\u00a0${words.seconds(LAST)}`);
  return words.count("figures.took", series.count, { middle: within(series.p50), slow: within(series.p99) });
}

export function measured(value: number, kind: Row["kind"], words: Words): string {
  if (kind === "bytes") return words.bytes(value);
  return kind === "seconds" ? words.seconds(value) : words.number(value, 1);
}

/** What is named by a word of ours is told in the user's. */
function labelOf({ labels }: Series, words: Words): string {
  return Object.values(labels)
    .map((one) => words.find(`label.${one}`) ?? words.find(`part.${one}`) ?? words.find(`run.${one}`) ?? words.find(`trouble.${one}`) ?? one)
    .join(" ");
}

/** A line as a path: from the least to the most, with gaps where nothing was known. */
export function pathOf(points: (number | null)[], width: number, height: number): string {
  const there = points.filter((one) => one !== null);
  const low = Math.min(...there);
  const span = Math.max(...there) - low || 1;
  const step = width / Math.max(1, points.length - 1);
  return points
    .map((one, at) => (one === null ? "" : `${at && points[at - 1] !== null ? "L" : "M"}${(at * step).toFixed(1)} ${(height - ((one - low) / span) * height).toFixed(1)}`))
    .join("");
}
