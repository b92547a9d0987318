import { expect, test } from "vitest";
import { changes, clock, compared, draftOf, valued } from "../src/live/change";
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
