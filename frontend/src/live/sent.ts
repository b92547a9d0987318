/** What left the house: by month, way and receiver, and each thing as it was. */

import type { Way, WentOut } from "./documents";

export const WAYS: readonly Way[] = ["ai", "phone", "influxdb", "webhook"];

export interface Out {
  way: Way;
  count: number;
  receivers: { receiver: string; count: number }[];
}

/** Months to choose from, the newest first: today's, and those in which something left. */
export function monthsOf({ month, months }: WentOut): string[] {
  return [...new Set([month, ...months.map((one) => one.day)])].toSorted().reverse();
}

/** Every way out, also those that nothing took. */
export function waysOf({ months }: WentOut, month: string): Out[] {
  return WAYS.map((way) => {
    const receivers = months.filter((one) => one.day === month && one.way === way);
    return { way, receivers, count: receivers.reduce((sum, one) => sum + one.count, 0) };
  });
}

/** Which month a moment is in, by the home's clock; epoch seconds. */
export function monthOf(at: number, zone: string): string {
  return new Intl.DateTimeFormat("sv", { timeZone: zone, year: "numeric", month: "2-digit" }).format(at * 1000);
}

/** All of something, to be read: a line a field, texts as they are. */
export function plain(value: unknown, indent = ""): string {
  if (typeof value !== "object" || value === null) return String(value).replaceAll("\n", `\n${indent}`);
  return Object.entries(value)
    .map(([name, one]) => `${indent}${name}:${typeof one === "object" && one ? "\n" : " "}${plain(one, `${indent}  `)}`)
    .join("\n");
}
