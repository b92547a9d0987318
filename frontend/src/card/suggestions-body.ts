/** The inside of the card of suggestions: a few of them, to accept or put off; how it stands where there are none. */

import { css, html, nothing, type TemplateResult } from "lit";
import { state } from "lit/decorators.js";
import { Deeds } from "../live/deeds";
import type { Hello, Offered } from "../live/documents";
import type { Home } from "../live/home";
import type { Wish } from "../parts/deciding";
import { BULB, CHECK, icon, iconOf, SPROUT } from "../parts/icon";
import { known } from "../parts/part";
import "../parts/toast";
import { firstOn, shortOf } from "../parts/verdict";
import { unbroken, type Words } from "../words";
import { BASE, CardBody } from "./body";
import type { SuggestionsConfig } from "./suggestions-card";

const AS_MANY = 3;

/** How many have room in a card of a fixed height: one takes two rows of the grid, what stands around them one. */
function fitting({ grid_options: grid }: SuggestionsConfig): number {
  const rows = Number(grid?.rows);
  return rows ? Math.max(1, Math.floor((rows - 1) / 2)) : Infinity;
}

export class SuggestionsBody extends CardBody<SuggestionsConfig> {
  @state() private hello?: Hello;
  private deeds?: Deeds;

  protected override begin(home: Home): void {
    this.deeds = new Deeds(home, (at) => this.texts.words?.day(at) ?? "", () => this.requestUpdate());
    home.follow("suggestions", "overview");
    void home.hello().then((hello) => (this.hello = hello), () => undefined);
  }

  protected override inside(words: Words, home: Home): TemplateResult | typeof nothing {
    return this.rows(words, home);
  }

  protected override brief(words: Words, home: Home): TemplateResult | typeof nothing {
    const open = this.open(home);
    if (!open) return nothing;
    const early = open.length ? undefined : this.early(words, home);
    if (early) return this.line(SPROUT, ...early);
    return this.line(BULB, open.length ? words.count("status.open", open.length) : words.say("status.none"), open[0]?.title ?? this.brought(words, home), `${BASE}/suggestions`);
  }

  protected override below(words: Words): TemplateResult | typeof nothing {
    return this.deeds?.told ? html`<homeiq-toast .words=${words} .told=${this.deeds.told} @homeiq-over=${() => this.deeds?.dismissToast()}></homeiq-toast>` : nothing;
  }

  private open(home: Home): Offered[] | undefined {
    const all = home.documents.suggestions;
    return all?.order
      .filter((one) => !this.deeds?.hidden.has(one))
      .map((one) => all.suggestions[one])
      .filter((one): one is Offered => one !== undefined && (!this.config.area || one.areas.includes(this.config.area)));
  }

  private rows(words: Words, home: Home): TemplateResult | typeof nothing {
    const open = this.open(home);
    if (!open) return nothing;
    if (!open.length) return this.none(words, home);
    const shown = open.slice(0, Math.min(this.config.max ?? AS_MANY, fitting(this.config)));
    const page = this.page(`${BASE}/suggestions`);
    const all = page === nothing ? nothing : html`<a class="tap" href=${page}>${words.count("overview.all", open.length)}</a>`;
    const brought = this.config.brought ? html`<span class="small dim">${this.brought(words, home)}</span>` : nothing;
    return html`<ul class="rows">${shown.map((one) => this.row(words, home, one))}</ul>
      ${all === brought ? nothing : html`<p class="foot">${all} ${brought}</p>`}`;
  }

  private row(words: Words, home: Home, one: Offered): TemplateResult {
    const refusal = this.deeds?.refusals.get(one.signature);
    const may = (right: "decide" | "change"): boolean => !home.isAway && !!this.hello?.rights.includes(right);
    const wish = (wish: Wish): void => void this.deeds?.decide({ ...wish, signature: one.signature, title: one.title });
    const page = this.page(`${BASE}/suggestions/${one.signature}`);
    return html`<li class="item">
      ${icon(iconOf(one.kind, one.entities))}
      <div class="grow">
        <a class="title" href=${page}>${unbroken(one.title)}</a>
        <p class="small dim">${shortOf(one, words)}</p>
        ${refusal ? html`<p class="small bad" role="alert">${refusal}</p>` : nothing}
        <div class="buttons">
          ${one.clash || one.guards
            ? page === nothing ? nothing : html`<a class="button" href=${page}>${words.say("do.closer")}</a>`
            : may("change")
              ? html`<button class="button" data-do="accept" @click=${() => wish({ verb: "accept" })}>${words.say("do.accept")}</button>`
              : nothing}
          ${may("decide") ? html`<button class="button plain" data-do="later" @click=${() => wish({ verb: "later", duration: { days: 7 } })}>${words.say("do.later")}</button>` : nothing}
        </div>
      </div>
    </li>`;
  }

  private none(words: Words, home: Home): TemplateResult {
    const early = this.early(words, home);
    if (early) return this.message(SPROUT, ...early);
    const next = home.documents.overview?.next_run_at;
    return this.message(CHECK, words.say("status.none"), this.config.brought ? this.brought(words, home) : next ? words.say("suggestions.next", { when: words.when(next) }) : "");
  }

  /** While nothing can be suggested yet: which day it is, and when to look again. */
  private early(words: Words, home: Home): [title: string, more: string] | undefined {
    const { overview } = home.documents;
    const first = overview && firstOn(overview, words);
    return first ? [words.say(overview.days.first_on ? "status.day_of" : "overview.learning", { day: words.number(overview.days.known), days: words.number(overview.days.needed) }), first] : undefined;
  }

  private brought(words: Words, home: Home): string {
    const accepted = home.documents.overview?.accepted;
    return accepted?.there ? words.count("yours.saved", accepted.saved) : "";
  }

  static override styles = [
    ...CardBody.styles,
    css`
      :host {
        container-type: inline-size;
      }
      @container (max-width: 240px) {
        .item > .icon {
          display: none;
        }
      }
      .foot {
        border-top: 1px solid var(--divider-color);
      }
      .title {
        color: inherit;
      }
      .buttons {
        margin-top: 8px;
      }
      .foot {
        padding: 0 16px;
        display: flex;
        flex-wrap: wrap;
        gap: 0 16px;
        align-items: center;
      }
      .tap {
        padding: 12px 0;
      }
      homeiq-toast {
        display: block;
        padding: 8px;
      }
    `,
  ];
}

known("homeiq-suggestions-body", SuggestionsBody);
