/** What stands beside the best suggestion: how today goes, and the habit that is nearest to being one; and below it, why there is none. */

import { css, html, nothing, type TemplateResult } from "lit";
import { property, state } from "lit/decorators.js";
import { minuteAt } from "../live/clock";
import { sentenceOf } from "../live/day";
import type { Day, DayRow, Pattern, PatternPage } from "../live/documents";
import type { Home } from "../live/home";
import { shareOf } from "../live/ladder";
import { Ticking } from "../live/ticking";
import { unbroken } from "../words";
import { spoken } from "./habit";
import { known, Part } from "./part";
import { cards } from "./waits";
import "./funnel";
import "./track";

const LINES = 4;

export class Today extends Part {
  @property({ attribute: false }) day!: Day;
  @property({ attribute: false }) names!: (entity: string) => string;
  @property() base = "";

  constructor() {
    super();
    new Ticking(this);
  }

  protected override render(): TemplateResult {
    const now = minuteAt(Date.now() / 1000, this.words);
    return html`<section class="card">
      <header><h2 class="grow">${this.say("day.today")}</h2><a class="tap" href="${this.base}/habits/day">${this.say("overview.whole_day")}</a></header>
      <div class="inside">
        <p>${sentenceOf(this.day, this.words, now).said}</p>
        <homeiq-track brief .words=${this.words} .day=${this.day} .now=${now} .most=${LINES} .names=${this.names} .addresses=${this.address}></homeiq-track>
      </div>
    </section>`;
  }

  private readonly address = (row: DayRow): string => `/history?entity_id=${row.entities.join(",")}`;

}

export class Forming extends Part {
  @property({ attribute: false }) home!: Home;
  @property({ attribute: false }) names!: (entity: string) => string;
  @property() base = "";
  @property({ type: Number }) total = 0;
  /** When the newest run was over: what is nearest may be another one then. */
  @property({ type: Number }) learned?: number;
  /** Null where there is none. */
  @state() private nearest?: Pattern | null;
  private asked?: number;

  protected override willUpdate(): void {
    const { learned = 0 } = this;
    if (this.asked === learned) return;
    this.asked = learned;
    this.home.ask<PatternPage>("patterns/list", { stand: ["forming"], limit: 1 }).then(
      (page) => (this.nearest = page.patterns[0] ?? null),
      () => (this.nearest = null), // away; the next run brings it
    );
  }

  protected override render(): TemplateResult | typeof nothing {
    const one = this.nearest;
    if (one === undefined) return html`${cards(3)}`;
    if (!one) return nothing;
    const seen = this.say("habit.seen", { seen: this.words.number(one.support_days), days: this.words.number(one.eligible_days) });
    const needs = one.needs === undefined ? "" : this.count("habit.needs", one.needs);
    return html`<section class="card">
      <header><h2 class="grow">${this.say("rung.forming")}</h2><a class="tap" href="${this.base}/habits/forming">${this.count("overview.all", this.total)}</a></header>
      <div class="inside">
        <p class="title">${unbroken(spoken(one, this.home, this.names, this.words))}</p>
        ${one.needs === undefined ? nothing : html`<div class="meter" aria-hidden="true"><i style=${`width:${100 * shareOf(one.support_days, one.needs)}%`}></i></div>`}
        <p class="small">${[seen, needs].filter(Boolean).join(" · ")}</p>
      </div>
    </section>`;
  }

  static override styles = [
    Part.styles,
    css`
      .meter {
        margin-block: 8px;
      }
    `,
  ];
}

known("homeiq-today", Today);
known("homeiq-forming", Forming);
