import { afterEach, expect, test } from "vitest";
import type { Offered } from "../src/live/documents";
import { Actions } from "../src/parts/actions";
import { DECIDE } from "../src/parts/deciding";
import { Words } from "../src/words";

const WORDS = new Words((key) => key, { language: "en" } as never, "UTC");
const ONE = { signature: "one", title: "Lock the door", kind: "routine", entities: ["lock.door"], rung: "acts" } as unknown as Offered;

afterEach(() => document.body.replaceChildren());

async function pressed(suggestion: Offered): Promise<{ decided: number; asked: string[] }> {
  const actions = new Actions();
  const asked: string[] = [];
  let decided = 0;
  Object.assign(actions, { words: WORDS, suggestion, change: true, ask: (question: string) => asked.push(question) });
  actions.addEventListener(DECIDE, () => (decided += 1));
  document.body.append(actions);
  await actions.updateComplete;
  actions.renderRoot.querySelector<HTMLElement>("[data-do=accept]")?.click();
  return { decided, asked };
}

test("one press accepts", async () => {
  expect(await pressed(ONE)).toEqual({ decided: 1, asked: [] });
});

test("what acts on a lock is asked about first", async () => {
  expect(await pressed({ ...ONE, guards: true })).toEqual({ decided: 0, asked: ["guards"] });
});

async function advised(more: object): Promise<string | undefined> {
  const actions = Object.assign(new Actions(), { words: WORDS, suggestion: { ...ONE, ...more }, change: true, changing: "/change" });
  document.body.append(actions);
  await actions.updateComplete;
  return actions.renderRoot.querySelector<HTMLElement>(".main")?.dataset["do"];
}

test("the filled button is what a suggestion deserves", async () => {
  expect(await advised({ rung: "acts" })).toBe("accept");
  expect(await advised({ rung: "asks" })).toBe("ask");
  expect(await advised({ rung: "asks", kind: "left_on" })).toBe("trial");
  expect(await advised({ rung: "forming" })).toBe("trial");
  expect(await advised({ rung: "forming", kind: "scene" })).toBe("accept");
});

test("what moves an automation is accepted as it is: while that works on, nothing can be tried or asked beside it", async () => {
  const actions = Object.assign(new Actions(), { words: WORDS, suggestion: { ...ONE, rung: "asks", adjusts: "before" }, change: true, changing: "/change" });
  document.body.append(actions);
  await actions.updateComplete;
  const deeds = [...actions.renderRoot.querySelectorAll<HTMLElement>("[data-do]")].map((one) => one.dataset["do"]);

  expect(deeds).toEqual(["accept", "change", "later", "never"]);
  expect(actions.renderRoot.querySelector<HTMLElement>(".main")?.dataset["do"]).toBe("accept");
});

test("while HomeIQ is away nothing leads to a change", async () => {
  const actions = Object.assign(new Actions(), { words: WORDS, suggestion: ONE, change: true, away: true, changing: "/change" });
  document.body.append(actions);
  await actions.updateComplete;

  expect(actions.renderRoot.querySelectorAll("button:enabled, a[href]")).toHaveLength(0);
});

test("a clash is said before that, and once is enough", async () => {
  const clash = { kind: "against", entity_id: "automation.door", name: "Door", text: "It works against Door." };

  expect(await pressed({ ...ONE, guards: true, clash })).toEqual({ decided: 0, asked: ["clash"] });
});
