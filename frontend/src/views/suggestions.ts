/** The open suggestions: a list, and beside it or on a page of its own the one that is looked at. */

import { css, html, nothing, type TemplateResult } from "lit";
import { state } from "lit/decorators.js";
import type { Offered } from "../live/documents";
import { go } from "../home-assistant";
import { ALERT, CHECK, icon, iconOf, SPROUT } from "../parts/icon";
import { known } from "../parts/part";
import { rungOf } from "../parts/rung";
import { firstOn, shortOf } from "../parts/verdict";
import { cards, waiting } from "../parts/waits";
import { unbroken } from "../words";
import "./change";
import "./detail";
import type { Detail } from "./detail";
import { View } from "./view";

export class SuggestionsView extends View {
  @state() private area = "";
  @state() private shown?: string[];

  /** What is on the page stays where it is: what is new waits until somebody asks for it. */
  private get order(): string[] {
    const order = this.home.documents.suggestions?.order ?? [];
    if (!this.shown?.some((one) => order.includes(one))) return order;
    const back = order.filter((one) => this.returned.has(one));
    return order.filter((one) => this.shown?.includes(one) || back.includes(one));
  }

  private get open(): Offered[] {
    const all = this.home.documents.suggestions?.suggestions ?? {};
    return this.order
      .filter((one) => !this.decided.has(one))
      .map((one) => all[one])
      .filter((one) => one !== undefined)
      .filter((one) => !this.area || one.areas.includes(this.area));
  }

  private get selected(): Offered | undefined {
    const asked = this.path[0];
    return this.open.find((one) => one.signature === asked) ?? (asked ? undefined : this.open[0]);
  }

  protected override willUpdate(): void {
    const order = this.home.documents.suggestions?.order;
    if (order) this.shown = this.shown ? this.order : [...order];
  }

  protected override render(): TemplateResult {
    const document = this.home.documents.suggestions;
    if (!document || this.early) return html`${waiting(this.words)}<div class="split"><div class="list"><div class="bar"></div>${cards(12)}</div><div class="detail">${cards(16)}</div></div>`;
    const { open, selected } = this;
    if (!open.length && !this.area) return this.none();
    const gone = this.path[0] && !selected;
    return html`<div @keydown=${this.leave} class="split ${this.path[0] && selected ? "one" : ""}">
      <div class="list">
        ${this.filters()}
        ${gone ? html`<homeiq-note tone="ask" .words=${this.words}>${this.say("suggestions.gone")}</homeiq-note>` : nothing}
        <ul class="card rows" aria-label=${this.say("tab.suggestions")} @keydown=${this.walk}>
          ${open.map((one) => this.row(one, one === selected))}
        </ul>
      </div>
      ${selected
        ? html`<homeiq-detail
            class="detail"
            .words=${this.words}
            .home=${this.home}
            .suggestion=${selected}
            .room=${this.room(selected.areas)}
            .pages=${this.pages}
            .names=${this.names}
            .changing=${`${this.base}/suggestions/${selected.signature}/change`}
            .refusal=${this.refusals.get(selected.signature)}
            ?change=${this.change}
            ?decide=${this.decide}
            ?away=${this.home.isAway}
          ></homeiq-detail>`
        : nothing}
    </div>`;
  }

  private filters(): TemplateResult | typeof nothing {
    const all = Object.values(this.home.documents.suggestions?.suggestions ?? {});
    const areas = [...new Set(all.flatMap((one) => one.areas))].filter((one) => this.areas[one]);
    const waiting = (this.home.documents.suggestions?.order ?? []).filter((one) => !this.order.includes(one) && !this.decided.has(one));
    if (areas.length < 2 && !waiting.length) return nothing;
    const name = (one: string): string => this.areas[one]?.name ?? "";
    return html`<div class="filters">
      ${areas.length > 1
        ? html`<label><span class="unseen">${this.say("suggestions.room")}</span>
            <select class="button" @change=${(event: Event) => (this.area = (event.target as HTMLSelectElement).value)}>
              <option value="">${this.say("suggestions.all_rooms")}</option>
              ${areas.sort((one, other) => name(one).localeCompare(name(other))).map((one) => html`<option value=${one} ?selected=${one === this.area}>${name(one)}</option>`)}
            </select></label>`
        : nothing}
      ${waiting.length ? html`<button class="button choice" data-do="show-new" @click=${() => (this.shown = undefined)}>${this.count("suggestions.new", waiting.length)}</button>` : nothing}
    </div>`;
  }

  private row(one: Offered, isSelected: boolean): TemplateResult {
    const about = [shortOf(one, this.words), this.room(one.areas)].filter(Boolean).join(" · ");
    return html`<li>
      <a class=${isSelected ? "item on" : "item"} href="${this.base}/suggestions/${one.signature}" data-signature=${one.signature} aria-current=${isSelected ? "true" : nothing}>
        ${icon(iconOf(one.kind, one.entities))}
        <span class="grow">
          <span class="title">${unbroken(one.title)}</span>
          <span class="small dim">${about}</span>
          ${one.clashes ? html`<span class="small bad clash">${icon(ALERT)}${this.say("clash.row")}</span>` : nothing}
        </span>
        ${one.rung ? html`<homeiq-rung short .words=${this.words} rung=${rungOf(one.kind, one.rung)}></homeiq-rung>` : nothing}
      </a>
    </li>`;
  }

  private none(): TemplateResult {
    const { overview } = this.home.documents;
    const first = overview && firstOn(overview, this.words);
    const next = overview?.next_run_at;
    return html`<div class="card none">
      <span class="good">${icon(first ? SPROUT : CHECK)}</span>
      <h2>${this.say(first ? "overview.learning" : "status.none")}</h2>
      <p class="dim">${first || (next ? this.say("suggestions.next", { when: this.words.when(next) }) : nothing)}</p>
      <div class="buttons">${first ? nothing : html`<a class="button" href="${this.base}/yours">${this.say("suggestions.see_yours")}</a>`}<a class="button plain" href="${this.base}/habits">${this.say("tab.habits")}</a></div>
    </div>`;
  }

  /** Called once a decision has taken the open one off the list: the next one is read from its beginning. */
  async next(signature: string): Promise<void> {
    if (this.path[0] === signature) go(`${this.base}/suggestions`, true);
    await this.updateComplete;
    await new Promise(requestAnimationFrame);
    this.renderRoot.querySelector<Detail>("homeiq-detail")?.focusTitle();
  }

  /** Escape leads back to the list. */
  private readonly leave = (event: KeyboardEvent): void => {
    if (event.key !== "Escape" || event.defaultPrevented || !this.path[0]) return;
    const { signature } = this.selected ?? {};
    go(`${this.base}/suggestions`);
    void this.updateComplete.then(() => this.renderRoot.querySelector<HTMLElement>(`[data-signature="${signature}"]`)?.focus());
  };

  private walk(event: KeyboardEvent): void {
    const rows = [...this.renderRoot.querySelectorAll<HTMLElement>("a.item")];
    const at = rows.indexOf(this.shadowRoot?.activeElement as HTMLElement);
    const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: rows.length - 1 }[event.key];
    if (to === undefined || at < 0) return;
    event.preventDefault();
    rows[Math.min(rows.length - 1, Math.max(0, to))]?.focus();
  }

  static override styles = [
    View.styles,
    css`
      .split {
        display: grid;
        grid-template-columns: minmax(0, 1fr);
        gap: 16px;
        align-items: start;
      }
      .filters {
        display: flex;
        flex-wrap: wrap;
        gap: 8px;
        padding-bottom: 8px;
      }
      label {
        max-width: 100%;
      }
      .title {
        display: block;
        text-wrap: pretty;
      }
      .clash {
        display: flex;
        align-items: center;
        gap: 4px;
        font-weight: 500;
      }
      .clash .icon {
        width: 16px;
        height: 16px;
      }
      .none {
        text-align: center;
        padding: 32px 16px;
        display: grid;
        gap: 8px;
        justify-items: center;
      }
      .none .good .icon {
        width: 40px;
        height: 40px;
      }
      .none .buttons {
        justify-content: center;
      }
      homeiq-note {
        margin-bottom: 8px;
      }
      @container (min-width: 870px) {
        .split {
          grid-template-columns: 344px minmax(0, 1fr);
        }
        .item.on {
          background: var(--hq-tint);
        }
      }
      @container (max-width: 869px) {
        .split > .detail,
        .split.one > .list {
          display: none;
        }
        .split.one > .detail {
          display: block;
        }
      }
    `,
  ];
}

known("homeiq-suggestions", SuggestionsView);
