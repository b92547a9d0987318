/** All habits that were found, by how far they have come: searched and filtered by HomeIQ, page by page as they are looked at. */

import { css, html, nothing, type PropertyValues, type TemplateResult } from "lit";
import { state } from "lit/decorators.js";
import type { Kind, Pattern, PatternPage } from "../live/documents";
import { isRefused } from "../live/home";
import { BESIDE, countOf, isStep, standsOf, type Step } from "../live/ladder";
import { spoken } from "../parts/habit";
import "../parts/ladder";
import "../parts/list";
import type { List } from "../parts/list";
import { known } from "../parts/part";
import { cards } from "../parts/waits";
import { field } from "../parts/style";
import "./day";
import { habitPages } from "./habit-pages";
import "./one-habit";
import { View } from "./view";

const PAGE = 100; // habits that are fetched at once
const PATIENCE = 200; // milliseconds without a key after which the search begins

export class HabitsView extends View {
  @state() private search = "";
  @state() private kind = "";
  @state() private room_id = "";
  @state() private step?: Step;
  @state() private found: Pattern[] = [];
  @state() private page?: PatternPage;
  @state() private fault?: string;
  private asked = 0;
  private isAsking = false;
  private timer?: ReturnType<typeof setTimeout>;
  private learned?: number;

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    clearTimeout(this.timer);
  }

  /** A new run brings other habits, another address another step. */
  protected override willUpdate(changed: PropertyValues): void {
    const named = this.path[0];
    if (changed.has("path") && isStep(named) && (changed.get("path") as string[] | undefined)?.[0] !== named) {
      this.step = named;
      if (this.learned !== undefined) void this.fetch(true);
    }
    const run = this.home.documents.overview?.last_run?.finished_at ?? 0;
    if (run === this.learned || this.home.isAway) return;
    this.learned = run;
    void this.fetch(true);
  }

  private async fetch(isNew: boolean): Promise<void> {
    if (!isNew && (this.isAsking || !this.page?.next_cursor)) return;
    const turn = ++this.asked;
    this.isAsking = true;
    try {
      const page = await this.home.ask<PatternPage>("patterns/list", {
        limit: PAGE,
        search: this.search,
        ...(this.kind ? { kind: this.kind } : {}),
        ...(this.room_id ? { area_id: this.room_id } : {}),
        ...(this.step ? { stand: standsOf(this.step) } : {}),
        ...(isNew ? {} : { cursor: this.page?.next_cursor }),
      });
      if (turn !== this.asked) return;
      this.found = isNew ? page.patterns : [...this.found, ...page.patterns];
      this.page = page;
      this.fault = undefined;
      if (isNew) this.renderRoot.querySelector<List>("homeiq-list")?.rewind();
    } catch (error) {
      if (turn === this.asked && isRefused(error)) this.fault = error.message;
    } finally {
      if (turn === this.asked) this.isAsking = false;
    }
  }

  private readonly type = (event: Event): void => {
    this.search = (event.target as HTMLInputElement).value.slice(0, 100);
    clearTimeout(this.timer);
    this.timer = setTimeout(() => void this.fetch(true), PATIENCE);
  };

  /** Looks at something else. */
  private choose(wanted: { kind?: string; room_id?: string }): void {
    Object.assign(this, wanted);
    void this.fetch(true);
  }

  private climb(step: Step | undefined): void {
    this.step = step;
    void this.fetch(true);
  }

  protected override render(): TemplateResult {
    const { page, step } = this;
    const [named] = this.path;
    if (named && !isStep(named)) {
      return html`<homeiq-one-habit .words=${this.words} .home=${this.home} .names=${this.names} .rooms=${(areas: string[]) => this.room(areas)} .base=${this.base} .signature=${named} .learned=${this.learned ?? 0}></homeiq-one-habit>`;
    }
    const isAll = !this.search && !this.kind && !this.room_id && !step;
    return html`<div class="whole">
      ${habitPages(this.words, this.base, "list")}
      <homeiq-ladder .words=${this.words} .page=${page} .step=${step} @homeiq-step=${(event: CustomEvent<Step | undefined>) => this.climb(event.detail)}></homeiq-ladder>
      <div class="filters">
        <input type="search" placeholder=${this.say("habits.find")} aria-label=${this.say("habits.search")} .value=${this.search} @input=${this.type} />
        ${this.select("habits.rooms", this.room_id, this.rooms(page), (room_id) => this.choose({ room_id }))}
        ${this.select("habits.kinds", this.kind, this.kinds(page), (kind) => this.choose({ kind }))}
        ${BESIDE.map((one) => this.chip(one, countOf(one, page)))}
      </div>
      ${this.fault ? html`<p class="bad" role="alert">${this.fault}</p>` : nothing}
      <p class="small dim" role="status">${page ? this.count(step === "forming" && page.total ? "habits.nearest" : "habits.found", page.total) : html`<span class="unseen">${this.say("state.loading")}</span>&nbsp;`}</p>
      ${!page ? cards(16) : !page.total
        ? html`<p class="card none">${this.say(isAll ? "habits.none" : "habits.no_match")}</p>`
        : html`<homeiq-list class="card" .of=${this.found} .length=${this.found.length} .height=${72} .label=${this.say("tab.habits")} .row=${this.row} @homeiq-seen=${this.seen}></homeiq-list>`}
    </div>`;
  }

  private rooms(page: PatternPage | undefined): [string, string, number][] {
    const there = Object.entries(page?.areas ?? {}).map(([id, count]): [string, string, number] => [id, this.areas[id]?.name ?? id, count]);
    return there.sort(([, one], [, other]) => one.localeCompare(other));
  }

  private kinds(page: PatternPage | undefined): [string, string, number][] {
    const there = Object.entries(page?.kinds ?? {}) as [Kind, number][];
    return there.map(([kind, count]) => [kind, this.say(`kind.${kind}`), count]);
  }

  /** Of all, or of one of those that are there. */
  private select(key: string, chosen: string, options: [string, string, number][], choose: (value: string) => void): TemplateResult {
    return html`<select class="button" aria-label=${this.say(key)} @change=${(event: Event) => choose((event.target as HTMLSelectElement).value)}>
      <option value="" ?selected=${!chosen}>${this.say(`${key}_all`)}</option>
      ${options.map(([value, name, count]) => html`<option value=${value} ?selected=${value === chosen}>${name} (${this.words.number(count)})</option>`)}
    </select>`;
  }

  private chip(step: Step, count: number): TemplateResult | typeof nothing {
    const isOn = this.step === step;
    if (!count && !isOn) return nothing;
    return html`<button class="button choice" aria-pressed=${isOn} data-step=${step} @click=${() => this.climb(isOn ? undefined : step)}>${isOn ? "✓ " : ""}${this.say(`ladder.${step}`)} ${this.words.number(count)}</button>`;
  }

  private readonly row = (at: number): TemplateResult => {
    const one = this.found[at];
    if (!one) return html``;
    const isOpen = !!this.home.documents.suggestions?.suggestions[one.signature];
    return html`<homeiq-habit .words=${this.words} .pattern=${one} .heading=${spoken(one, this.home, this.names, this.words)} .room=${this.room(one.areas)} address="${this.base}/${isOpen ? "suggestions" : "habits"}/${one.signature}"></homeiq-habit>`;
  };

  private readonly seen = (event: CustomEvent<number>): void => {
    if (event.detail > this.found.length - PAGE / 2) void this.fetch(false);
  };

  static override styles = [
    View.styles,
    field,
    css`
      :host {
        display: block;
        height: 100%;
      }
      .whole {
        display: flex;
        flex-direction: column;
        gap: 8px;
        height: calc(100dvh - var(--header-height, 56px) - 40px);
        min-height: 360px;
      }
      .filters {
        display: flex;
        flex-wrap: wrap;
        gap: 8px;
      }
      .filters select {
        max-width: 180px;
      }
      input {
        flex: 1 1 220px;
        min-width: 0;
        max-width: 420px;
      }
      homeiq-list {
        flex: 1;
        min-height: 0;
        overflow-y: auto;
      }
      .none {
        padding: 24px 16px;
        text-align: center;
      }
      @container (max-width: 869px) {
        input {
          flex-basis: 100%;
        }
        .whole {
          height: calc(100dvh - var(--header-height, 56px) - 84px);
        }
      }
    `,
  ];
}

known("homeiq-habits", HabitsView);
