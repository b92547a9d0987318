import { expect, test } from "vitest";
import { forgotten, isWhole, type Part } from "../src/live/forget";

const THING: Part = { kind: "thing", which: "light.hall", start: "", end: "" };

test("a thing is forgotten for good where no span is named", () => {
  expect(isWhole(THING)).toBe(true);
  expect(forgotten(THING)).toEqual({ entity_id: ["light.hall"] });
});

test("a room may be forgotten within a span", () => {
  const part: Part = { kind: "room", which: "hall", start: "2026-11-21T18:00", end: "2026-11-22T04:00" };

  expect(isWhole(part)).toBe(true);
  expect(forgotten(part)).toEqual({ area_id: ["hall"], start: "2026-11-21T18:00", end: "2026-11-22T04:00" });
});

test("the whole home is forgotten only from some moment on", () => {
  const part: Part = { kind: "span", which: "", start: "", end: "2026-11-22T04:00" };

  expect(isWhole(part)).toBe(false);
  expect(isWhole({ ...part, start: "2026-11-21T18:00" })).toBe(true);
  expect(forgotten({ ...part, start: "2026-11-21T18:00" })).toEqual({ start: "2026-11-21T18:00", end: "2026-11-22T04:00" });
});

test("what is half said is not forgotten", () => {
  expect(isWhole({ ...THING, which: "" })).toBe(false);
  expect(isWhole({ ...THING, which: "the hall" })).toBe(false);
  expect(isWhole({ ...THING, kind: "room", which: "" })).toBe(false);
});

test("a span does not end before it begins", () => {
  expect(isWhole({ ...THING, start: "2026-11-22T04:00", end: "2026-11-21T18:00" })).toBe(false);
});
