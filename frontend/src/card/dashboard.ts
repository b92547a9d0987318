/** What stands on the dashboard; found by registry, whatever its owner has called it. */

import { seen, type HomeAssistant, type Localize } from "../home-assistant";
import type { StrategyConfig } from "./strategy";

const TILES = ["light", "switch", "cover", "climate", "media_player", "fan", "lock", "vacuum", "humidifier", "water_heater", "lawn_mower"];
const PER_ROOM = 4; // tiles that a room has at most
const WIDE = { grid_options: { columns: "full" } }; // names that half a phone has no room for in every language

type Card = Record<string, unknown>;

export function dashboard(config: StrategyConfig, hass: HomeAssistant, localize: Localize): object {
  const say = (key: string): string => localize(`component.homeiq.config_panel.${key}`) || key;
  const sections = [
    [heading(hass, say("dashboard.suggests"), "mdi:lightbulb-on-outline", "/homeiq/suggestions"), { type: "custom:homeiq-suggestions-card", max: 5 }],
    [heading(hass, say("dashboard.today"), "mdi:calendar-today", "/homeiq/habits/day"), { type: "custom:homeiq-day-card", max: 10 }],
    ours(hass, say),
    ...(config.rooms === false ? [] : [rooms(hass)]),
  ];
  return {
    views: [
      {
        title: "HomeIQ",
        path: "home",
        type: "sections",
        max_columns: 3,
        badges: [...own(hass, "sensor", "suggestions"), ...own(hass, "binary_sensor", "health")].map((entity) => ({ type: "entity", entity })),
        sections: sections.filter((cards) => cards.length).map((cards) => ({ type: "grid", cards })),
      },
    ],
  };
}

function ours(hass: HomeAssistant, say: (key: string) => string): Card[] {
  const tile = (domain: string, key: string, more: Card = {}): Card[] => own(hass, domain, key).map((entity) => ({ ...named(entity), ...more }));
  return [
    heading(hass, say("dashboard.brought"), "mdi:hand-okay", "/homeiq/yours"),
    ...tile("sensor", "acts_saved", WIDE),
    ...tile("sensor", "overrides", WIDE),
    heading(hass, say("dashboard.learns"), "mdi:school-outline", "/homeiq/system"),
    ...tile("switch", "learning", { features: [{ type: "toggle" }], features_position: "inline", ...WIDE }),
    ...tile("sensor", "analysis_status", WIDE),
    ...tile("sensor", "last_analysis"),
    ...tile("sensor", "patterns"),
    ...tile("button", "refresh", { hide_state: true }),
  ];
}

/** Our entities of a kind that are there and not switched off. */
function own(hass: HomeAssistant, domain: string, key: string): string[] {
  return Object.entries(hass.entities)
    .filter(([id, one]) => one.platform === "homeiq" && one.translation_key === key && id.startsWith(`${domain}.`) && id in hass.states)
    .map(([id]) => id);
}

function rooms(hass: HomeAssistant): Card[] {
  const areas = Object.entries(hass.areas).sort(([, one], [, other]) => one.name.localeCompare(other.name));
  return areas.flatMap(([area, { name }]) => {
    const there = Object.entries(hass.entities)
      .filter(([id, one]) => !one.hidden && !one.entity_category && id in hass.states && (one.area_id ?? hass.devices[one.device_id ?? ""]?.area_id) === area)
      .map(([id]) => id)
      .filter((id) => TILES.includes(domainOf(id)))
      .sort((one, other) => TILES.indexOf(domainOf(one)) - TILES.indexOf(domainOf(other)));
    return there.length ? [heading(hass, name, "mdi:door-open", `/config/areas/area/${area}`), ...apart(hass, there).slice(0, PER_ROOM).map((entity) => ({ type: "tile", entity }))] : [];
  });
}

/** Things without those for which a group of theirs stands. */
function apart(hass: HomeAssistant, entities: string[]): string[] {
  const members = new Set(entities.flatMap((id) => hass.states[id]?.attributes.entity_id ?? []));
  return entities.filter((id) => !members.has(id));
}

function domainOf(entity: string): string {
  return entity.split(".")[0] ?? "";
}

function heading(hass: HomeAssistant, text: string, icon: string, path: string): Card {
  return { type: "heading", heading: text, icon, tap_action: seen(path, hass) ? { action: "navigate", navigation_path: path } : { action: "none" } };
}

function named(entity: string): Card {
  return { type: "tile", entity, name: { type: "entity" } };
}
