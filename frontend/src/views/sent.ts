/** What left the house, by month: a line a way out, and in it the list of what was sent, exactly. */

import { css, html, nothing, type TemplateResult } from "lit";
import { state } from "lit/decorators.js";
import type { OneWay, Sent, Way, WentOut } from "../live/documents";
import { monthOf, monthsOf, plain, waysOf, type Out } from "../live/sent";
import { known } from "../parts/part";
import { lines, waiting, waits } from "../parts/waits";
import type { Words } from "../words";
import { Figured } from "./view";

/** What takes a notification from a phone again. */
const WITHDRAWN = "clear_notification";

/** The sentence about a month: nothing, or what and how much. */
export function saidOf(out: WentOut, month: string, words: Words): string {
  const some = waysOf(out, month).filter((one) => one.count);
  const when = words.date(`${month}-01`, { month: "long", year: "numeric" });
  return some.length ? words.say("out.some", { month: when, ways: words.list(some.map((one) => `${words.say(`out.${one.way}`)} (${words.count(`out.${one.way}`, one.count)})`)) }) : words.say("out.none", { month: when });
}

export class SentView extends Figured {
  @state() private out?: WentOut;
  @state() private month?: string;
  @state() private ways: Partial<Record<Way, OneWay>> = {};

  protected override async fetch(): Promise<void> {
    this.out = await this.home.ask<WentOut>("went_out/list");
    for (const way of Object.keys(this.ways)) await this.open(way as Way);
  }

  private async open(way: Way): Promise<void> {
    const found = await this.home.ask<OneWay>("went_out/get", { way });
    this.ways = { ...this.ways, [way]: found };
  }

  protected override render(): TemplateResult {
    const { out } = this;
    if (!out) return waits(this.words, 8);
    const month = this.month ?? out.month;
    const months = monthsOf(out);
    return html`<p class="said" role="status" data-out><b>${saidOf(out, month, this.words)}</b></p>
      ${months.length > 1
        ? html`<select class="button" aria-label=${this.say("out.month")} @change=${(event: Event) => (this.month = (event.target as HTMLSelectElement).value)}>
            ${months.map((one) => html`<option value=${one} ?selected=${one === month}>${this.words.date(`${one}-01`, { month: "long", year: "numeric" })}</option>`)}
          </select>`
        : nothing}
      <div class="card">${waysOf(out, month).map((one) => this.way(one, month))}</div>
      <p class="small dim">${this.say("out.since", { when: this.words.day(out.since) })} ${this.say("out.newest")}</p>`;
  }

  private way({ way, count, receivers }: Out, month: string): TemplateResult {
    const head = html`<span class="grow"><b>${this.say(`out.${way}`)}</b><br /><span class="small dim">${receivers.map((one) => `${one.receiver || this.say("out.unnamed")}: ${this.words.number(one.count)}`).join(" · ")}</span></span><span>${count ? this.count(`out.${way}`, count) : this.say("out.nothing")}</span>`;
    if (!count) return html`<div class="inside line">${head}</div>`;
    return html`<details class="inside" data-way=${way} @toggle=${(event: Event) => (event.target as HTMLDetailsElement).open && !this.ways[way] && void this.open(way).catch(() => undefined)}>
      <summary class="line tap">${head}</summary>
      ${this.list(this.ways[way], way, month)}
    </details>`;
  }

  private list(found: OneWay | undefined, way: Way, month: string): TemplateResult {
    if (!found) return html`${waiting(this.words)}${lines(4)}`;
    if (way === "influxdb") {
      return html`<ul>${found.days.filter((one) => one.day.startsWith(month)).map((one) => html`<li class="line"><span class="grow">${this.words.date(one.day, { weekday: "short", day: "numeric", month: "short" })} · ${one.receiver}</span><span>${this.count("out.influxdb", one.count)}</span></li>`)}</ul>`;
    }
    return html`<ul>${found.sent.filter((one) => monthOf(one.at, this.words.homeZone) === month).map((one) => html`<li>${this.one(one)}</li>`)}</ul>`;
  }

  private one({ at, receiver, kind, reference, data, is_forgotten: isForgotten }: Sent): TemplateResult {
    const said = [this.words.when(at), receiver || this.say("out.unnamed"), kind || (data?.message === WITHDRAWN ? this.say("out.withdrawn") : String(data?.title ?? data?.message ?? "")), reference, isForgotten ? this.say("out.forgotten") : ""];
    const line = said.filter(Boolean).join(" · ");
    return data ? html`<details><summary class="tap">${line}</summary><pre tabindex="0">${plain(data)}</pre></details>` : html`<p>${line}</p>`;
  }

  static override styles = [
    Figured.styles,
    css`
      .said {
        font-size: 18px;
        line-height: 24px;
        padding: 16px 4px;
      }
      select {
        margin-bottom: 12px;
      }
      .card {
        margin-bottom: 8px;
      }
      .line {
        display: flex;
        gap: 16px;
        align-items: center;
        min-height: 44px;
      }
      .line span,
      summary {
        unicode-bidi: plaintext;
      }
      .inside {
        padding-block: 8px;
      }
      summary {
        cursor: pointer;
        list-style: none;
        overflow-wrap: anywhere;
      }
      summary::before {
        content: "▸";
        color: var(--hq-accent);
        margin-inline-end: 8px;
      }
      summary:dir(rtl)::before {
        content: "◂";
      }
      [open] > summary::before {
        content: "▾";
      }
      li {
        border-top: 1px solid var(--divider-color);
        padding-block: 8px;
      }
      li .tap {
        padding-block: 12px;
      }
      pre {
        white-space: pre-wrap;
        overflow-wrap: anywhere;
        margin: 0;
        padding: 12px;
        border-radius: 8px;
        background: var(--secondary-background-color);
        font-size: 12px;
        line-height: 18px;
      }
    `,
  ];
}

known("homeiq-sent", SentView);
