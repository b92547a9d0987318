/** Texts in the user's language, and numbers, times and days as their locale writes them. */

import type { HomeAssistant, Locale, Localize } from "./home-assistant";

const TEXTS = "component.homeiq.config_panel.";
const DAY = 86_400_000;

export type Values = Record<string, string | number>;

export class Words {
  private readonly plurals: Intl.PluralRules;
  private readonly zone?: string;

  constructor(
    private readonly localize: Localize,
    readonly locale: Locale,
    readonly homeZone: string,
  ) {
    this.plurals = new Intl.PluralRules(locale.language);
    this.zone = locale.time_zone === "local" ? undefined : homeZone;
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
    return new Intl.NumberFormat(this.locale.language, { maximumFractionDigits: digits }).format(value);
  }

  percent(share: number, digits = 0): string {
    return new Intl.NumberFormat(this.locale.language, { style: "percent", maximumFractionDigits: digits }).format(share);
  }

  /** A size of a file. */
  bytes(count: number): string {
    const unit = count < 1e6 ? "kilobyte" : count < 1e9 ? "megabyte" : "gigabyte";
    const size = count / { kilobyte: 1e3, megabyte: 1e6, gigabyte: 1e9 }[unit];
    const form = { style: "unit", unit, maximumFractionDigits: size < 10 ? 1 : 0 } as const;
    return new Intl.NumberFormat(this.locale.language, form).format(size);
  }

  /** How long something took; milliseconds where it was less than one. */
  seconds(count: number): string {
    const [per, unit] = count && count < 1 ? [1e3, "millisecond"] : count < 120 ? [1, "second"] : count < 7200 ? [1 / 60, "minute"] : [1 / 3600, "hour"];
    return new Intl.NumberFormat(this.locale.language, { style: "unit", unit, maximumFractionDigits: 1 }).format(count * per);
  }

  /** How long something is kept, in years where these are whole ones. */
  days(count: number): string {
    const [value, unit] = count % 365 ? [count, "day"] : [count / 365, "year"];
    return new Intl.NumberFormat(this.locale.language, { style: "unit", unit, unitDisplay: "long" }).format(value);
  }

  /** A time of day; epoch seconds. */
  clock(at: number): string {
    return this.moment(at, { hour: "2-digit", minute: "2-digit" });
  }

  /** A time of day from its minutes after midnight. */
  minutes(of: number): string {
    const at = new Date(Date.UTC(2000, 0, 1, 0, of));
    return new Intl.DateTimeFormat(this.locale.language, this.hours({ timeZone: "UTC" })).format(at);
  }

  /** A day; epoch seconds. The year only where it is another one. */
  day(at: number): string {
    const year = new Date(at * 1000).getFullYear() === new Date().getFullYear() ? undefined : "numeric";
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
    return isNear ? this.clock(at) : this.moment(at, { weekday: "short", day: "numeric", month: "short", hour: "2-digit", minute: "2-digit" });
  }

  /** The seven days, Monday first. */
  weekdays(form: "short" | "long" | "narrow" = "short"): string[] {
    const name = new Intl.DateTimeFormat(this.locale.language, { weekday: form, timeZone: "UTC" });
    return [1, 2, 3, 4, 5, 6, 7].map((day) => name.format(new Date(Date.UTC(2024, 0, day))));
  }

  list(parts: string[]): string {
    return new Intl.ListFormat(this.locale.language, { type: "conjunction" }).format(parts);
  }

  private moment(at: number, form: Intl.DateTimeFormatOptions): string {
    const whole = form.hour ? this.hours({ ...form, timeZone: this.zone }) : { ...form, timeZone: this.zone };
    return new Intl.DateTimeFormat(this.locale.language, whole).format(new Date(at * 1000));
  }

  private hours(form: Intl.DateTimeFormatOptions): Intl.DateTimeFormatOptions {
    const asked = this.locale.time_format;
    const hour12 = asked === "12" ? true : asked === "24" ? false : undefined;
    return { hour: "2-digit", minute: "2-digit", ...form, ...(hour12 === undefined ? {} : { hour12 }) };
  }
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
