/** Has HomeIQ forget a thing, a room, or a span of time; says first what is deleted, and asks once. For administrators. */

import { css, html, nothing, type TemplateResult } from "lit";
import { property, state } from "lit/decorators.js";
import { isWhole, forgotten, type Part as Piece } from "../live/forget";
import type { Home } from "../live/home";
import { thingsOf, type Thing } from "../live/things";
import { known, Part } from "./part";
import { field } from "./style";
import "./sure";

const KINDS = ["thing", "room", "span"] as const;

export class Forget extends Part {
  @property({ attribute: false }) home!: Home;
  @property({ attribute: false }) areas: Record<string, { name: string }> = {};
  @state() private piece: Piece = { kind: "thing", which: "", start: "", end: "" };
  @state() private things?: Thing[];
  @state() private isAsked = false;
  @state() private isBusy = false;
  @state() private told?: { text: string; tone: "good" | "bad" };

  private readonly opened = async (): Promise<void> => {
    if (this.things) return;
    try {
      this.things = await thingsOf(this.home);
    } catch {
      // Away; an id can be typed all the same.
    }
  };

  private set(change: Partial<Piece>): void {
    this.piece = { ...this.piece, ...change };
    this.told = undefined;
  }

  private async forget(): Promise<void> {
    this.isBusy = true;
    try {
      const { events } = await this.home.act<{ events: number }>("forget", forgotten(this.piece));
      this.told = { text: this.count("forget.done", events), tone: "good" };
    } catch (error) {
      this.told = { text: this.whyNot(error), tone: "bad" };
    } finally {
      this.isBusy = false;
    }
  }

  /** What is deleted, and of when. */
  private sentence(): string {
    const { kind, which, start, end } = this.piece;
    const thing = this.things?.find((one) => one.entity_id === which)?.name ?? which;
    const what = kind === "span" ? this.say("forget.all") : kind === "room" ? (this.areas[which]?.name ?? which) : thing;
    const moment = (at: string): string => (at ? `${this.words.date(at.slice(0, 10))}, ${this.words.minutes(60 * Number(at.slice(11, 13)) + Number(at.slice(14, 16)))}` : "");
    const form = start ? (end ? "both" : "since") : end ? "until" : "ever";
    return this.say(`forget.${form}`, { what, start: moment(start), end: moment(end) });
  }

  protected override render(): TemplateResult {
    const { kind, start, end } = this.piece;
    const moment = (name: "start" | "end", at: string): TemplateResult =>
      html`<label><span class="small dim">${this.say(`forget.${name}`)}</span><input type="datetime-local" .value=${at} @change=${(event: Event) => this.set({ [name]: (event.target as HTMLInputElement).value })} /></label>`;
    return html`<details @toggle=${this.opened}>
        <summary class="button no">${this.say("forget.title")}</summary>
        <div class="form">
          <div class="buttons" role="group" aria-label=${this.say("forget.what")}>
            ${KINDS.map((one) => html`<button class="button choice" aria-pressed=${one === kind} data-kind=${one} @click=${() => this.set({ kind: one, which: "" })}>${one === kind ? "✓ " : ""}${this.say(`forget.${one}`)}</button>`)}
          </div>
          ${this.which()} ${moment("start", start)} ${moment("end", end)}
          <p class="small dim">${this.say(kind === "span" ? "forget.needs_start" : "forget.may_span")}</p>
          <button class="button never" ?disabled=${!isWhole(this.piece) || this.isBusy || this.home.isAway} data-do="forget" @click=${() => (this.isAsked = true)}>${this.say("do.delete_ask")}</button>
          <p class="small ${this.told?.tone ?? ""}" role="status">${this.told?.text ?? ""}</p>
        </div>
      </details>
      ${this.isAsked
        ? html`<homeiq-sure .words=${this.words} heading=${this.say("forget.ask")} yes=${this.say("forget.yes")} @homeiq-yes=${this.forget} @homeiq-closed=${() => (this.isAsked = false)}>
            <p><b>${this.sentence()}</b></p>
            <p class="dim">${this.say("forget.means")}</p>
          </homeiq-sure>`
        : nothing}`;
  }

  private which(): TemplateResult | typeof nothing {
    const { kind, which } = this.piece;
    const chosen = (event: Event): void => this.set({ which: (event.target as HTMLInputElement).value.trim() });
    if (kind === "span") return nothing;
    if (kind === "room") {
      return html`<select class="button" aria-label=${this.say("forget.room")} @change=${chosen}>
        <option value="">${this.say("forget.choose")}</option>
        ${Object.entries(this.areas).map(([id, { name }]) => html`<option value=${id} ?selected=${id === which}>${name}</option>`)}
      </select>`;
    }
    return html`<input list="things" autocomplete="off" placeholder="light.…" aria-label=${this.say("forget.thing")} .value=${which} @input=${chosen} />
      <datalist id="things">${(this.things ?? []).map((one) => html`<option value=${one.entity_id}>${one.name}</option>`)}</datalist>`;
  }

  static override styles = [
    Part.styles,
    field,
    css`
      summary {
        list-style: none;
      }
      .form {
        display: grid;
        gap: 12px;
        padding-top: 12px;
        justify-items: start;
      }
      label {
        display: grid;
      }
    `,
  ];
}

known("homeiq-forget", Forget);
