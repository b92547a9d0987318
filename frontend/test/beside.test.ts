import { expect, test } from "vitest";
import type { Pattern } from "../src/live/documents";
import type { Home } from "../src/live/home";
import { Forming } from "../src/parts/beside";
import { Words } from "../src/words";

const NEAREST: Pattern = {
  signature: "lamp",
  kind: "routine",
  entities: ["light.lamp"],
  state: "on",
  time: "19:30",
  weekdays: [0, 1, 2, 3, 4, 5, 6],
  confidence: 0.9,
  support_days: 6,
  eligible_days: 7,
  opportunities: 7,
  hits: 6,
  needs: 4,
  stand: "forming",
  areas: [],
};
const TEXTS: Record<string, string> = {
  "habit.title": "{things}: {state} · {when}",
  "habit.also": "{thing}: {state}",
  "habit.seen": "{seen} of {days} days",
  "habit.needs_other": "{count} more to go",
  "overview.all_other": "All {count}",
};

const words = new Words(
  (key, values = {}) => (TEXTS[key.replace("component.homeiq.config_panel.", "")] ?? "").replace(/\{(\w+)\}/g, (_, name) => String(values[name])),
  { language: "en", time_format: "24" },
  "Europe/Berlin",
);

async function shown(patterns: Pattern[], documents: object = {}): Promise<string> {
  const home = { ask: async () => ({ patterns }), documents } as unknown as Home;
  const forming = Object.assign(new Forming(), { words, home, names: () => "Lamp", base: "/homeiq", total: 12 });
  document.body.append(forming);
  await forming.updateComplete;
  await new Promise((done) => setTimeout(done));
  await forming.updateComplete;
  return forming.shadowRoot?.textContent?.replace(/\s+/g, " ") ?? "";
}

test("what goes to another state than most is told with it", async () => {
  const text = await shown([{ ...NEAREST, entities: ["light.lamp", "light.other"], otherwise: { "light.other": "off" } }]);

  expect(text).toContain("Lamp: on, Lamp: off · 19:30");
});

test("the habit that is nearest to being one says what it still needs", async () => {
  const text = await shown([NEAREST]);

  expect(text).toContain("Lamp: on · 19:30");
  expect(text).toContain("6 of 7 days · 4 more to go");
  expect(text).toContain("All 12");
});

test.each([
  { suggestions: { order: ["lamp"], suggestions: { lamp: { title: "Turn on Lamp at 19:30" } } } },
  { decisions: { accepted: {}, trials: {}, later: { lamp: { title: "Turn on Lamp at 19:30" } }, dismissed: {} } },
])("a habit that is or was offered is told in the words it is offered with", async (documents) => {
  const text = await shown([NEAREST], documents);

  expect(text).toContain("Turn on Lamp at 19:30");
  expect(text).not.toContain("Lamp: on");
});

test("where none is forming nothing is said", async () => {
  expect(await shown([])).toBe("");
});
