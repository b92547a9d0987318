/** The usual day against today, another day, or what workdays and weekends are like. */

import { mdiCalendarToday, mdiChevronLeft, mdiChevronRight } from "@mdi/js";
import { css, html, nothing, type TemplateResult } from "lit";
import { state } from "lit/decorators.js";
import { minuteAt } from "../live/clock";
import { ENOUGH, isKind, KINDS, sentenceOf } from "../live/day";
import type { Day, DayRow } from "../live/documents";
import { Ticking } from "../live/ticking";
import { choices } from "../parts/choices";
import { icon } from "../parts/icon";
import { known } from "../parts/part";
import "../parts/track";
import { cards, waiting } from "../parts/waits";
import { beside } from "../words";
import { habitPages } from "./habit-pages";
import { View } from "./view";

export class DayView extends View {
  @state() private other?: Day;
  @state() private fault?: string;
  private asked?: string;

  constructor() {
    super();
    new Ticking(this);
  }

  /** What the address names; nothing for today. */
  private get wanted(): string | undefined {
    const [, day] = this.path;
    return day && day !== this.today ? day : undefined;
  }

  private get today(): string | undefined {
    return this.home.documents.day?.date;
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.home.leave("day");
  }

  protected override willUpdate(): void {
    this.home.follow("day");
    const run = this.home.documents.overview?.last_run?.finished_at ?? 0;
    const asked = this.wanted && `${this.wanted} ${run}`;
    if (asked === this.asked || this.home.isAway) return;
    this.asked = asked;
    if (this.wanted) void this.fetch(this.wanted);
  }

  private async fetch(day: string): Promise<void> {
    this.fault = undefined;
    try {
      const found = await this.home.ask<Day>("day/get", { day });
      if (day === this.wanted) this.other = found;
    } catch (error) {
      if (day === this.wanted) this.fault = this.whyNot(error);
    }
  }

  protected override render(): TemplateResult {
    const day = this.wanted ? (this.other?.date === this.wanted ? this.other : undefined) : this.home.documents.day;
    const known = this.home.documents.overview?.days.known ?? 0;
    return html`<div class="heads">${habitPages(this.words, this.base, "day")} ${this.days()}</div>
      ${this.fault
        ? html`<p class="bad" role="alert">${this.fault}</p>`
        : !day
          ? html`<div class="bar day"></div>${waiting(this.words)}${cards(14)}`
          : known < ENOUGH
            ? this.nothing("day.too_early", this.count("day.known", known, { enough: ENOUGH }))
            : day.order.length
              ? this.track(day)
              : this.nothing("day.none", this.say("day.none_more"))}`;
  }

  private get page(): string {
    return `${this.base}/habits/day`;
  }

  private days(): TemplateResult {
    return choices(this.say("day.which"), [
      { address: this.page, name: this.say("day.today"), isOn: !this.wanted },
      ...KINDS.map((kind) => ({ address: `${this.page}/${kind}`, name: this.say(`day.${kind}`), isOn: this.wanted === kind })),
    ]);
  }

  /** To the days around this one; tomorrow has nothing to tell. */
  private steps(date: string): TemplateResult | typeof nothing {
    if (isKind(date)) return nothing;
    const step = (days: number, symbol: string, name: string): TemplateResult =>
      html`<a class="round" href="${this.page}/${beside(date, days)}" aria-label=${name} data-step=${days}>${icon(symbol)}</a>`;
    return html`<span class="steps">
      ${step(-1, mdiChevronLeft, this.say("day.before"))} ${date < (this.today ?? date) ? step(1, mdiChevronRight, this.say("day.after")) : nothing}
    </span>`;
  }

  private track(day: Day): TemplateResult {
    const now = this.wanted ? undefined : minuteAt(Date.now() / 1000, this.words);
    const { head, said } = sentenceOf(day, this.words, now);
    return html`<div class="status" role="status"><span class="good">${icon(mdiCalendarToday)}</span><p class="grow"><b>${head}</b> ${said}</p>${this.steps(day.date)}</div>
      <section class="card"><div class="inside"><homeiq-track .words=${this.words} .day=${day} .now=${now} .names=${this.names} .addresses=${this.address}></homeiq-track></div></section>`;
  }

  /** Its suggestion where there is one, else what was heard of its things. */
  private readonly address = (row: DayRow): string =>
    this.home.documents.suggestions?.suggestions[row.signature] ? `${this.base}/suggestions/${row.signature}` : `/history?entity_id=${row.entities.join(",")}`;

  private nothing(key: string, more: string): TemplateResult {
    return html`<section class="card none"><h2>${this.say(key)}</h2><p class="dim">${more}</p></section>`;
  }

  static override styles = [
    View.styles,
    css`
      .heads {
        display: flex;
        flex-wrap: wrap;
        gap: 8px 16px;
        justify-content: space-between;
        align-items: center;
      }
      .status {
        padding-top: 16px;
      }
      .day {
        margin-block: 20px;
      }
      .steps {
        margin-block: -8px;
        display: flex;
      }
      .steps:dir(rtl) {
        transform: scaleX(-1);
      }
      .none {
        margin-top: 16px;
        padding: 32px 16px;
        text-align: center;
      }
    `,
  ];
}

known("homeiq-day", DayView);
