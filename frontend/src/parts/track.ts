/** The day, a row a thing: when it usually is, when it was, and how that compares in words. */

import { css, html, nothing, type TemplateResult } from "lit";
import { property } from "lit/decorators.js";
import { hourOf, minuteAt } from "../live/clock";
import { boundsOf, doneOf, hoursOf, isKind, isOdd, lastingOf, saidOf } from "../live/day";
import type { Course, Day, DayRow, Lasting } from "../live/documents";
import { unbroken } from "../words";
import { Chart } from "./chart";
import { known } from "./part";

export class Track extends Chart {
  @property({ attribute: false }) day!: Day;
  /** Minute of the day; none where it is another day than today. */
  @property({ type: Number }) now?: number;
  /** What people call an entity. */
  @property({ attribute: false }) names!: (entity: string) => string;
  /** Where there is more about a habit; none where there is nothing. */
  @property({ attribute: false }) addresses?: (row: DayRow) => string;
  /** How many rows there are at most, those that come last or next; all of them without it. */
  @property({ type: Number }) most?: number;
  /** Whether the key says more than a card has room for. */
  @property({ type: Boolean }) brief = false;

  protected override render(): TemplateResult {
    const bounds = boundsOf(this.day, this.now);
    const rows = this.shown();
    const lasting = Object.values(this.day.still_on);
    const half = this.words.isHalf ? "26px" : "16px"; // of a time of day: now stays within the axis
    return html`<div class="axis ${this.words.isHalf ? "half" : ""}" aria-hidden="true">
        <div class="lane">
          ${hoursOf(bounds, this.now, this.words.isHalf).map((minute) => html`<span class=${minute === bounds[0] ? "begin" : ""} style=${this.at(minute, bounds)}>${hourOf(minute, this.words)}</span>`)}
          ${this.now === undefined ? nothing : html`<span class="now" style=${`left:clamp(${half},${this.share(this.now - bounds[0], bounds)}%,100% - ${half})`}>${this.words.minutes(this.now)}</span>`}
        </div>
      </div>
      <ul style=${`--step:${(18_000 / (bounds[1] - bounds[0])).toFixed(3)}%`}>
        ${lasting.map((one) => this.lasting(one, bounds))} ${rows.map((one) => this.row(one, bounds))}
      </ul>
      ${this.key(rows, lasting.length > 0)} ${this.brief ? nothing : this.asTable(rows, lasting)}`;
  }

  /** Where there is little room: what is odd, and then what comes next or was last. */
  private shown(): DayRow[] {
    const rows = this.day.order.map((one) => this.day.rows[one]).filter((row) => row !== undefined);
    if (this.most === undefined || rows.length <= this.most) return rows;
    const now = this.now ?? 0;
    const near = (row: DayRow): number => (isOdd(row) ? -1 : Math.abs(row.usual - now));
    const kept = new Set(rows.toSorted((one, other) => near(one) - near(other)).slice(0, this.most));
    return rows.filter((row) => kept.has(row));
  }

  private row(row: DayRow, bounds: [number, number]): TemplateResult {
    const done = doneOf(row);
    const state = row.course === "missing" ? "gone" : row.course === "due" && !isKind(this.day.date) ? "due" : "";
    const mark = !done ? nothing : html`<i class="mark ${isOdd(row) ? "odd" : done.by_hand ? "" : "square"}" style=${this.at(done.minute, bounds)}></i>`;
    const first = Math.max(bounds[0], row.first);
    const last = Math.min(bounds[1], row.last);
    return this.line(
      row.title,
      saidOf(row, this.day.date, this.words),
      isOdd(row),
      html`<i class="span ${state}" style=${`${this.at((first + last) / 2, bounds)};width:max(12px,${this.share(last - first, bounds)}%)`}></i>${mark}`,
      bounds,
      this.addresses?.(row),
    );
  }

  private lasting(one: Lasting, bounds: [number, number]): TemplateResult {
    const isToday = Date.now() / 1000 - one.since < (this.now ?? 0) * 60;
    const minute = isToday ? Math.max(bounds[0], minuteAt(one.since, this.words)) : bounds[0];
    return this.line(this.names(one.entity_id), lastingOf(one, this.words), true, html`<i class="mark odd" style=${this.at(minute, bounds)}></i>`, bounds, `/history?entity_id=${one.entity_id}`);
  }

  private line(title: string, said: string, odd: boolean, marks: TemplateResult, bounds: [number, number], address?: string): TemplateResult {
    const now = this.now === undefined ? nothing : html`<i class="now" style=${this.at(this.now, bounds)}></i>`;
    const inside = html`<span class="title">${unbroken(title)}</span><span class="lane" aria-hidden="true">${now}${marks}</span><span class="said ${odd ? "odd" : "dim"}">${unbroken(said)}</span>`;
    return html`<li>${address ? html`<a class="line" href=${address}>${inside}</a>` : html`<div class="line">${inside}</div>`}</li>`;
  }

  private key(rows: DayRow[], isLasting: boolean): TemplateResult {
    const done = rows.map(doneOf);
    const isAny = isKind(this.day.date);
    const has = (...courses: Course[]): boolean => rows.some((row) => courses.includes(row.course));
    const entries: [string, boolean][] = [
      ["span", isAny || has("usual", "early", "late")],
      ["span due", !isAny && has("due")],
      ["span gone", has("missing")],
      ["mark", rows.some((row, at) => done[at]?.by_hand && !isOdd(row))],
      ["mark square", rows.some((row, at) => done[at] && !done[at].by_hand && !isOdd(row))],
      ["mark odd", isLasting || rows.some((row, at) => isOdd(row) && done[at])],
    ];
    const { sunrise, sunset } = this.day;
    const sun = sunrise === undefined || sunset === undefined ? nothing : html`<span>${this.say("day.sun", { rise: this.words.minutes(sunrise), set: this.words.minutes(sunset) })}</span>`;
    return html`<p class="key small dim">
      ${entries.filter(([, is]) => is).map(([name]) => html`<span><i class=${name}></i>${this.say(`day.key_${name.replace(" ", "_")}`)}</span>`)} ${this.brief ? nothing : sun}
    </p>`;
  }

  private asTable(rows: DayRow[], lasting: Lasting[]): TemplateResult {
    const { words } = this;
    const clocks = (row: DayRow): string => row.done.map((one) => words.minutes(one.minute)).join(", ") || "–";
    const span = (row: DayRow): string => this.say("day.from_to", { from: words.minutes(Math.max(0, row.first)), to: words.minutes(row.last) });
    return this.table(
      [this.say("day.thing"), this.say("day.usually"), this.say("day.was"), this.say("day.how")],
      [
        ...lasting.map((one) => [this.names(one.entity_id), "–", words.when(one.since), lastingOf(one, words)]),
        ...rows.map((row) => [row.title, span(row), clocks(row), saidOf(row, this.day.date, words)]),
      ],
    );
  }

  private share(minutes: number, [begin, end]: [number, number]): string {
    return ((100 * minutes) / (end - begin)).toFixed(2);
  }

  private at(minute: number, bounds: [number, number]): string {
    return `left:${this.share(minute - bounds[0], bounds)}%`;
  }

  static override styles = [
    Chart.styles,
    css`
      :host {
        display: block;
        container-type: inline-size;
      }
      .axis,
      .line {
        display: grid;
        grid-template-columns: minmax(120px, 220px) 1fr minmax(120px, 190px);
        column-gap: 16px;
        align-items: center;
        color: inherit;
        font-weight: 400;
      }
      .axis {
        height: 24px;
        font-size: 12px;
        line-height: 16px;
        color: var(--secondary-text-color);
        font-variant-numeric: tabular-nums;
      }
      .axis .lane {
        grid-column: 2;
        background: none;
      }
      .axis span {
        position: absolute;
        top: 4px;
        transform: translateX(-50%);
      }
      .axis .begin {
        transform: none;
      }
      .axis .now {
        white-space: nowrap;
        color: var(--hq-bad);
        font-weight: 500;
      }
      li {
        border-top: 1px solid var(--divider-color);
      }
      .line {
        min-height: 44px;
        padding-block: 4px;
      }
      .title {
        font-weight: 500;
        overflow-wrap: anywhere;
      }
      .said {
        text-align: end;
        font-size: 12px;
        line-height: 16px;
      }
      .said.odd {
        color: var(--hq-warn);
      }
      .lane {
        position: relative;
        height: 24px;
        direction: ltr;
        background: repeating-linear-gradient(to right, var(--divider-color) 0 1px, transparent 1px var(--step));
      }
      .lane i {
        position: absolute;
        top: 50%;
        transform: translate(-50%, -50%);
      }
      .span {
        box-sizing: border-box;
        height: 14px;
        border-radius: 7px;
        background: color-mix(in srgb, var(--primary-color) 40%, var(--card-background-color));
      }
      .span.due {
        background: var(--card-background-color);
        border: 1.5px solid var(--hq-accent);
      }
      .span.gone {
        background: var(--card-background-color);
        border: 1.5px dashed var(--hq-warn);
      }
      .mark {
        width: 10px;
        height: 10px;
        border-radius: 50%;
        background: var(--hq-accent);
      }
      .mark.square {
        border-radius: 1px;
      }
      .mark.odd {
        border-radius: 1px;
        background: var(--hq-warn);
        rotate: 45deg;
      }
      .lane .mark.odd {
        transform: none;
        margin: -5px;
      }
      i.now {
        width: 2px;
        height: 100%;
        background: var(--hq-bad);
      }
      .key {
        display: flex;
        flex-wrap: wrap;
        gap: 4px 16px;
        padding-top: 8px;
        border-top: 1px solid var(--divider-color);
      }
      .key span {
        display: inline-flex;
        align-items: center;
        gap: 6px;
      }
      .key .span {
        width: 20px;
      }
      @container (max-width: 640px) {
        .axis {
          grid-template-columns: 1fr;
        }
        .axis .lane {
          grid-column: 1;
        }
        .line {
          grid-template-columns: 1fr auto;
          column-gap: 8px;
        }
        .line .lane {
          grid-row: 2;
          grid-column: 1 / -1;
        }
        .said {
          max-width: 180px;
        }
      }
      /* What stands beside its place, not on it, comes near to the next one. */
      @container (max-width: 400px) {
        .half .begin + span:not(.now) {
          display: none;
        }
      }
      /* As in half a column: hours have no room beside each other, nor has what is said beside a name. */
      @container (max-width: 240px) {
        .axis span:not(.now) {
          display: none;
        }
        .line,
        .line span {
          display: block;
          text-align: start;
        }
      }
    `,
  ];
}

known("homeiq-track", Track);
