import { expect, test } from "vitest";
import type { WentOut } from "../src/live/documents";
import { monthOf, monthsOf, plain, waysOf } from "../src/live/sent";

const OUT: WentOut = {
  since: 0,
  month: "2026-12",
  months: [
    { day: "2026-11", way: "phone", receiver: "Pixel", count: 3 },
    { day: "2026-11", way: "phone", receiver: "iPhone", count: 2 },
    { day: "2026-09", way: "influxdb", receiver: "http://influx:8086", count: 9000 },
  ],
};

test("today's month can be looked at, also where nothing has left", () => {
  expect(monthsOf(OUT)).toEqual(["2026-12", "2026-11", "2026-09"]);
  expect(waysOf(OUT, "2026-12").map((one) => one.count)).toEqual([0, 0, 0, 0]);
});

test("receivers of a way are added up", () => {
  const [, phone] = waysOf(OUT, "2026-11");

  expect([phone?.way, phone?.count, phone?.receivers.map((one) => one.receiver)]).toEqual(["phone", 5, ["Pixel", "iPhone"]]);
});

test("a month is that of the home's clock", () => {
  const newYear = Date.UTC(2026, 11, 31, 23, 30) / 1000;

  expect([monthOf(newYear, "Europe/Berlin"), monthOf(newYear, "America/New_York")]).toEqual(["2027-01", "2026-12"]);
});

test("what was sent is shown as it was, with its lines", () => {
  expect(plain({ title: "Hall", data: { tag: "a", actions: [{ action: "LATER" }] }, instructions: "One\nTwo" })).toBe(
    "title: Hall\ndata:\n  tag: a\n  actions:\n    0:\n      action: LATER\ninstructions: One\n  Two",
  );
});
