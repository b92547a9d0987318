import { html, render } from "lit";
import { expect, test } from "vitest";
import { Chosen } from "../src/parts/chosen";
import { DayStrip, Key } from "../src/parts/marks";
import { cards, waiting } from "../src/parts/waits";
import { Words } from "../src/words";

const TEXTS: Record<string, string> = { "mark.wrong": "unwanted", "mark.saved": "saved", "days.saved_other": "days right", "days.wrong_one": "day with an unwanted run", "chart.history": "History", "do.activity": "Activity", "strip.since": "since {day}", "state.loading": "Loading…" };

function inEnglish(): Words {
  const said = (key: string, values: Record<string, string | number> = {}): string =>
    (TEXTS[key.replace("component.homeiq.config_panel.", "")] ?? "").replace(/\{(\w+)\}/g, (_, name: string) => String(values[name]));
  return new Words(said, { language: "en-GB" }, "Europe/Berlin");
}

async function aStrip(address: string): Promise<DayStrip> {
  const strip = new DayStrip();
  Object.assign(strip, { words: inEnglish(), strip: { first: "2026-11-16", letters: "ssw" }, address });
  document.body.append(strip);
  await strip.updateComplete;
  return strip;
}

async function aKey(saved: number, wrong: number, letters: string): Promise<string | undefined> {
  const key = new Key();
  Object.assign(key, { words: inEnglish(), counts: { saved, wrong, idle: 0, missed: 0 }, letters });
  document.body.append(key);
  await key.updateComplete;
  return key.shadowRoot?.textContent?.replace(/\s+/g, " ").trim();
}

test("the key below a strip of several times a day tells days, as the strip does", async () => {
  expect(await aKey(12, 4, "ss-w")).toBe("2 days right 1 day with an unwanted run");
});

test("the key below a strip of once a day tells how often", async () => {
  expect(await aKey(2, 1, "ss-w")).toBe("2 saved 1 unwanted");
});

test("a key without a strip tells how often", async () => {
  expect(await aKey(12, 4, "")).toBe("12 saved 4 unwanted");
});

test("arrow keys walk from the newest day back and from the oldest on, and stop at the ends", () => {
  const drawn: number[] = [];
  const chosen = new Chosen({ requestUpdate: () => drawn.push(chosen.at ?? -1) } as never);
  const press = (key: string): void => chosen.walk(new KeyboardEvent("keydown", { key }), 3);

  press("ArrowLeft");
  press("ArrowRight");
  press("ArrowLeft");
  press("Enter");

  expect(drawn).toEqual([2, 1]);
});

test("a day that was pressed stays while the pointer goes to its link, until another is pressed", () => {
  const chosen = new Chosen({ requestUpdate: () => undefined } as never);
  const seen = (["pointermove", "pointerdown", "pointermove", "pointerdown"] as const).map((type, day) => {
    chosen.point(type, day, 10);
    return chosen.at;
  });

  expect(seen).toEqual([0, 1, 1, 3]);
});

test("a day of a strip says itself and leads to the history of that day", async () => {
  const strip = await aStrip("/history?entity_id=light.hall");
  strip.shadowRoot?.querySelector(".days")?.dispatchEvent(new KeyboardEvent("keydown", { key: "ArrowLeft" }));
  await strip.updateComplete;

  const link = strip.shadowRoot?.querySelector("a");

  expect(strip.shadowRoot?.querySelector(".chosen")?.textContent).toMatch(/^Wed,? 18 Nov: unwanted · History$/);
  expect(link?.getAttribute("href")).toBe("/history?entity_id=light.hall&start_date=2026-11-18T00:00:00&end_date=2026-11-18T23:59:59");
});

test("a strip says since when it is before anybody looks at a day, and of an automation leads to its activity", async () => {
  const strip = await aStrip("/logbook?entity_id=automation.hall");
  const before = strip.shadowRoot?.querySelector(".chosen")?.textContent;
  strip.shadowRoot?.querySelector(".days")?.dispatchEvent(new KeyboardEvent("keydown", { key: "ArrowRight" }));
  await strip.updateComplete;

  expect([before, strip.shadowRoot?.querySelector("a")?.textContent]).toEqual(["since 16 Nov", "Activity"]);
});

test("a strip that leads nowhere is only looked at", async () => {
  const strip = await aStrip("");

  expect([strip.shadowRoot?.querySelector("[tabindex]"), strip.shadowRoot?.querySelector("p")]).toEqual([null, null]);
});

test("what is still to come has its lines, is busy, and is told beside them", () => {
  const page = document.createElement("div");

  render(html`${waiting(inEnglish())}${cards(3, 2)}`, page);

  expect([...page.querySelectorAll("[aria-busy=true]")].map((one) => one.childElementCount)).toEqual([3, 2]);
  expect(page.querySelector("[role=status]")?.textContent).toBe("Loading…");
  expect(page.querySelector("[aria-busy] [role=status]")).toBeNull();
});
