import { expect, test } from "vitest";
import { YoursView } from "../src/views/yours";
import { Words } from "../src/words";

const WORDS = new Words((key) => key, { language: "en" }, "UTC");

/** A trial on its second day, whose days are these. */
async function shown(letters: string, decide: boolean): Promise<ShadowRoot | null> {
  const trial = { signature: "lamp", title: "Turn on Lamp", began_at: 0, until: 9e9, day: 2, days: 7, strip: { first: "2026-11-28", letters } };
  const home = { documents: { decisions: { accepted: {}, trials: { lamp: trial }, later: {}, dismissed: {} } }, listen: () => () => undefined };
  const view = Object.assign(new YoursView(), { words: WORDS, home, decide });
  document.body.append(view);
  await view.updateComplete;
  return view.shadowRoot;
}

test("days are drawn once there was something to do on one", async () => {
  expect((await shown("-------", true))?.querySelector("homeiq-strip")).toBeNull();
  expect((await shown("-s-----", true))?.querySelector("homeiq-strip")).not.toBeNull();
});

test("whoever may only look has no way back to press", async () => {
  expect((await shown("", true))?.querySelector("[data-do=undo]")).not.toBeNull();
  expect((await shown("", false))?.querySelector("[data-do=undo]")).toBeNull();
});
