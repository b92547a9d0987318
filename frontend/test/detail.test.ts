import { expect, test } from "vitest";
import type { Offered } from "../src/live/documents";
import { Detail } from "../src/views/detail";
import { Words } from "../src/words";

const TEXTS: Record<string, string> = {
  "verdict.sentence": "In {span} {saved} and {wrong}.",
  "verdict.weeks_other": "{count} weeks",
  "verdict.saved_other": "{count} saved",
  "verdict.wrong_other": "{count} unwanted",
};
const VERDICT = "41 of 45 right, 4 unwanted.";

const words = new Words(
  (key, values = {}) => (TEXTS[key.replace("component.homeiq.config_panel.", "")] ?? "").replace(/\{(\w+)\}/g, (_, name) => String(values[name])),
  { language: "en" },
  "Europe/Berlin",
);

/** The reasons as they stand below what is offered. */
async function reasons(more: Partial<Offered>): Promise<string | undefined> {
  const suggestion = { signature: "lamp", title: "Turn on Lamp", kind: "follow_up", entities: ["light.lamp"], areas: [], verdict: VERDICT, ...more };
  const whole = { suggestion: { ...suggestion, reason: `${VERDICT}\nThat is how it would have run on 54 days.`, conflicts: [], automation: {} } };
  const home = { ask: async () => whole, listen: () => () => undefined, documents: {} };
  const detail = Object.assign(new Detail(), { words, home, suggestion, names: (entity: string) => entity, pages: () => "" });
  document.body.append(detail);
  await new Promise((done) => setTimeout(done));
  await detail.updateComplete;
  return detail.shadowRoot?.querySelector(".reason")?.textContent ?? undefined;
}

test("reasons don't say again what stands above them", async () => {
  expect(await reasons({})).toBe("That is how it would have run on 54\u00a0days.");
});

test("reasons keep the figures of all days where those above are of four weeks", async () => {
  const counts = { saved: 22, idle: 3, wrong: 2, missed: 1 };

  expect(await reasons({ counts, days: 28 })).toBe(`${VERDICT}\nThat is how it would have run on 54\u00a0days.`);
});
