import { expect, test } from "vitest";
import { changes, clock, compared, conditionOf, draftOf, statesOf, valued } from "../src/live/change";
import type { SuggestionInFull } from "../src/live/documents";
import { ChangeView } from "../src/views/change";
import { Words } from "../src/words";

const FOUND = {
  time: "06:45",
  weekdays: [0, 1, 2, 3, 4],
  conditions: [
    { condition: "time", weekday: ["mon"] },
    { condition: "state", entity_id: "sun.sun", state: "below_horizon" },
  ],
} as unknown as SuggestionInFull;

test("the form begins as the suggestion was found, days apart from conditions", () => {
  expect(draftOf(FOUND)).toEqual({ time: 405, weekdays: [0, 1, 2, 3, 4], conditions: [{ condition: "state", entity_id: "sun.sun", state: "below_horizon" }] });
});

test("only what differs is sent", () => {
  const found = draftOf(FOUND);

  expect(changes(found, found)).toEqual({});
  expect(changes(found, { ...found, time: 400, weekdays: [5], conditions: [] })).toEqual({ time: "06:40:00", weekdays: ["sat"], conditions: [] });
});

const CROSSED = {
  trigger: { entity_id: "sensor.damp", above: 65 },
  conditions: [{ condition: "numeric_state", entity_id: "sensor.lux", below: 40 }],
} as unknown as SuggestionInFull;

test("the number that a sensor crosses and those of conditions are sent where they are others", () => {
  const found = draftOf(CROSSED);

  expect(found).toEqual({ held: 0, limit: 65, conditions: [{ condition: "numeric_state", entity_id: "sensor.lux", below: 40 }] });
  expect(changes(found, { ...found, limit: 70 })).toEqual({ limit: 70 });
  expect(changes(found, { ...found, conditions: [{ condition: "numeric_state", entity_id: "sensor.lux", below: 60 }] })).toEqual({
    conditions: [{ condition: "numeric_state", entity_id: "sensor.lux", below: 60 }],
  });
});

test("five minutes before midnight is the end of the day", () => {
  expect(clock(-5)).toBe("23:55:00");
});

test("better is what is worse in nothing", () => {
  const before = { saved: 18, idle: 1, wrong: 1, missed: 1 };

  expect(compared(before, { ...before })).toBe("same");
  expect(compared(before, { ...before, saved: 19, wrong: 0 })).toBe("better");
  expect(compared(before, { ...before, wrong: 2 })).toBe("worse");
  expect(compared(before, { ...before, saved: 19, wrong: 2 })).toBe("other");
});

const DIM = { entity_id: "light.hall", field: "brightness_pct", value: 40, least: 1, most: 100, step: 1, was_set: [38, 40] };
const WARM = { entity_id: "light.hall", field: "color_temp_kelvin", least: 1000, most: 20000, step: 10, was_set: [2700] };

test("of what a thing is set to all is sent again where a part of it is another", () => {
  const found = draftOf(FOUND, [DIM, WARM]);

  expect(found.values).toEqual({ "light.hall": { brightness_pct: 40 } });
  expect(changes(found, { ...found, values: valued(found.values, "light.hall", "brightness_pct", 40) })).toEqual({});
  expect(changes(found, { ...found, values: valued(found.values, "light.hall", "color_temp_kelvin", 2700) })).toEqual({
    values: { "light.hall": { brightness_pct: 40, color_temp_kelvin: 2700 } },
  });
  expect(changes(found, { ...found, values: valued(found.values, "light.hall", "brightness_pct", undefined) })).toEqual({ values: { "light.hall": {} } });
});

test("the past is asked for before anything is changed, and no answer to that is shown", async () => {
  const asked: [string, unknown][] = [];
  const home = {
    ask: async (command: string, fields: unknown) => {
      asked.push([command, fields]);
      if (command === "suggestion/try") throw new Error("gone");
      return { suggestion: { ...FOUND, signature: "lamp", title: "Turn on Lamp", entities: ["light.lamp"], backtest: { saved: 8, idle: 0, false_alarms: 1, misses: 0 } }, settings: [] };
    },
    listen: () => () => undefined,
    documents: {},
  };
  const change = Object.assign(new ChangeView(), { words: new Words(() => "", { language: "en" }, "UTC"), home, path: ["lamp"], names: (entity: string) => entity });

  document.body.append(change);
  await new Promise((done) => setTimeout(done));
  await change.updateComplete;

  expect(asked).toEqual([
    ["suggestion/get", { signature: "lamp" }],
    ["suggestion/try", { signature: "lamp" }],
  ]);
  expect(change.shadowRoot?.querySelector(".bad")).toBeNull();
});

test("that a thing stays as it is while it is set can't be left out", () => {
  const stays = { condition: "state", entity_id: "climate.bath", state: "heat" };
  const dark = { condition: "state", entity_id: "sun.sun", state: "below_horizon" };
  const setting = { ...FOUND, attribute: "temperature", state: "heat", entities: ["climate.bath"], conditions: [stays, dark] } as SuggestionInFull;

  expect(draftOf(setting).conditions).toEqual([dark]);
  expect(draftOf({ ...setting, attribute: "" }).conditions).toEqual([stays, dark]);
});

/** The form of a suggestion, and what was asked of HomeIQ. */
async function form(suggestion: object, more: object = {}, after?: object, states: Record<string, string> = {}): Promise<{ root: ShadowRoot; tried: unknown[] }> {
  sessionStorage.clear();
  const tried: unknown[] = [];
  const whole = { suggestion: { ...FOUND, signature: "one", title: "One", entities: ["light.lamp"], backtest: { hits: 8, false_alarms: 1, misses: 0 }, ...suggestion }, settings: [], ...more };
  const home = {
    ask: async (command: string, { signature: _, ...fields }: Record<string, unknown>) => {
      if (command === "suggestion/try" && Object.keys(fields).length) tried.push(fields);
      if (command === "suggestion/try" && after) return { before: whole.suggestion, after: { ...whole.suggestion, backtest: after }, differences: [] };
      if (command === "entities/list") return { entities: Object.keys(states).map((entity_id) => ({ entity_id, name: entity_id })), next_cursor: null };
      return command === "suggestion/get" ? whole : new Promise(() => undefined);
    },
    listen: () => () => undefined,
    documents: {},
  };
  const words = new Words((key, values) => `${key.replace("component.homeiq.config_panel.", "")} ${Object.values(values ?? {}).join(" ")}`.trim(), { language: "en", time_format: "12", first_weekday: "sunday" }, "UTC");
  const view = Object.assign(new ChangeView(), { words, home, path: ["one"], names: (entity: string) => entity, now: (entity: string) => states[entity] });
  document.body.replaceChildren(view);
  await new Promise((done) => setTimeout(done));
  await view.updateComplete;
  return { root: view.shadowRoot!, tried };
}

const DAMP = { entity_id: "sensor.damp", unit: "%", above: 65, did: [70], did_not: [50] };

test("the number that is crossed is asked for by its sensor and with its unit", async () => {
  const { root } = await form({ ...CROSSED, time: undefined, conditions: [] }, { axes: [DAMP] });

  const input = root.querySelector("input[type=number]");
  expect(input?.getAttribute("aria-label")).toBe("change.above sensor.damp 65%");
  expect(input?.parentElement?.textContent?.trim()).toBe("%");
});

test("a number beyond what its thing can be set to is not tried, and the browser says why", async () => {
  const heat = { entity_id: "climate.bath", field: "temperature", value: 22, least: 7, most: 30, step: 0.5, unit: "°C", was_set: [22] };
  const { root, tried } = await form({ entities: ["climate.bath"] }, { settings: [heat] });
  const input = root.querySelector("input[type=number]") as HTMLInputElement;

  input.value = "212";
  input.dispatchEvent(new Event("change"));
  await new Promise((done) => setTimeout(done, 300));

  expect([input.min, input.max, input.validity.rangeOverflow]).toEqual(["7", "30", true]);
  expect(tried).toEqual([]);
});

test("days stand in the order of whoever looks, and are sent as they are", async () => {
  const { root, tried } = await form({});
  const days = [...root.querySelectorAll<HTMLElement>(".day")];

  days[0]?.click();
  await new Promise((done) => setTimeout(done, 300));

  expect(days.map((one) => one.textContent)).toEqual(["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"]);
  expect(tried).toEqual([{ weekdays: ["mon", "tue", "wed", "thu", "fri", "sun"] }]);
});

test("hours of a condition are told by the clock of whoever looks", async () => {
  const { root } = await form({ conditions: [{ condition: "time", after: "06:00:00", before: "21:30:00" }] });

  expect(root.querySelector("li button")?.getAttribute("aria-label")?.replace(/\s/g, " ")).toBe("change.remove condition.between 6:00 AM 9:30 PM");
});

test("as long as nothing is changed it is said what a change does", async () => {
  const { root } = await form({});

  expect(root.querySelector(".result")?.textContent).toContain("change.hint");
  root.querySelector<HTMLElement>(".day")?.click();
  await new Promise((done) => setTimeout(done));
  expect(root.querySelector(".result")?.textContent).not.toContain("change.hint");
});

test.each([
  [{ hits: 9, false_alarms: 1, misses: 0 }, true],
  [{ hits: 5, false_alarms: 4, misses: 0 }, false],
])("what a change makes worse is not what one is to press", async (after, isFilled) => {
  const { root } = await form({}, {}, after);

  root.querySelector<HTMLElement>(".day")?.click();
  await new Promise((done) => setTimeout(done, 350));

  expect(root.querySelector("[data-do=accept-changed]")?.classList.contains("main")).toBe(isFilled);
});

test("a new condition begins with how its thing is now", () => {
  expect(conditionOf("below", "sensor.lux", "12.5")).toEqual({ condition: "numeric_state", entity_id: "sensor.lux", below: 12.5 });
  expect(conditionOf("above", "sensor.lux", "unavailable")).toEqual({ condition: "numeric_state", entity_id: "sensor.lux", above: 0 });
  expect(conditionOf("state", "person.ann", "not_home")).toEqual({ condition: "state", entity_id: "person.ann", state: "not_home" });
  expect(conditionOf("state", "cover.blind", "unavailable")).toEqual({ condition: "state", entity_id: "cover.blind", state: "open" });
  expect(statesOf("cover.blind", "closed", "open")).toEqual(["closed", "open"]);
  expect(statesOf("select.mode", "eco")).toEqual(["eco"]);
});

function choose(select: HTMLSelectElement, kind: string): void {
  select.value = kind;
  select.dispatchEvent(new Event("change"));
}

const PATIENCE = 400; // milliseconds, longer than the view waits for the next key

test("that it is dark can be asked where nothing was asked before, once", async () => {
  const { root, tried } = await form({ conditions: [] });
  const add = (): HTMLSelectElement => root.querySelector("[data-do=add]")!;
  const offered = (): string[] => [...add().options].map((one) => one.value);

  const before = offered();
  choose(add(), "dark");
  await new Promise((done) => setTimeout(done, PATIENCE));

  expect(before).toEqual(["", "dark", "light", "somebody", "nobody", "hours", "state", "above", "below"]);
  expect(offered()).toEqual(["", "somebody", "nobody", "hours", "state", "above", "below"]);
  expect(tried).toEqual([{ conditions: [{ condition: "state", entity_id: "sun.sun", state: "below_horizon" }] }]);
});

test("hours are two times, each of which can be another", async () => {
  const { root, tried } = await form({ conditions: [] });
  choose(root.querySelector("[data-do=add]")!, "hours");
  await new Promise((done) => setTimeout(done));

  const [, until] = root.querySelectorAll<HTMLInputElement>("li input[type=time]");
  until!.value = "21:30";
  until!.dispatchEvent(new Event("change"));
  await new Promise((done) => setTimeout(done, PATIENCE));

  expect(tried).toEqual([{ conditions: [{ condition: "time", after: "18:00:00", before: "21:30:00" }] }]);
});

test("a thing is chosen among those that are known, and one of its states", async () => {
  const { root, tried } = await form({ conditions: [] }, {}, undefined, { "binary_sensor.window": "off", "sensor.lux": "40" });
  choose(root.querySelector("[data-do=add]")!, "state");
  await new Promise((done) => setTimeout(done));
  const proposed = [...root.querySelectorAll("datalist option")].map((one) => one.getAttribute("value"));
  const input = root.querySelector<HTMLInputElement>("input[list]")!;

  input.value = "binary_sensor.wind";
  input.dispatchEvent(new Event("input"));
  const half = root.querySelectorAll("li").length;
  input.value = "binary_sensor.window";
  input.dispatchEvent(new Event("input"));
  await new Promise((done) => setTimeout(done));
  choose(root.querySelector("li select")!, "on");
  await new Promise((done) => setTimeout(done, PATIENCE));

  expect(proposed).toEqual(["binary_sensor.window"]);
  expect(half).toBe(0);
  expect(root.querySelector("input[list]")).toBeNull();
  expect(tried).toEqual([{ conditions: [{ condition: "state", entity_id: "binary_sensor.window", state: "on" }] }]);
});

test("of a number only what measures is proposed", async () => {
  const { root } = await form({ conditions: [] }, {}, undefined, { "binary_sensor.window": "off", "sensor.lux": "40" });

  choose(root.querySelector("[data-do=add]")!, "below");
  await new Promise((done) => setTimeout(done));

  expect([...root.querySelectorAll("datalist option")].map((one) => one.getAttribute("value"))).toEqual(["sensor.lux"]);
});
