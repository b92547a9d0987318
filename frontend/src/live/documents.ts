/** What HomeIQ tells: the shapes of its documents and answers. What is not known is left out. */

export interface Counts {
  saved: number;
  idle: number;
  wrong: number;
  missed: number;
}

/** A letter a day, oldest first: s saved, i already done, w unwanted, m missed, - not counted. */
export interface Strip {
  first: string;
  letters: string;
}

export type Rung = "acts" | "asks" | "forming" | "reminds";
export type Kind = "routine" | "sun" | "follow_up" | "crossing" | "scene" | "left_on";

export interface Offered {
  signature: string;
  title: string;
  kind: Kind;
  entities: string[];
  state: string;
  areas: string[];
  verdict: string;
  confidence: number;
  backtest: { days: number; runs: number; hits: number; false_alarms: number; misses: number };
  /** It was learned from its own last weeks, so these prove nothing. */
  is_fitted?: boolean;
  clashes: number;
  clash?: { kind: string; entity_id: string; name: string; text: string };
  adjusts?: string;
  /** It acts on a lock, a gate, a valve or the like. */
  guards?: boolean;
  strip?: Strip;
  counts?: Counts;
  days?: number;
  rung?: Rung;
}

export interface Suggestions {
  order: string[];
  suggestions: Record<string, Offered>;
}

export interface Conflict {
  kind: string;
  entity_id: string;
  name: string;
  text: string;
}

export interface SuggestionInFull {
  signature: string;
  title: string;
  reason: string;
  kind: Kind;
  state: string;
  /** What is set while the things stay in that state. */
  attribute?: string;
  entities: string[];
  time?: string;
  event?: "sunrise" | "sunset";
  offset_minutes?: number;
  weekdays?: number[];
  trigger?: { entity_id: string; to?: string; above?: number; below?: number; for_seconds?: number };
  conflicts: Conflict[];
  conditions: Record<string, unknown>[];
  backtest: Backtest;
  automation: Record<string, unknown>;
}

export interface Backtest {
  days: number;
  runs: number;
  hits: number;
  false_alarms: number;
  misses: number;
  saved?: number;
  wrong?: number;
}

export interface Point {
  day: string;
  by_hand: number[];
  would_run: number[];
  mark: string;
}

/** What a sensor measured when it was done and when not, with the limits that are asked for. */
export interface Measured {
  entity_id: string;
  unit: string;
  above?: number;
  below?: number;
  did: number[];
  did_not: number[];
}

/** A field of what things are set to, in its unit, beside what people set it to. */
export interface Setting {
  entity_id: string;
  field: string;
  value?: number;
  least: number;
  most: number;
  step: number;
  unit?: string;
  was_set: number[];
}

/** All of one suggestion. */
export interface Whole {
  suggestion: SuggestionInFull;
  areas: string[];
  is_open: boolean;
  points?: Point[];
  hours?: number[][];
  delays?: { up_to: number; count: number }[];
  axes?: Measured[];
  settings?: Setting[];
  parts?: { when: string; only_if: string[]; do: string[] };
  clashes?: { entity_id: string; title: string; says: string }[];
  changeable?: string[];
}

/** What it means that it asks first, by the home's settings. */
export interface Consent {
  title: string;
  text: string;
  labels: string[];
  phones: { name: string; whose?: string }[];
  quiet?: { begin: string; end: string };
  /** Its own time of day, where that is in the quiet hours. */
  asleep?: string;
  a_day: number;
  left: number;
  minutes: number;
}

export interface Tried {
  before: SuggestionInFull;
  after: SuggestionInFull;
  differences: { part: string; before: string; after: string }[];
}

export interface AcceptedOne {
  signature: string;
  title: string;
  kind: "automation" | "scene" | "script";
  id: string;
  entity_id?: string;
  accepted_at: number;
  state: string;
  state_since: number;
  runs: number;
  overridden: number;
  saved: number;
  strip?: Strip;
  asked?: { asked: number; yes: number; no: number; silent: number; more: number };
  question?: { kind: string; issue_id: string };
}

export interface DecidedOne {
  signature: string;
  verdict: string;
  decided_at: number;
  until?: number;
  objection?: string;
  reason?: string;
  title?: string;
  kind?: Kind;
  entities: string[];
}

export interface TrialOne {
  signature: string;
  title: string;
  began_at: number;
  until: number;
  day?: number;
  days?: number;
  strip?: Strip;
}

/** What may have become of a suggestion. */
export const GROUPS = ["accepted", "trials", "later", "dismissed"] as const;
export type Group = (typeof GROUPS)[number];

export interface Decisions {
  accepted: Record<string, AcceptedOne>;
  trials: Record<string, TrialOne>;
  later: Record<string, DecidedOne>;
  dismissed: Record<string, DecidedOne>;
  /** How many automations of the home never run. */
  stale?: number;
  /** How many others there are of a sort, before those that are told. */
  more?: Partial<Record<string, number>>;
}

export interface Run {
  status: string;
  started_at: number;
  finished_at?: number;
  events: number;
  patterns: number;
  suggestions: number;
  error?: string;
}

export interface Overview {
  status: string;
  health: "ok" | "problem";
  problems: string[];
  days: { known: number; needed: number; first_on?: string };
  funnel: { events?: number; entities?: number; used?: number; acts?: number; days?: number; patterns: number; suggestions: number };
  rungs: { acts: number; asks: number; reminds: number; forming: number };
  accepted: { there: number; saved: number; undone: number };
  last_run?: Run;
  next_run_at?: number;
  next_refresh_at?: number;
  history_import?: { days_done: number; days_total: number; events: number; running: boolean };
  pause?: { begin: number; until?: number };
}

export interface System {
  status: "ok" | "problem";
  problems: string[];
  details: { name: string; since: number }[];
  store: {
    queued: number;
    stored: number;
    dropped: number;
    write_errors: number;
    database_bytes: number;
    flush_seconds: number;
    failing: boolean;
  };
  events_per_minute: number;
  cpu_percent: number;
  own_cpu_percent: number;
  steady_cpu_percent: number;
  cpu_by_part: Record<string, number>;
  memory_mb: number;
  kept_mb: number;
  memory_free_mb?: number;
  disk_free_mb?: number;
  limits?: { cpu_percent: number; memory_mb: number; memory_free_mb: number; disk_free_mb: number; database_mb: number };
  ai_calls: number;
  ai_tokens: number;
  influx_waiting?: number;
  influx_set_aside?: number;
}

/** What one kind of thing takes of the database, about; after so many days it goes. */
export interface Size {
  kind: string;
  bytes: number;
  count?: number;
  keep_days?: number;
}

export interface Sizes {
  used_bytes: number;
  free_bytes: number;
  kinds: Size[];
}

/** A figure; of how long something took how often that was, and within what most of it was. */
export interface Series {
  labels: Record<string, string>;
  value?: number;
  count?: number;
  p50?: number | null;
  p99?: number | null;
  line?: (number | null)[];
}

export interface Metric {
  name: string;
  type: "counter" | "gauge" | "histogram";
  help: string;
  series: Series[];
}

export interface Figures {
  at: number[];
  metrics: Metric[];
}

export type Way = "influxdb" | "webhook" | "ai" | "phone";

/** How much a receiver got on a day, such as 2026-11-28, or in a month, such as 2026-11. */
export interface Total {
  day: string;
  way: Way;
  receiver: string;
  count: number;
}

/** What HomeIQ itself has sent out of the house; `month` is that of today. */
export interface WentOut {
  since: number;
  month: string;
  months: Total[];
}

/** Something that was sent, exactly; without `data` where that is told elsewhere, or was forgotten. */
export interface Sent {
  at: number;
  receiver: string;
  kind: string;
  reference: string;
  data?: Record<string, unknown>;
  is_forgotten: boolean;
}

export interface OneWay {
  days: Total[];
  sent: Sent[];
}

export interface Pattern {
  signature: string;
  kind: Kind;
  entities: string[];
  state: string;
  /** What is set while the things stay in that state, and to what. */
  attribute?: string;
  values?: { entity_id: string; attribute: string; value: number }[];
  /** What is brought to another state than that, and to which. */
  otherwise?: Record<string, string>;
  time?: string;
  event?: "sunrise" | "sunset";
  offset_minutes?: number;
  weekdays: number[];
  trigger?: { entity_id: string; to?: string; above?: number; below?: number; for_seconds?: number };
  for_seconds?: number;
  confidence: number;
  support_days: number;
  eligible_days: number;
  opportunities: number;
  hits: number;
  /** How often it would be right if nobody had the habit, 0..1. */
  chance?: number;
  spread_seconds?: number;
  /** How often it is still to be kept, where that is known. */
  needs?: number;
  stand: Stand;
  areas: string[];
}

/** Where a habit stands: a rung, or what it did not pass. */
export type Stand = Rung | "decided" | "unclear" | "covered" | "loose" | "ended" | "same" | "places" | "refused" | "unknown";

/** A page, and how many there are of everything that one may ask for. */
export interface PatternPage {
  patterns: Pattern[];
  next_cursor: string | null;
  total: number;
  kinds: Partial<Record<Kind, number>>;
  stands: Partial<Record<Stand, number>>;
  areas: Record<string, number>;
}

export type Course = "usual" | "early" | "late" | "due" | "missing";

/** A habit of a day; minutes are of the home's day. */
export interface DayRow {
  signature: string;
  title: string;
  areas: string[];
  entities: string[];
  state: string;
  /** 0 is Monday. */
  weekdays: number[];
  usual: number;
  first: number;
  last: number;
  done: { minute: number; by_hand: boolean }[];
  course: Course;
  forming: boolean;
}

/** What is in use for longer than it usefully was; seconds. */
export interface Lasting {
  entity_id: string;
  state: string;
  areas: string[];
  since: number;
  usually: number;
}

export interface Day {
  /** As 2026-11-28, or `workday` or `weekend`. */
  date: string;
  sunrise?: number;
  sunset?: number;
  order: string[];
  rows: Record<string, DayRow>;
  counts: Partial<Record<Course, number>>;
  still_on: Record<string, Lasting>;
}

export interface Hello {
  protocol: number;
  version: string;
  bundle?: string;
  is_loaded: boolean;
  is_admin: boolean;
  rights: ("read" | "decide" | "change")[];
}

export const PROTOCOL = 1;
