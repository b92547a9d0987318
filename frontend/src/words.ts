/** Texts in the user's language, and numbers, times and days as their locale writes them. */

import type { HomeAssistant, Locale, Localize } from "./home-assistant";

const TEXTS = "component.homeiq.config_panel.";
const DAY = 86_400_000;
const DAYS = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];
/** Languages that write numbers as somebody has chosen it in their profile, whatever language they speak. */
const DIGITS: Record<string, string | undefined> = { comma_decimal: "en", decimal_comma: "de", space_comma: "fr", quote_decimal: "de-CH", system: undefined };

export type Values = Record<string, string | number>;

export class Words {
  /** Whether the hours after noon begin at one again. */
  readonly isHalf: boolean;
  /** Of a time of day: as Home Assistant's own pages write it. */
  readonly hourly: Intl.DateTimeFormatOptions;
  /** The days in the order in which they are written, 0 is Monday. */
  readonly week: number[];
  private readonly plurals: Intl.PluralRules;
  private readonly zone?: string;
  private readonly digits?: string;

  constructor(
    private readonly localize: Localize,
    readonly locale: Locale,
    readonly homeZone: string,
  ) {
    this.plurals = new Intl.PluralRules(locale.language);
    this.zone = locale.time_zone === "local" ? undefined : homeZone;
    const { language, number_format: numbers = "", time_format: times, first_weekday: first = "" } = locale;
    this.digits = numbers in DIGITS ? DIGITS[numbers] : language;
    const begin = DAYS.indexOf(first);
    this.week = DAYS.map((_, day) => ((begin < 0 ? firstOf(language) : begin) + day) % 7);
    const asked = new Intl.DateTimeFormat(times === "system" ? undefined : language, { hour: "numeric" }).resolvedOptions();
    this.isHalf = times === "12" || (times !== "24" && !!asked.hour12);
    this.hourly = this.isHalf ? { hour: "numeric", minute: "2-digit", hourCycle: "h12" } : { hour: "2-digit", minute: "2-digit", hourCycle: "h23" };
  }

  static of(hass: HomeAssistant, localize: Localize): Words {
    return new Words(localize, hass.locale, hass.config.time_zone);
  }

  /** A text of ours. */
  say(key: string, values?: Values): string {
    return this.localize(TEXTS + key, values) || key;
  }

  /** A text of ours that there may be none of. */
  find(key: string, values?: Values): string | undefined {
    return this.localize(TEXTS + key, values) || undefined;
  }

  /** A text that depends on a count: `_zero`, `_one` and so on behind the key, as the language has them. */
  count(key: string, count: number, values?: Values): string {
    const all = { count: this.number(count), ...values };
    const forms = [...(count === 0 ? ["zero"] : []), this.plurals.select(count), "other"];
    for (const form of forms) {
      const text = this.find(`${key}_${form}`, all);
      if (text) return text;
    }
    return key;
  }

  number(value: number, digits = 0): string {
    return this.figure(value, { maximumFractionDigits: digits });
  }

  /** A number with its unit, as the language writes them. */
  measured(value: number, unit: string): string {
    if (unit === "%") return this.percent(value / 100, 2);
    return this.number(value, 2) + (unit.length > 1 || /[a-z]/i.test(unit) ? `\u00a0${unit}` : unit);
  }

  percent(share: number, digits = 0): string {
    return this.figure(share, { style: "percent", maximumFractionDigits: digits });
  }

  /** A size of a file. */
  bytes(count: number): string {
    const unit = count < 1e6 ? "kilobyte" : count < 1e9 ? "megabyte" : "gigabyte";
    const size = count / { kilobyte: 1e3, megabyte: 1e6, gigabyte: 1e9 }[unit];
    return this.figure(size, { style: "unit", unit, maximumFractionDigits: size < 10 ? 1 : 0 });
  }

  /** How long something took; milliseconds where it was less than one. */
  seconds(count: number): string {
    const [per, unit] = count && count < 1 ? [1e3, "millisecond"] : count < 120 ? [1, "second"] : count < 7200 ? [1 / 60, "minute"] : [1 / 3600, "hour"];
    return this.figure(count * per, { style: "unit", unit, maximumFractionDigits: 1 });
  }

  /** How long something is kept, in years where these are whole ones. */
  days(count: number): string {
    const [value, unit] = count % 365 ? [count, "day"] : [count / 365, "year"];
    return this.figure(value, { style: "unit", unit, unitDisplay: "long" });
  }

  /** A number in a form, as somebody has chosen it; its unit is a word of their language, on the same line. */
  figure(value: number, form: Intl.NumberFormatOptions): string {
    const told = new Intl.NumberFormat(form.unit ? this.locale.language : this.digits, { useGrouping: this.locale.number_format !== "none", ...form });
    if (!form.unit) return told.format(value);
    const parts = told.formatToParts(value);
    const number = parts.find(({ type }) => type === "integer");
    const said = this.number(value, told.resolvedOptions().maximumFractionDigits);
    return parts.map((part) => (part === number ? said : part.type === "literal" ? "\u00a0" : part.type === "unit" ? part.value : "")).join("");
  }

  /** A time of day; epoch seconds. */
  clock(at: number): string {
    return this.moment(at, this.hourly);
  }

  /** A time of day from its minutes after midnight. */
  minutes(of: number): string {
    const at = new Date(Date.UTC(2000, 0, 1, 0, of));
    return new Intl.DateTimeFormat(this.locale.language, { ...this.hourly, timeZone: "UTC" }).format(at);
  }

  /** A time of day as automations name it, such as 06:30:00. */
  timed(time: string): string {
    const [hours = 0, minutes = 0] = time.split(":").map(Number);
    return this.minutes(60 * hours + minutes);
  }

  /** A day; epoch seconds. The year only where it is another one. */
  day(at: number): string {
    const yearOf = (moment: number): string => this.moment(moment, { year: "numeric" });
    const year = yearOf(at) === yearOf(Date.now() / 1000) ? undefined : "numeric";
    return this.moment(at, { weekday: "long", day: "numeric", month: "long", year });
  }

  /** A day that HomeIQ names as 2026-11-28. */
  date(iso: string, form: Intl.DateTimeFormatOptions = { day: "numeric", month: "short" }): string {
    const at = new Date(`${iso}T00:00:00Z`);
    return new Intl.DateTimeFormat(this.locale.language, { ...form, timeZone: "UTC" }).format(at);
  }

  /** A moment: the time alone where it is of today, else the day before it. */
  when(at: number): string {
    const isNear = Math.abs(Date.now() - at * 1000) < DAY / 2;
    return isNear ? this.clock(at) : this.moment(at, { weekday: "short", day: "numeric", month: "short", ...this.hourly });
  }

  /** What the seven days are called, from Monday on. */
  weekdays(form: "short" | "long" | "narrow" = "short"): string[] {
    const name = new Intl.DateTimeFormat(this.locale.language, { weekday: form, timeZone: "UTC" });
    return [1, 2, 3, 4, 5, 6, 7].map((day) => name.format(new Date(Date.UTC(2024, 0, day))));
  }

  list(parts: string[]): string {
    return new Intl.ListFormat(this.locale.language, { type: "conjunction" }).format(parts);
  }

  private moment(at: number, form: Intl.DateTimeFormatOptions): string {
    return new Intl.DateTimeFormat(this.locale.language, { ...form, timeZone: this.zone }).format(new Date(at * 1000));
  }
}

type Week = { firstDay: number };

/** With which day a week begins where a language is spoken, 0 is Monday; that where the browser doesn't know. */
function firstOf(language: string): number {
  // Browsers had it as a field first.
  const of: Intl.Locale & { getWeekInfo?: () => Week; weekInfo?: Week } = new Intl.Locale(language);
  return ((of.getWeekInfo?.() ?? of.weekInfo)?.firstDay ?? 1) - 1;
}

const RUNS_BACK = /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]/;

/** Keeps a name that runs from right to left from turning round what stands beside it. */
export function isolated(name: string): string {
  return RUNS_BACK.test(name) ? `\u2068${name}\u2069` : name;
}

/** What people call an entity. */
export function nameOf({ states }: HomeAssistant, entity: string): string {
  const friendly = states[entity]?.attributes.friendly_name;
  return typeof friendly === "string" ? isolated(friendly) : entity;
}

/** The day before or after another one; both as 2026-11-28. */
export function beside(date: string, days: number): string {
  const at = new Date(`${date}T00:00:00Z`);
  at.setUTCDate(at.getUTCDate() + days);
  return at.toISOString().slice(0, 10);
}

const UNITS = /(\d) (?=(?:%|min|h|s|lx|W|°\S?|Min\.|Std\.|Uhr|days?|Tagen?|Tage)(?![\p{L}\d]))/gu;

/** Keeps a number and its unit on one line. */
export function unbroken(text: string): string {
  return text.replace(UNITS, "$1\u00a0");
}
