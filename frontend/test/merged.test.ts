import { expect, test } from "vitest";
import { merged } from "../src/live/merged";

test("a patch adds, changes and takes away", () => {
  expect(merged({ a: 1, b: { c: 2, d: 3 } }, { a: 5, b: { c: null }, e: [1] })).toEqual({ a: 5, b: { d: 3 }, e: [1] });
});

test("a list is replaced as a whole", () => {
  expect(merged({ order: ["a", "b"] }, { order: ["b"] })).toEqual({ order: ["b"] });
});

test("what a patch does not touch stays the same object", () => {
  const document = { kept: { a: 1 }, changed: 1 };

  expect((merged(document, { changed: 2 }) as typeof document).kept).toBe(document.kept);
});
