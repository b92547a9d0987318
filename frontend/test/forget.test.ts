import { expect, test } from "vitest";
import { forgotten, isWhole, type Part } from "../src/live/forget";
import { Forget } from "../src/parts/forget";
import { Words } from "../src/words";

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

test("all things of a home are proposed, however many pages they fill", async () => {
  const pages: Record<string, { entities: object[]; next_cursor: string | null }> = {
    "": { entities: [{ entity_id: "light.attic", name: "Attic" }], next_cursor: "light.attic" },
    "light.attic": { entities: [{ entity_id: "light.hall", name: "Hall" }], next_cursor: null },
  };
  const home = { ask: (_: string, { cursor }: { cursor: string }) => Promise.resolve(pages[cursor]) };
  const words = new Words((key) => key, { language: "en" }, "UTC");
  const form = Object.assign(new Forget(), { words, home });
  document.body.append(form);
  await form.updateComplete;

  form.shadowRoot?.querySelector("details")?.dispatchEvent(new Event("toggle"));
  await new Promise((done) => setTimeout(done));
  await form.updateComplete;

  const proposed = [...(form.shadowRoot?.querySelectorAll("datalist option") ?? [])].map((one) => one.textContent);
  expect(proposed).toEqual(["Attic", "Hall"]);
});
