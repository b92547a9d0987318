/** Why nothing is suggested: what was looked at, where it grew thin, and which habits did not pass what, the nearest of each. */

import { mdiAlert } from "@mdi/js";
import { css, html, nothing, type TemplateResult } from "lit";
import { property, state } from "lit/decorators.js";
import type { Overview, Pattern, PatternPage, Stand } from "../live/documents";
import { GATES, isSeenTo, shareOf, stepsOf, thinnestOf, type FunnelStep } from "../live/funnel";
import type { Home } from "../live/home";
import { unbroken } from "../words";
import { titleOf } from "./habit";
import { icon } from "./icon";
import { known, Part } from "./part";

interface Refused {
  gate: Stand;
  count: number;
  nearest: Pattern;
}

export class Funnel extends Part {
  @property({ attribute: false }) home!: Home;
  @property({ attribute: false }) overview!: Overview;
  @property({ attribute: false }) names!: (entity: string) => string;
  @property() base = "";
  @state() private refused: Refused[] = [];
  private asked?: number;

  protected override willUpdate(): void {
    const learned = this.overview.last_run?.finished_at ?? 0;
    if (this.asked === learned || this.home.isAway) return;
    this.asked = learned;
    void this.fetch().catch(() => (this.asked = undefined)); // away; it is asked again once it is back
  }

  private async fetch(): Promise<void> {
    const of = (gate?: Stand): Promise<PatternPage> => this.home.ask<PatternPage>("patterns/list", { limit: 1, ...(gate ? { stand: [gate] } : {}) });
    const { stands } = await of();
    const found = await Promise.all(
      GATES.filter((gate) => stands[gate]).map(async (gate) => ({ gate, count: stands[gate] ?? 0, nearest: (await of(gate)).patterns[0] })),
    );
    this.refused = found.filter((one): one is Refused => one.nearest !== undefined);
  }

  protected override render(): TemplateResult {
    const steps = stepsOf(this.overview);
    const isDone = isSeenTo(this.refused.map((one) => one.gate));
    const thin = isDone ? undefined : thinnestOf(steps);
    return html`<div class="inside">
        <h3>${this.say("funnel.title")}</h3>
        ${thin ? html`<p class="thin">${icon(mdiAlert)}<span>${unbroken(this.sentence(thin))}</span></p>` : html`<p>${this.say("funnel.done")}</p>`}
        <ul>${steps.map((one) => this.step(one, one === thin))}</ul>
      </div>
      ${this.refused.length
        ? html`<div class="inside">
            <h3>${this.say("funnel.refused")}</h3>
            <ul>${this.refused.map((one) => this.gate(one))}</ul>
          </div>`
        : nothing}`;
  }

  private sentence({ name, count, of = 0 }: FunnelStep): string {
    return this.say(`funnel.thin_${name}`, { count: this.words.number(count), of: this.words.number(of) });
  }

  private step(one: FunnelStep, isThin: boolean): TemplateResult {
    const share = shareOf(one);
    const count = this.words.number(one.count);
    return html`<li class=${isThin ? "warn" : ""} data-step=${one.name}>
      <div class="both"><span>${isThin ? "⚠ " : ""}${this.say(`funnel.${one.name}`)}</span><span>${one.of === undefined ? count : this.say("funnel.of", { count, of: this.words.number(one.of) })}</span></div>
      ${share === undefined ? nothing : html`<div class="meter" aria-hidden="true"><i style=${`width:${100 * share}%`}></i></div>`}
    </li>`;
  }

  private gate({ gate, count, nearest }: Refused): TemplateResult {
    const word = gate === "forming" ? this.say("rung.forming") : this.say(`gate.${gate}`);
    return html`<li data-gate=${gate}>
      <div class="both"><span>${word}</span><span>${this.words.number(count)}</span></div>
      <p class="small dim"><a href="${this.base}/habits/${nearest.signature}">${unbroken(titleOf(nearest, this.names, this.words))}</a> · ${this.say("habit.seen", { seen: this.words.number(nearest.support_days), days: this.words.number(nearest.eligible_days) })}</p>
    </li>`;
  }

  static override styles = [
    Part.styles,
    css`
      .thin {
        display: flex;
        gap: 8px;
        margin-bottom: 8px;
      }
      .thin .icon,
      .warn .both {
        color: var(--hq-warn);
      }
      .warn .both {
        font-weight: 500;
      }
      .warn .meter i {
        background: var(--warning-color);
      }
      .both {
        padding-block: 8px 0;
      }
      .small a {
        display: inline-block;
        padding-block: 12px;
        margin-block: -12px;
      }
    `,
  ];
}

known("homeiq-funnel", Funnel);
