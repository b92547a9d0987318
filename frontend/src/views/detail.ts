/** All of one suggestion: what would be in its way, the verdict, the buttons, and below them the evidence. */

import { css, html, nothing, type PropertyValues, type TemplateResult } from "lit";
import { property, state } from "lit/decorators.js";
import type { Measured, Offered, Setting, Whole } from "../live/documents";
import { isRefused, type Home } from "../live/home";
import "../parts/actions";
import "../parts/axis";
import { opening } from "../parts/chart";
import "../parts/charts";
import "../parts/marks";
import "../parts/note";
import { known, Part } from "../parts/part";
import { rungOf } from "../parts/rung";
import { figuresOf, stripOf, verdictOf } from "../parts/verdict";
import { lines, waiting } from "../parts/waits";
import { yaml } from "../parts/yaml";
import { unbroken } from "../words";

export class Detail extends Part {
  @property({ attribute: false }) home!: Home;
  @property({ attribute: false }) suggestion!: Offered;
  @property({ attribute: false }) pages!: (entity: string) => string;
  @property({ attribute: false }) names!: (entity: string) => string;
  @property() room = "";
  @property() changing?: string;
  @property({ type: Boolean }) change = false;
  /** Whether anything may be decided; whoever may only look has no buttons. */
  @property({ type: Boolean }) decide = false;
  @property({ type: Boolean }) away = false;
  @property() refusal?: string;
  @state() private whole?: Whole;
  @state() private fault?: string;
  private asked?: Offered;

  protected override willUpdate(changed: PropertyValues): void {
    if (changed.has("suggestion") && this.asked !== this.suggestion) void this.fetch();
  }

  private async fetch(): Promise<void> {
    const asked = (this.asked = this.suggestion);
    if (this.whole?.suggestion.signature !== asked.signature) this.whole = undefined;
    this.fault = undefined;
    try {
      const whole = await this.home.ask<Whole>("suggestion/get", { signature: asked.signature });
      if (this.asked === asked) this.whole = whole;
    } catch (error) {
      if (this.asked === asked && isRefused(error)) this.fault = error.message;
    }
  }

  /** Lets the next suggestion begin to be read where it begins. */
  focusTitle(): void {
    this.renderRoot.querySelector<HTMLElement>("h2")?.focus();
  }

  protected override render(): TemplateResult {
    const one = this.suggestion;
    const about = [this.room, this.say(`kind.${one.kind}`)].filter(Boolean).join(" · ");
    return html`<article class="card">
      ${this.refusal ? html`<homeiq-note tone="bad" .words=${this.words}>${this.refusal}</homeiq-note>` : nothing}
      ${one.clash ? this.clash(one.clash) : nothing}
      <div class="inside">
        <p class="about small dim">${one.rung ? html`<homeiq-rung .words=${this.words} rung=${rungOf(one.kind, one.rung)}></homeiq-rung>` : nothing}${about}</p>
        <h2 tabindex="-1">${unbroken(one.title)}</h2>
        <p class="verdict">${verdictOf(one, this.words)}</p>
        ${this.decide ? html`<homeiq-actions .words=${this.words} .home=${this.home} .suggestion=${one} ?change=${this.change} ?away=${this.away} .changing=${this.changing}></homeiq-actions>` : nothing}
      </div>
      ${this.days()} ${this.evidence()}
    </article>`;
  }

  private clash(clash: { entity_id: string; text: string }): TemplateResult {
    const id = this.whole?.suggestion.conflicts.length ?? 0;
    return html`<homeiq-note tone="bad" .words=${this.words}>
      <b>${this.say("clash.title")}</b> ${clash.text}
      ${id > 1 ? html`<span>${this.count("clash.more", id - 1)}</span>` : nothing}
      ${this.change ? html`<a class="tap" href=${this.pages(clash.entity_id)}>${this.say("clash.open")}</a>` : nothing}
    </homeiq-note>`;
  }

  private get history(): string {
    return `/history?entity_id=${this.suggestion.entities.join(",")}`;
  }

  private days(): TemplateResult | typeof nothing {
    const { counts, kind } = this.suggestion;
    const strip = stripOf(this.suggestion);
    const points = this.whole?.points;
    const isMoment = kind === "routine" || kind === "sun";
    if (isMoment && points?.length) {
      return this.section(
        "why.day",
        html`<homeiq-plot .words=${this.words} .points=${points} address=${this.history}>${counts ? html`<homeiq-key .words=${this.words} .counts=${counts}></homeiq-key>` : nothing}</homeiq-plot>`,
      );
    }
    if (!strip) return nothing;
    return this.section(
      "why.day",
      html`<homeiq-strip .words=${this.words} .strip=${strip} address=${this.history}></homeiq-strip>
        ${counts ? html`<homeiq-key .words=${this.words} .counts=${counts} letters=${strip.letters}></homeiq-key>` : nothing}`,
    );
  }

  private evidence(): TemplateResult {
    if (this.fault) {
      return html`<div class="inside"><p class="bad">${this.fault}</p><button class="button" @click=${this.fetch}>${this.say("do.again_try")}</button></div>`;
    }
    const whole = this.whole;
    if (!whole) return html`${waiting(this.words)}${lines(12)}`;
    return html`<div class="charts">
      ${whole.hours ? this.section(whole.suggestion.kind === "left_on" ? "why.when_left_on" : "why.when", html`<homeiq-week .words=${this.words} .hours=${whole.hours}></homeiq-week>`) : nothing}
      ${whole.delays?.length ? this.section("why.delay", html`<homeiq-delays .words=${this.words} .delays=${whole.delays}></homeiq-delays>`, this.names(whole.suggestion.trigger?.entity_id ?? "")) : nothing}
      ${(whole.axes ?? []).map((one) => this.measured(one))} ${(whole.settings ?? []).map((one) => this.set(one))} ${this.section("why.does", this.does(whole))}
      </div>${this.section("why.why", html`<p class="reason">${unbroken(this.reason(whole.suggestion.reason))}</p>`)}
    `;
  }

  /** What stands above already need not be said again. */
  private reason(text: string): string {
    const { verdict } = this.suggestion;
    if (figuresOf(this.suggestion)) return text;
    return (text.startsWith(verdict) ? text.slice(verdict.length).trim() : text) || text;
  }

  private does(whole: Whole): TemplateResult {
    const { parts } = whole;
    const rows = parts
      ? ([["when", [parts.when]], ["only_if", parts.only_if], ["then", parts.do]] as const).filter(([, said]) => said.length)
      : [];
    return html`${rows.length ? html`<dl>${rows.map(([name, said]) => html`<dt class="small dim">${this.say(`does.${name}`)}</dt><dd>${said.map((text) => html`<div>${unbroken(text)}</div>`)}</dd>`)}</dl>` : nothing}
      <details>
        <summary>${this.say("does.yaml")}</summary>
        <pre tabindex="0" role="group" aria-label=${this.say("does.yaml")}>${yaml(whole.suggestion.automation).trimStart()}</pre>
      </details>`;
  }

  private measured(one: Measured): TemplateResult {
    const borders = [one.above, one.below].filter((at) => at !== undefined).map((at) => ({ at, name: "" }));
    return this.section("why.axis", html`<homeiq-axis .words=${this.words} .did=${one.did} .not=${one.did_not} .borders=${borders} unit=${one.unit}></homeiq-axis>`, this.names(one.entity_id));
  }

  private set(one: Setting): TemplateResult | typeof nothing {
    if (!one.was_set.length) return nothing;
    const borders = one.value === undefined ? [] : [{ at: one.value, name: "" }];
    return this.section(`value.${one.field}`, html`<homeiq-axis .words=${this.words} .did=${one.was_set} .borders=${borders} unit=${one.unit ?? ""}></homeiq-axis>`, this.names(one.entity_id), one.unit);
  }

  private section(key: string, inside: TemplateResult, thing = "", unit = ""): TemplateResult {
    return html`<section class="inside"><h3>${this.say(key, { thing, unit })}</h3>${inside}</section>`;
  }

  static override styles = [
    Part.styles,
    opening,
    css`
      h2 {
        outline: none;
      }
      .verdict {
        margin-bottom: 12px;
        max-width: 70ch;
      }
      .reason {
        white-space: pre-line;
        max-width: 70ch;
      }
      dl {
        display: grid;
        grid-template-columns: max-content minmax(0, 1fr);
        gap: 8px 16px;
        align-items: baseline;
      }
      pre {
        margin: 0;
        padding: 12px;
        overflow-x: auto;
        background: var(--secondary-background-color);
        border-radius: 8px;
        font-size: 12px;
        line-height: 18px;
        direction: ltr;
      }
      .charts {
        border-block: 1px solid var(--divider-color);
        overflow: hidden;
      }
      @container (min-width: 960px) {
        .charts {
          display: grid;
          grid-template-columns: 1fr 1fr;
        }
        /* What stands alone in its line has all of it. */
        .charts > :last-child:nth-child(odd) {
          grid-column: 1 / -1;
        }
        .charts > .inside {
          min-width: 0;
          border-top: 0;
          box-shadow: 0 1px var(--divider-color);
        }
        .charts > :nth-child(even) {
          border-inline-start: 1px solid var(--divider-color);
        }
      }
      homeiq-note,
      homeiq-key {
        display: block;
      }
      homeiq-key {
        margin-top: 8px;
      }
    `,
  ];
}

known("homeiq-detail", Detail);
