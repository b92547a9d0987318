import { expect, test } from "vitest";
import type { Offered } from "../src/live/documents";
import { Detail } from "../src/views/detail";
import { Words } from "../src/words";

const TEXTS: Record<string, string> = {
  "verdict.sentence": "In {span} {saved} and {wrong}.",
  "verdict.weeks_other": "{count} weeks",
  "verdict.saved_one": "once",
  "verdict.saved_other": "{count} times",
  "verdict.wrong_zero": "never unwanted",
  "verdict.wrong_other": "unwanted {times}",
  "why.delay": "How long after {thing}",
};
const VERDICT = "41 of 45 right, 4 unwanted.";

const words = new Words(
  (key, values = {}) => (TEXTS[key.replace("component.homeiq.config_panel.", "")] ?? "").replace(/\{(\w+)\}/g, (_, name) => String(values[name])),
  { language: "en" },
  "Europe/Berlin",
);

/** A suggestion as it is looked at. */
async function shown(more: Partial<Offered>, evidence = {}, rights = {}): Promise<ShadowRoot> {
  const suggestion = { signature: "lamp", title: "Turn on Lamp", kind: "follow_up", entities: ["light.lamp"], areas: [], verdict: VERDICT, ...more };
  const whole = { suggestion: { ...suggestion, reason: `${VERDICT}\nThat is how it would have run on 54 days.`, conflicts: [], automation: {}, trigger: { entity_id: "sensor.hall" } }, ...evidence };
  const home = { ask: async () => whole, listen: () => () => undefined, documents: {} };
  const detail = Object.assign(new Detail(), { words, home, suggestion, names: (entity: string) => entity, pages: () => "/config/automation/edit/1", ...rights });
  document.body.append(detail);
  await new Promise((done) => setTimeout(done));
  await detail.updateComplete;
  return detail.shadowRoot!;
}

/** The reasons as they stand below what is offered. */
async function reasons(more: Partial<Offered>): Promise<string | undefined> {
  return (await shown(more)).querySelector(".reason")?.textContent ?? undefined;
}

test("reasons don't say again what stands above them", async () => {
  expect(await reasons({})).toBe("That is how it would have run on 54\u00a0days.");
});

test("reasons keep the figures of all days where those above are of four weeks", async () => {
  const counts = { saved: 22, idle: 3, wrong: 2, missed: 1 };

  expect(await reasons({ counts, days: 28 })).toBe(`${VERDICT}\nThat is how it would have run on 54\u00a0days.`);
});

test("how often it was right and wrong is seen first", async () => {
  const told = async (wrong: number): Promise<[string | undefined, (string | null)[]]> => {
    const verdict = (await shown({ counts: { saved: 22, idle: 3, wrong, missed: 1 }, days: 28 })).querySelector(".verdict");
    return [verdict?.textContent ?? undefined, [...(verdict?.querySelectorAll("b") ?? [])].map((one) => one.textContent)];
  };

  expect(await told(2)).toEqual(["In 4 weeks 22\u00a0times and unwanted 2\u00a0times.", ["22\u00a0times", "2\u00a0times"]]);
  expect(await told(1)).toEqual(["In 4 weeks 22\u00a0times and unwanted once.", ["22\u00a0times", "once"]]);
  expect(await told(0)).toEqual(["In 4 weeks 22\u00a0times and never unwanted.", ["22\u00a0times"]]);
});

test("days that a habit was learned from are no proof of it: HomeIQ's own sentence stands above them", async () => {
  const root = await shown({ counts: { saved: 22, idle: 0, wrong: 4, missed: 0 }, days: 28, strip: { first: "2026-11-03", letters: "sswss" }, is_fitted: true });

  expect(root.querySelector(".verdict")?.textContent).toBe(VERDICT);
  expect(root.querySelector("homeiq-strip")).not.toBeNull();
});

test("delays say what they are counted from", async () => {
  const heads = [...(await shown({}, { delays: [{ up_to: 5, count: 3 }] })).querySelectorAll("h3")].map((one) => one.textContent);

  expect(heads).toContain("How long after sensor.hall");
});

test("what an automation is changed in is only offered to whoever may change it", async () => {
  const clash = { kind: "opposite", entity_id: "automation.hall", name: "Hall", text: "Turns it off." };
  const links = async (change: boolean): Promise<number> => (await shown({ clash }, {}, { change })).querySelectorAll("homeiq-note a").length;

  expect([await links(true), await links(false)]).toEqual([1, 0]);
});

test.each([
  ["scene", "acts", "called"],
  ["left_on", "reminds", "reminds"],
])("what does nothing by itself has no days on which it would have, and is told in HomeIQ's own sentence: %s", async (kind, rung, shownAs) => {
  const counts = { saved: 22, idle: 0, wrong: 4, missed: 0 };
  const root = await shown({ kind, rung, counts, days: 28, strip: { first: "2026-11-03", letters: "sswss" } } as Partial<Offered>);

  expect(root.querySelector(".verdict")?.textContent).toBe(VERDICT);
  expect(root.querySelector("homeiq-strip, homeiq-key")).toBeNull();
  expect(root.querySelector("homeiq-rung")?.getAttribute("rung")).toBe(shownAs);
});
