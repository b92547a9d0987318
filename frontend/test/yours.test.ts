import { expect, test } from "vitest";
import { YoursView } from "../src/views/yours";
import { Words } from "../src/words";

const WORDS = new Words((key) => key, { language: "en" }, "UTC");

const OVERVIEW = { accepted: { there: 310, saved: 4321, undone: 12 } };

/** A trial on its second day, whose days are these. */
async function shown(letters: string, decide: boolean): Promise<ShadowRoot | null> {
  const trial = { signature: "lamp", title: "Turn on Lamp", began_at: 0, until: 9e9, day: 2, days: 7, strip: { first: "2026-11-28", letters } };
  const home = { documents: { overview: OVERVIEW, decisions: { accepted: {}, trials: { lamp: trial }, later: {}, dismissed: {} } }, listen: () => () => undefined };
  const view = Object.assign(new YoursView(), { words: WORDS, home, decide });
  document.body.append(view);
  await view.updateComplete;
  return view.shadowRoot;
}

test("days are drawn once there was something to do on one", async () => {
  expect((await shown("-------", true))?.querySelector("homeiq-strip")).toBeNull();
  expect((await shown("-s-----", true))?.querySelector("homeiq-strip")).not.toBeNull();
});

test("what is checked off is what was accepted, and nothing where nothing was", async () => {
  expect((await shown("", true))?.querySelector(".status .good")).toBeNull();
});

test("whoever may only look has no way back to press", async () => {
  expect((await shown("", true))?.querySelector("[data-do=undo]")).not.toBeNull();
  expect((await shown("", false))?.querySelector("[data-do=undo]")).toBeNull();
});

test("how many others there are is counted, and said below those that are shown", async () => {
  const one = { signature: "lamp", verdict: "dismissed", decided_at: 0, title: "Turn on Lamp", entities: [] };
  const decisions = { accepted: {}, trials: {}, later: { lamp: one }, dismissed: { lamp: one }, more: { dismissed: 12 } };
  const words = new Words((key, values) => `${key.replace("component.homeiq.config_panel.", "")} ${values?.count ?? ""}`, { language: "en" }, "UTC");
  const view = Object.assign(new YoursView(), { words, home: { documents: { overview: OVERVIEW, decisions }, listen: () => () => undefined }, decide: true });
  document.body.append(view);
  await view.updateComplete;

  const said = [...(view.shadowRoot?.querySelectorAll("[data-more]") ?? [])].map((each) => each.textContent);
  const chips = [...(view.shadowRoot?.querySelectorAll("nav a") ?? [])].map((each) => each.textContent?.replace(/\s+/g, " ").trim());
  expect(said).toEqual(["yours.more_other 12"]);
  expect(chips).toEqual(["✓ yours.all 14", "yours.later 1", "yours.dismissed 13"]);
});

test("what all of it has brought is told, also of what is no longer listed", async () => {
  const one = { signature: "lamp", title: "Turn on Lamp", state: "active", mode: "automation", accepted_at: 0, saved: 3, overridden: 1, strip: { first: "2026-11-28", letters: "" }, entities: [] };
  const decisions = { accepted: { lamp: one }, trials: {}, later: {}, dismissed: {}, more: { accepted: 309 } };
  const words = new Words((key, values) => `${key.replace("component.homeiq.config_panel.", "")} ${values?.count ?? ""}`, { language: "en" }, "UTC");
  const view = Object.assign(new YoursView(), { words, home: { documents: { overview: OVERVIEW, decisions }, listen: () => () => undefined }, decide: true });
  document.body.append(view);
  await view.updateComplete;

  expect(view.shadowRoot?.querySelector(".status .good")).not.toBeNull();
  expect(view.shadowRoot?.querySelector(".status")?.textContent?.trim()).toBe("yours.saved_other 4,321 · yours.undone_other 12");
});
