/** A change of a suggestion: what is sent of it, and what it makes of the figures. */

import type { Backtest, Counts, Setting, SuggestionInFull } from "./documents";

export const DAYS = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"] as const;

/** What may be changed, as it stands in the form. */
export interface Draft {
  /** Minutes after midnight. */
  time?: number;
  /** Minutes from sunrise or sunset. */
  offset?: number;
  /** Seconds that the trigger's state has to last. */
  held?: number;
  /** The number that a sensor has to cross. */
  limit?: number;
  /** 0 is Monday. */
  weekdays?: number[];
  conditions: Record<string, unknown>[];
  /** By entity and field, what it is set to; what is not there is left open. */
  values?: Record<string, Record<string, number>>;
}

/** Days are a trigger's, not one of the conditions that can be taken away one by one. */
export function isDays(condition: Record<string, unknown>): boolean {
  return condition.condition === "time" && "weekday" in condition;
}

/** A sensor's own number, which is not how many people are home. */
export function isNumber(condition: Record<string, unknown>): boolean {
  return condition.condition === "numeric_state" && condition.entity_id !== "zone.home";
}

/** Whether a condition is that a thing stays as it is while something in it is set: it goes with that, and can't be left out. */
export function isStaying(condition: Record<string, unknown>, one: SuggestionInFull): boolean {
  return !!one.attribute && condition.condition === "state" && condition.state === one.state && one.entities.includes(String(condition.entity_id));
}

export type Condition = Record<string, unknown>;

/** The conditions that need no thing to be chosen. */
export const PLAIN: Readonly<Record<string, Condition>> = {
  dark: { condition: "state", entity_id: "sun.sun", state: "below_horizon" },
  light: { condition: "state", entity_id: "sun.sun", state: "above_horizon" },
  somebody: { condition: "numeric_state", entity_id: "zone.home", above: 0 },
  nobody: { condition: "state", entity_id: "zone.home", state: "0" },
  hours: { condition: "time", after: "18:00:00", before: "23:00:00" },
};

/** Those of a thing, which is in some state, or measures more or less than a number. */
export const OF_A_THING = ["state", "above", "below"] as const;
export type OfAThing = (typeof OF_A_THING)[number];

/** A new condition of a thing: that it is as it is now, or beside what it measures now. */
export function conditionOf(kind: OfAThing, entity: string, now?: string): Condition {
  if (kind !== "state") return { condition: "numeric_state", entity_id: entity, [kind]: Number(now) || 0 };
  return { condition: "state", entity_id: entity, state: statesOf(entity, now)[0] };
}

const TOLD: Readonly<Record<string, string>> = { person: "home not_home", device_tracker: "home not_home", cover: "open closed", lock: "locked unlocked", media_player: "playing paused idle off" };
const SWITCHED = /^(binary_sensor|light|switch|fan|input_boolean|humidifier|siren|remote)\./;

/** The states that a thing may be in, that of now first. */
export function statesOf(entity: string, ...now: (string | undefined)[]): string[] {
  const usual = (TOLD[entity.split(".")[0] ?? ""] ?? (SWITCHED.test(entity) ? "on off" : "")).split(" ");
  const known = [...now, ...usual].filter((one): one is string => !!one && one !== "unavailable" && one !== "unknown");
  return [...new Set(known)];
}

/** The form as the suggestion fills it. */
export function draftOf(one: SuggestionInFull, settings: Setting[] = []): Draft {
  const [hours = 0, minutes = 0] = one.time?.split(":").map(Number) ?? [];
  const limit = one.trigger?.above ?? one.trigger?.below;
  return {
    ...(one.time === undefined ? {} : { time: 60 * hours + minutes }),
    ...(one.event === undefined ? {} : { offset: one.offset_minutes ?? 0 }),
    ...(one.trigger === undefined ? {} : { held: one.trigger.for_seconds ?? 0 }),
    ...(limit === undefined ? {} : { limit }),
    ...(one.weekdays === undefined ? {} : { weekdays: [...one.weekdays] }),
    conditions: one.conditions.filter((each) => !isDays(each) && !isStaying(each, one)),
    ...(settings.length ? { values: valuesOf(settings) } : {}),
  };
}

function valuesOf(settings: Setting[]): NonNullable<Draft["values"]> {
  const found: NonNullable<Draft["values"]> = {};
  for (const { entity_id, field, value } of settings) {
    const fields = (found[entity_id] ??= {});
    if (value !== undefined) fields[field] = value;
  }
  return found;
}

/** A draft in which a thing is set to something else, or in which that is left open. */
export function valued(values: Draft["values"] = {}, entity: string, field: string, value: number | undefined): NonNullable<Draft["values"]> {
  const { [field]: _, ...others } = values[entity] ?? {};
  return { ...values, [entity]: value === undefined ? others : { ...others, [field]: value } };
}

/** The fields of `suggestion/try` and `suggestion/adjust`: only what differs. */
export function changes(from: Draft, to: Draft): Record<string, unknown> {
  const sent: Record<string, unknown> = {};
  if (to.time !== undefined && to.time !== from.time) sent.time = clock(to.time);
  if (to.offset !== undefined && to.offset !== from.offset) sent.offset_minutes = to.offset;
  if (to.held !== undefined && to.held !== from.held) sent.for = { seconds: to.held };
  if (to.limit !== undefined && to.limit !== from.limit) sent.limit = to.limit;
  if (to.weekdays && to.weekdays.join() !== from.weekdays?.join()) sent.weekdays = to.weekdays.map((day) => DAYS[day]);
  if (JSON.stringify(to.conditions) !== JSON.stringify(from.conditions)) sent.conditions = to.conditions;
  const values = Object.entries(to.values ?? {}).filter(([entity, fields]) => !isSame(fields, from.values?.[entity] ?? {}));
  if (values.length) sent.values = Object.fromEntries(values);
  return sent;
}

function isSame(fields: Record<string, number>, others: Record<string, number>): boolean {
  return Object.keys({ ...fields, ...others }).every((one) => fields[one] === others[one]);
}

export function clock(minutes: number): string {
  const within = ((minutes % 1440) + 1440) % 1440;
  return `${String(Math.floor(within / 60)).padStart(2, "0")}:${String(within % 60).padStart(2, "0")}:00`;
}

export function countsOf(backtest: Backtest & { idle?: number }): Counts {
  return {
    saved: backtest.saved ?? backtest.hits,
    idle: backtest.idle ?? 0,
    wrong: backtest.wrong ?? backtest.false_alarms,
    missed: backtest.misses,
  };
}

/** Whether a change is for the better: nothing may be worse, else it is only different. */
export function compared(before: Counts, after: Counts): "better" | "worse" | "same" | "other" {
  const gains = [after.saved - before.saved, before.wrong - after.wrong, before.missed - after.missed];
  if (gains.every((one) => one === 0)) return "same";
  if (gains.every((one) => one >= 0)) return "better";
  return gains.every((one) => one <= 0) ? "worse" : "other";
}
