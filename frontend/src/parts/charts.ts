/** What the evidence looks like: a plot of days, a week by hours, delays. Each says itself in a sentence, and as a table. */

import { css, html, nothing, svg, type TemplateResult } from "lit";
import { property } from "lit/decorators.js";
import { hourOf } from "../live/clock";
import type { Point } from "../live/documents";
import { Chart, Sized } from "./chart";
import { Chosen } from "./chosen";
import { isMark, MARKS, shapeAt } from "./marks";
import { known } from "./part";

/** Seven days by twenty-four hours; the darker, the more often. */
export class Week extends Chart {
  @property({ attribute: false }) hours: number[][] = [];

  protected override render(): TemplateResult {
    const names = this.words.weekdays();
    const most = Math.max(1, ...this.hours.flat());
    const hours = Array.from({ length: 24 }, (_, hour) => hourOf(60 * hour, this.words));
    const step = this.words.isHalf ? 6 : 3; // hours for which there is room
    return html`<div class="heat" role="img" aria-label=${this.sentence(names)}>
        <span></span>${hours.map((hour, at) => (at % step ? nothing : html`<span style=${`grid-column:span ${step}`}>${hour}</span>`))}
        ${this.words.week.map((row) => html`<span class="name">${names[row]}</span>${this.hours[row]?.map((count) => html`<i style=${`--v:${count ? 25 + (75 * count) / most : 0}`}></i>`)}`)}
      </div>
      ${this.table(
        ["", ...hours],
        this.words.week.map((row) => [names[row] ?? "", ...(this.hours[row] ?? []).map((count) => (count ? this.words.number(count) : "–"))]),
      )}`;
  }

  private sentence(names: string[]): string {
    const all = this.hours.flatMap((day, row) => day.map((count, hour) => ({ count, row, hour })));
    const best = all.filter((one) => one.count).sort((one, other) => other.count - one.count).slice(0, 3);
    const said = best.map((one) => this.say("chart.week_most", { day: names[one.row] ?? "", hour: this.words.minutes(60 * one.hour), count: one.count }));
    return this.say("chart.week", { most: this.words.list(said) });
  }

  static override styles = [
    Chart.styles,
    css`
      .heat {
        display: grid;
        grid-template-columns: 36px repeat(24, minmax(0, 1fr));
        gap: 2px;
        font-size: 12px;
        line-height: 16px;
        color: var(--secondary-text-color);
        direction: ltr;
        max-width: 720px;
      }
      i {
        height: 16px;
        border-radius: 3px;
        background: color-mix(in srgb, var(--primary-color) calc(var(--v) * 1%), var(--secondary-background-color));
      }
    `,
  ];
}

export interface Delay {
  /** Seconds. */
  up_to: number;
  count: number;
}

const BARS = 8; // that have room for what stands below them on a phone

/** Bars joined until none that is empty stands beside another one, and there is room for all: always where it is emptiest. */
export function joined(delays: Delay[]): Delay[] {
  const sums = delays.slice(1).map((one, at) => one.count + (delays[at]?.count ?? 0));
  const least = Math.min(...sums);
  if (!sums.length || (least && delays.length <= BARS)) return delays;
  const at = sums.indexOf(least);
  return joined(delays.toSpliced(at, 2, { up_to: delays[at + 1]?.up_to ?? 0, count: least }));
}

/** How long after the trigger; the number above a bar is how often. */
export class Delays extends Chart {
  @property({ attribute: false }) delays: Delay[] = [];

  protected override render(): TemplateResult {
    const bars = joined(this.delays);
    const most = Math.max(1, ...bars.map((one) => one.count));
    const [per, unit] = (this.delays.at(-1)?.up_to ?? 0) > 180 ? [60, "minute"] : [1, "second"];
    const told = (seconds: number): string => this.words.number(seconds / per, 1);
    const rows = bars.map((one, at) => ({ name: `${told(bars[at - 1]?.up_to ?? 0)}–${told(one.up_to)}`, count: one.count }));
    const said = this.say(`chart.${unit}`);
    const label = rows.map((one) => `${one.name} ${said}: ${this.words.number(one.count)}`).join(", ");
    return html`<div class="bars" role="img" aria-label=${label}>
        ${rows.map((one) => html`<div><p>${this.words.number(one.count)}<i style=${`height:${(64 * one.count) / most}px`}></i></p><span class="dim">${one.name}</span></div>`)}
      </div>
      <p class="small dim">${this.say("chart.delays", { unit: said })}</p>
      ${this.table([`${this.say("chart.delay")}, ${said}`, this.say("chart.times")], rows.map((one) => [one.name, this.words.number(one.count)]))}`;
  }

  static override styles = [
    Chart.styles,
    css`
      .bars {
        display: grid;
        grid: auto auto / auto-flow minmax(0, 1fr);
        gap: 0 4px;
        direction: ltr;
        max-width: 560px;
        font-size: 12px;
        line-height: 16px;
        text-align: center;
      }
      /* What stands below may take two lines; the bars stand on one all the same. */
      .bars > div {
        display: grid;
        grid-template-rows: subgrid;
        grid-row: span 2;
      }
      .bars p {
        align-self: end;
      }
      .bars i {
        display: block;
        background: var(--primary-color);
        border-radius: 3px 3px 0 0;
        min-height: 2px;
      }
    `,
  ];
}

const HIGH = 112; // CSS pixels

/** When it was done by hand on each day, against the moment that is proposed. */
export class Plot extends Sized {
  @property({ attribute: false }) points: Point[] = [];
  /** Of the page to which a day leads, without the day. */
  @property() address = "";
  private readonly chosen = new Chosen(this);

  protected override render(): TemplateResult {
    const runs = this.points.flatMap((one) => one.would_run);
    const usual = runs[Math.floor(runs.length / 2)];
    if (usual === undefined) return html``;
    const shown = this.points.map((one) => this.shown(one, one.would_run[0] ?? usual));
    const minutes = [...runs, ...shown.filter((one) => one !== undefined)];
    const low = Math.max(0, Math.floor((Math.min(...minutes) - 20) / 30) * 30);
    const high = Math.min(1440, Math.ceil((Math.max(...minutes) + 20) / 30) * 30);
    const left = this.words.isHalf ? 64 : 52;
    const step = (this.width - left - 12) / Math.max(1, this.points.length - 1);
    const x = (day: number): number => left + 4 + day * step;
    const y = (minute: number): number => 8 + (HIGH - 24) * (1 - (minute - low) / (high - low));
    const line = this.points.flatMap((one, day) => one.would_run.map((minute) => ({ day, minute })));
    const point = (event: PointerEvent): void => this.chosen.point(event.type, Math.round((event.offsetX - x(0)) / step), this.points.length);
    const first = this.points[0];
    const middle = this.points[Math.floor(this.points.length / 2)];
    return html`<svg width=${this.width} height=${HIGH + 8} role="img" aria-label=${this.sentence()} tabindex="0" @pointermove=${point} @pointerdown=${point} @keydown=${(event: KeyboardEvent) => this.chosen.walk(event, this.points.length)}>
        ${[low, high].map((minute) => svg`<line class="grid" x1=${left} x2=${this.width} y1=${y(minute)} y2=${y(minute)}></line><text x=${left - 8} y=${y(minute) + 4} text-anchor="end">${this.words.minutes(minute)}</text>`)}
        ${this.chosen.at === undefined ? nothing : svg`<rect class="here" x=${x(this.chosen.at) - 8} y="0" width="16" height=${HIGH - 12} rx="4"></rect>`}
        <path class="at" d=${path(line.map((one) => [x(one.day), y(one.minute)]))}></path>
        ${this.points.map(({ mark }, day) => {
          const at = shown[day];
          return isMark(mark) && at !== undefined ? shapeAt(mark, x(day), y(at)) : nothing;
        })}
        ${first ? svg`<text x=${left} y=${HIGH + 4}>${this.words.date(first.day)}</text>` : nothing}
        ${middle && this.points.length > 8 ? svg`<text x=${x(Math.floor(this.points.length / 2))} y=${HIGH + 4} text-anchor="middle">${this.words.date(middle.day)}</text>` : nothing}
        <text x=${this.width - 4} y=${HIGH + 4} text-anchor="end">${this.words.date(this.points.at(-1)?.day ?? "")}</text>
      </svg>
      <p class="small dim chosen" aria-live="polite">${this.day(this.points[this.chosen.at ?? -1])}</p>
      <slot></slot>
      ${this.table(
        [this.say("chart.day"), this.say("chart.by_hand"), this.say("chart.would_run"), this.say("chart.was")],
        this.points.map((one) => [this.words.date(one.day), this.clocks(one.by_hand), this.clocks(one.would_run), isMark(one.mark) ? this.say(`mark.${MARKS[one.mark]}`) : "–"]),
      )}`;
  }

  /** Where a day's mark stands: at what was done by hand, or at what nobody wanted; nowhere where nothing counts. */
  private shown(one: Point, line: number): number | undefined {
    if (one.mark === "-") return undefined;
    return one.mark === "w" ? one.would_run[0] : (nearest(one.by_hand, line) ?? one.would_run[0]);
  }

  private day(one: Point | undefined): TemplateResult | typeof nothing {
    if (!one) return nothing;
    const parts = [one.by_hand.length ? this.say("chart.hand_at", { at: this.clocks(one.by_hand) }) : "", one.would_run.length ? this.say("chart.run_at", { at: this.clocks(one.would_run) }) : ""];
    return this.chosen.line(this.words, one.day, this.address, isMark(one.mark) ? this.say(`mark.${MARKS[one.mark]}`) : "", ...parts);
  }

  private clocks(minutes: number[]): string {
    return minutes.length ? minutes.slice(0, 4).map((one) => this.words.minutes(one)).join(", ") : "–";
  }

  private sentence(): string {
    const found = Object.entries(MARKS).map(([mark, name]) => [this.points.filter((one) => one.mark === mark).length, name] as const);
    const said = found.filter(([count]) => count).map(([count, name]) => `${this.words.number(count)} ${this.say(`mark.${name}`)}`);
    return `${this.count("strip.days", this.points.length)}: ${said.join(", ")}`;
  }

  static override styles = [
    Sized.styles,
    css`
      :host {
        direction: ltr;
      }
    `,
  ];
}

/** Of minutes of a day, the one closest to another. */
export function nearest(minutes: number[], to: number): number | undefined {
  return minutes.toSorted((one, other) => Math.abs(one - to) - Math.abs(other - to))[0];
}

function path(places: number[][]): string {
  return places.map(([x, y], at) => `${at ? "L" : "M"}${x?.toFixed(1)} ${y?.toFixed(1)}`).join("");
}

known("homeiq-week", Week);
known("homeiq-delays", Delays);
known("homeiq-plot", Plot);
