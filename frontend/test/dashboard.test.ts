import { expect, test } from "vitest";
import { dashboard } from "../src/card/dashboard";
import type { Entity, HomeAssistant } from "../src/home-assistant";

const ENTITIES: Record<string, Entity & { on?: object }> = {
  "sensor.renamed": { platform: "homeiq", translation_key: "acts_saved" },
  "sensor.homeiq_patterns": { platform: "homeiq", translation_key: "patterns" },
  "light.a": { area_id: "hall" },
  "light.both": { device_id: "lamps", on: { entity_id: ["light.a", "light.b"] } },
  "light.b": { area_id: "hall" },
  "switch.hidden": { area_id: "hall", hidden: true },
  "switch.setting": { area_id: "hall", entity_category: "config" },
  "sensor.hall": { area_id: "hall" },
};

const HASS = {
  entities: ENTITIES,
  devices: { lamps: { area_id: "hall" } },
  areas: { kitchen: { name: "Kitchen" }, hall: { name: "Hall" } },
  panels: { homeiq: {}, config: {} },
  states: Object.fromEntries(Object.entries(ENTITIES).map(([id, { on }]) => [id, { state: "on", attributes: on ?? {} }])),
} as unknown as HomeAssistant;

interface Found {
  views: { sections: { cards: { type: string; entity?: string; heading?: string; tap_action?: { navigation_path?: string } }[] }[] }[];
}

function cards(config = {}, hass = HASS): Found["views"][0]["sections"][0]["cards"] {
  const { views } = dashboard(config, hass, (key) => key.split(".").at(-1) ?? "") as Found;
  return views.flatMap((view) => view.sections.flatMap((section) => section.cards));
}

test("our entities are found whatever they are called, and those that are not there are left out", () => {
  const entities = cards({ rooms: false }).flatMap(({ entity }) => entity ?? []);

  expect(entities).toEqual(["sensor.renamed", "sensor.homeiq_patterns"]);
});

test("a room shows what can be switched, a group in place of its lamps, and empty rooms nothing", () => {
  const all = cards();
  const from = all.findIndex(({ heading }) => heading === "Hall");

  expect(all.slice(from + 1).map(({ entity }) => entity)).toEqual(["light.both"]);
  expect(all.some(({ heading }) => heading === "Kitchen")).toBe(false);
});

test("a heading leads only to what whoever looks may see", () => {
  const ways = (panels: object): string[] => cards({}, { ...HASS, panels } as HomeAssistant).flatMap(({ tap_action }) => tap_action?.navigation_path ?? []);

  expect(ways({ homeiq: {}, config: {} })).toEqual(["/homeiq/suggestions", "/homeiq/habits/day", "/homeiq/yours", "/homeiq/system", "/config/areas/area/hall"]);
  expect(ways({ homeiq: {} })).toEqual(["/homeiq/suggestions", "/homeiq/habits/day", "/homeiq/yours", "/homeiq/system"]);
  expect(ways({})).toEqual([]);
});

test("suggestions and the day come first", () => {
  expect(cards().slice(0, 4).map(({ type }) => type)).toEqual(["heading", "custom:homeiq-suggestions-card", "heading", "custom:homeiq-day-card"]);
});
