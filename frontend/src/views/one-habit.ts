/** One habit: all of its title, what speaks for it and against it, and what it still needs or did not pass. */

import { mdiArrowLeft } from "@mdi/js";
import { css, html, nothing, type PropertyValues, type TemplateResult } from "lit";
import { property, state } from "lit/decorators.js";
import type { Pattern, PatternPage } from "../live/documents";
import type { Home } from "../live/home";
import { RUNGS, shareOf } from "../live/ladder";
import { spoken } from "../parts/habit";
import { icon } from "../parts/icon";
import { known, Part } from "../parts/part";
import { rungOf } from "../parts/rung";
import { cards, waiting } from "../parts/waits";
import { unbroken } from "../words";

const SURE = [...RUNGS, "reminds"];

export class OneHabit extends Part {
  @property({ attribute: false }) home!: Home;
  @property({ attribute: false }) names!: (entity: string) => string;
  @property({ attribute: false }) rooms!: (areas: string[]) => string;
  @property() signature = "";
  @property() base = "";
  /** When the newest run was over: it may be said otherwise then. */
  @property({ type: Number }) learned = 0;
  @state() private one?: Pattern;
  @state() private told?: string;

  protected override willUpdate(changed: PropertyValues): void {
    if (changed.has("signature") || changed.has("learned")) void this.fetch();
  }

  private async fetch(): Promise<void> {
    const { signature } = this;
    try {
      const { patterns } = await this.home.ask<PatternPage>("patterns/list", { signature });
      if (signature !== this.signature) return;
      this.one = patterns[0];
      this.told = this.one ? undefined : this.say("habit.gone");
    } catch (error) {
      this.told = this.whyNot(error);
    }
  }

  protected override render(): TemplateResult {
    const { one } = this;
    return html`<a class="button plain" href="${this.base}/habits">${icon(mdiArrowLeft)}${this.say("tab.habits")}</a>
      ${one ? this.page(one) : this.told ? html`<p class="card inside" role="status">${this.told}</p>` : html`${waiting(this.words)}<div class="below">${cards(8)}</div>`}`;
  }

  private page(one: Pattern): TemplateResult {
    const stand = rungOf(one.kind, one.stand);
    const isSure = SURE.some((rung) => rung === one.stand);
    const about = [this.rooms(one.areas), this.say(`kind.${one.kind}`)].filter(Boolean).join(" · ");
    const isOpen = !!this.home.documents.suggestions?.suggestions[one.signature];
    return html`<article class="card page">
      <div class="inside">
        <p class="about small dim">${about}</p>
        <h2>${unbroken(spoken(one, this.home, this.names, this.words, one.entities.length))}</h2>
        ${isSure ? html`<homeiq-rung .words=${this.words} rung=${stand}></homeiq-rung>` : html`<p class="gate"><b>${this.say(`gate.${one.stand}`)}</b></p>`}
        <p class="more">${this.say(`${RUNGS.some((rung) => rung === one.stand) ? "ladder" : "stand"}.${stand}`)}</p>
        ${one.needs === undefined
          ? nothing
          : html`<div class="meter" aria-hidden="true"><i style=${`width:${100 * shareOf(one.support_days, one.needs)}%`}></i></div>
              <p>${this.count("habit.needs", one.needs)}</p>`}
      </div>
      <dl class="inside">${this.figures(one).map(([name, value, share]) => html`<div><dt>${this.say(`habit.${name}`)}</dt><dd>${value}</dd>${share === undefined ? nothing : html`<dd class="meter" aria-hidden="true"><i style=${`width:${100 * share}%`}></i></dd>`}</div>`)}</dl>
      <div class="inside buttons">
        ${isOpen ? html`<a class="button main" href="${this.base}/suggestions/${one.signature}">${this.say("do.closer")}</a>` : nothing}
        <a class="button plain" href="/history?entity_id=${one.entities.join(",")}">${this.say("habit.history")}</a>
      </div>
    </article>`;
  }

  /** What speaks for it and against it: a name, how much, and where it is one what share of all. */
  private figures(one: Pattern): [string, string, number?][] {
    const { words } = this;
    const of = (some: number, all: number): string => this.say("funnel.of", { count: words.number(some), of: words.number(all) });
    return [
      ["days", of(one.support_days, one.eligible_days), one.support_days / (one.eligible_days || 1)],
      ["right", `${of(one.hits, one.opportunities)} (${words.percent(one.confidence)})`, one.confidence],
      ...(one.chance === undefined ? [] : [["chance", words.percent(one.chance), one.chance] as [string, string, number]]),
      ...(!one.spread_seconds ? [] : [["spread", `± ${words.seconds(Math.max(1, Math.round(one.spread_seconds)))}`] as [string, string]]),
    ];
  }

  static override styles = [
    Part.styles,
    css`
      :host {
        display: block;
        max-width: 860px;
      }
      .below,
      article {
        margin-top: 8px;
      }
      .more,
      .meter {
        margin-block: 8px;
      }
      dl > div {
        flex-wrap: wrap;
      }
      dd.meter {
        flex: 0 0 100%;
        margin: -8px 0 4px;
      }
      @container (min-width: 870px) {
        .card.page {
          display: grid;
          grid-template-columns: 1fr 1fr;
        }
        .page > dl.inside {
          border-top: 0;
          border-inline-start: 1px solid var(--divider-color);
        }
        .buttons {
          grid-column: 1 / -1;
        }
      }
    `,
  ];
}

known("homeiq-one-habit", OneHabit);
