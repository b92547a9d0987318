import { expect, test } from "vitest";
import type { Overview } from "../src/live/documents";
import { isSeenTo, shareOf, stepsOf, thinnestOf } from "../src/live/funnel";

function overview(funnel: Partial<Overview["funnel"]>, known = 12): Overview {
  return {
    status: "success",
    health: "ok",
    problems: [],
    days: { known, needed: 10 },
    funnel: { events: 572, entities: 40, used: 9, acts: 48, days: 12, patterns: 0, suggestions: 0, ...funnel },
    rungs: { acts: 0, asks: 0, reminds: 0, forming: 0 },
    accepted: { there: 0, saved: 0, undone: 0 },
  };
}

test("the thinnest step is the one with the least of its own kind", () => {
  const thin = thinnestOf(stepsOf(overview({})));

  expect(thin).toEqual({ name: "acts", count: 48, of: 572 });
});

test("where nothing was done by hand there is no thinner step", () => {
  const thin = thinnestOf(stepsOf(overview({ used: 0, acts: 0 })));

  expect(thin).toEqual({ name: "used", count: 0, of: 40 });
});

test("in the first days it is only days that are missing, however few of the events are acts", () => {
  const thin = thinnestOf(stepsOf(overview({ acts: 34, events: 596 }, 3)));

  expect(thin).toEqual({ name: "days", count: 3, of: 10 });
});

test("where people hardly act, more days alone would not help", () => {
  const thin = thinnestOf(stepsOf(overview({ acts: 5, events: 596 }, 6)));

  expect(thin).toEqual({ name: "acts", count: 5, of: 596 });
});

test("where there are habits the step from them to suggestions is the thinnest", () => {
  const thin = thinnestOf(stepsOf(overview({ patterns: 31 })));

  expect(thin).toEqual({ name: "suggestions", count: 0, of: 31 });
});

test("a step that nobody knows is left out", () => {
  const names = stepsOf(overview({ events: undefined, acts: undefined })).map((one) => one.name);

  expect(names).toEqual(["entities", "used", "days", "patterns", "suggestions"]);
});

test("days are a share of nothing once there are enough", () => {
  const days = stepsOf(overview({}, 57)).find((one) => one.name === "days");

  expect(days).toEqual({ name: "days", count: 57 });
});

test("no step is more than all of its kind", () => {
  expect(shareOf({ name: "used", count: 57, of: 10 })).toBe(1);
});

test("where everything is decided or done already nothing is missing", () => {
  expect(isSeenTo(["decided", "covered"])).toBe(true);
  expect(isSeenTo(["decided", "loose"])).toBe(false);
  expect(isSeenTo([])).toBe(false);
});
