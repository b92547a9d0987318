import { expect, test } from "vitest";
import type { PatternPage } from "../src/live/documents";
import { countOf, isStep, shareOf, standsOf } from "../src/live/ladder";

const PAGE = { stands: { forming: 12, loose: 3, ended: 2, acts: 1 } } as unknown as PatternPage;

test("a step counts all that stand on it", () => {
  expect([countOf("forming", PAGE), countOf("weak", PAGE), countOf("covered", PAGE), countOf("acts", undefined)]).toEqual([12, 5, 0, 0]);
});

test("what is not good enough has several reasons", () => {
  expect(standsOf("weak")).toContain("places");
  expect(standsOf("asks")).toEqual(["asks"]);
});

test("an address names a step, or is something else", () => {
  expect([isStep("forming"), isStep("weak"), isStep("day"), isStep(undefined)]).toEqual([true, true, false, false]);
});

test("the meter is full when nothing is missing", () => {
  expect([shareOf(10, 0), shareOf(10, 10), shareOf(0, 0)]).toEqual([1, 0.5, 0]);
});
