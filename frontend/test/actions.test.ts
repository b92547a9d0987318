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

test("a clash is said before that, and once is enough", async () => {
  const clash = { kind: "against", entity_id: "automation.door", name: "Door", text: "It works against Door." };

  expect(await pressed({ ...ONE, guards: true, clash })).toEqual({ decided: 0, asked: ["clash"] });
});
