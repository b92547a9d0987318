/** The dialogs behind a suggestion's buttons: what a clash or a lock means, when it shall come back, what is wrong with it. */

import { css, html, nothing, type TemplateResult } from "lit";
import { property, state } from "lit/decorators.js";
import type { Consent, Offered } from "../live/documents";
import type { Home } from "../live/home";
import { decide, OBJECTIONS, type Question, type Wish } from "./deciding";
import "./note";
import { known, Part } from "./part";
import "./sheet";
import type { Sheet } from "./sheet";
import { field } from "./style";
import { lines, waiting } from "./waits";

const SPANS = { tomorrow: 1, week: 7, month: 30 } as const; // days

export class Choosing extends Part {
  @property({ attribute: false }) question!: Question;
  @property({ attribute: false }) suggestion!: Offered;
  /** Address of the page on which it is changed; none where that can't be done. */
  @property() changing?: string;
  @property({ attribute: false }) home!: Home;
  @state() private asks?: Consent;
  @state() private fault?: string;
  @state() private objection: string = OBJECTIONS[0];

  protected override render(): TemplateResult {
    const inside = { clash: () => this.clash(), guards: () => this.guards(), consent: () => this.consent(), later: () => this.later(), never: () => this.never() }[this.question]();
    return html`<homeiq-sheet .words=${this.words} heading=${this.say(`${this.question}.ask`)} @homeiq-closed=${this.closed}>${inside}</homeiq-sheet>`;
  }

  private clash(): TemplateResult {
    return this.once(html`<p>${this.suggestion.clash?.text}</p>
      <p class="dim">${this.say(this.suggestion.guards ? "guards.means" : "clash.both")}</p>`);
  }

  /** What keeps people, water or gas out is not moved by one press. */
  private guards(): TemplateResult {
    return this.once(html`<p class="title">${this.suggestion.title}</p><p>${this.say("guards.means")}</p>`);
  }

  private once(inside: TemplateResult): TemplateResult {
    return html`<div class="below">${inside}</div>
      <div class="buttons end">
        <button class="button plain" @click=${this.close}>${this.say("do.cancel")}</button>
        <button class="button main" data-do="anyway" @click=${() => this.wish({ verb: "accept" })}>${this.say("do.anyway")}</button>
      </div>`;
  }

  protected override firstUpdated(): void {
    if (this.question === "consent") void this.fetch();
  }

  private async fetch(): Promise<void> {
    try {
      this.asks = await this.home.ask<Consent>("suggestion/consent", { signature: this.suggestion.signature });
    } catch (error) {
      this.fault = this.whyNot(error);
    }
  }

  /** The question as it will appear, and by the home's settings whom it reaches, and when not. */
  private consent(): TemplateResult {
    const { clash } = this.suggestion;
    const { asks } = this;
    if (!asks) return this.fault ? html`<p class="bad" role="status">${this.fault}</p>` : html`${waiting(this.words)}${lines(8)}`;
    const { phones, quiet } = asks;
    const names = phones.map((one) => (one.whose ? `${one.name} (${one.whose})` : one.name));
    const lacks = [phones.length ? "" : this.say("consent.no_phone"), asks.asleep ? this.say("consent.asleep", { time: this.time(asks.asleep) }) : ""].filter(Boolean);
    const rules = [
      ...(phones.length ? [this.say("consent.phones", { phones: this.words.list(names) })] : []),
      quiet ? this.say("consent.quiet", { begin: this.time(quiet.begin), end: this.time(quiet.end) }) : this.say("consent.never_quiet"),
      this.count("consent.a_day", asks.a_day, { left: this.words.number(asks.left) }),
      this.say("consent.silence", { minutes: this.words.number(asks.minutes) }),
    ];
    return html`${clash ? html`<homeiq-note .words=${this.words} tone="bad">${clash.text}</homeiq-note>` : nothing}
      <blockquote><p><b>${asks.title}</b></p><p class="small dim">${asks.text}</p><p class="small">${asks.labels.join(" · ")}</p></blockquote>
      ${lacks.length ? html`<homeiq-note .words=${this.words} tone="warn">${lacks.map((one) => html`<p>${one}</p>`)}</homeiq-note>` : nothing}
      <ul class="rules">${rules.map((rule) => html`<li>${rule}</li>`)}</ul>
      <div class="buttons end">
        <a class="button plain" href="/config/integrations/integration/homeiq">${this.say("do.settings")}</a>
        <span class="grow"></span>
        <button class="button plain" @click=${this.close}>${this.say("do.cancel")}</button>
        <button class="button main" ?disabled=${!phones.length} data-do="agree" @click=${() => this.wish({ verb: "ask" })}>${this.say("do.ask")}</button>
      </div>`;
  }

  private time(clock: string): string {
    const [hours = 0, minutes = 0] = clock.split(":").map(Number);
    return this.words.minutes(60 * hours + minutes);
  }

  private later(): TemplateResult {
    return html`<ul class="rows">
      ${Object.entries(SPANS).map(
        ([name, days]) => html`<li>
          <button class="bare" data-span=${name} @click=${() => this.wish({ verb: "later", duration: { days } })}>
            <span class="grow">${this.say(`later.${name}`)}</span><span class="dim">${this.words.day(Date.now() / 1000 + days * 86400)}</span>
          </button>
        </li>`,
      )}
      <li>
        <label class="bare"><span class="grow">${this.say("later.choose")}</span><input type="date" min=${inDays(1)} max=${inDays(365)} @change=${this.chosen} /></label>
      </li>
    </ul>`;
  }

  private never(): TemplateResult {
    return html`<p class="dim below">${this.suggestion.title}</p>
      <div class="buttons" role="radiogroup" aria-label=${this.say("never.ask")} @keydown=${this.walk}>
        ${OBJECTIONS.map(
          (one) => html`<button class="button choice" role="radio" aria-checked=${one === this.objection} tabindex=${one === this.objection ? 0 : -1} data-objection=${one} @click=${() => (this.objection = one)}>
            ${one === this.objection ? "✓ " : ""}${this.say(`objection.${one}`)}
          </button>`,
        )}
      </div>
      <homeiq-note class="means" .words=${this.words} tone="ask"><span aria-live="polite">${this.say(`never.means_${this.objection}`)}</span></homeiq-note>
      <div class="buttons">
        <button class="button never grow" data-do="confirm" @click=${() => this.wish({ verb: "never", objection: this.objection })}>${this.say("never.confirm")}</button>
        ${this.changing ? html`<a class="button grow" href=${this.changing}>${this.say("never.change")}</a>` : nothing}
      </div>`;
  }

  /** Arrow keys choose among the objections, as in any group of which one is chosen. */
  private walk(event: KeyboardEvent): void {
    const step = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
    if (!step) return;
    event.preventDefault();
    const at = OBJECTIONS.indexOf(this.objection as (typeof OBJECTIONS)[number]);
    this.objection = OBJECTIONS[(at + step + OBJECTIONS.length) % OBJECTIONS.length] ?? OBJECTIONS[0];
    void this.updateComplete.then(() => this.renderRoot.querySelector<HTMLElement>('[aria-checked="true"]')?.focus());
  }

  private chosen(event: Event): void {
    const day = (event.target as HTMLInputElement).value;
    if (day) void this.wish({ verb: "later", until: `${day}T06:00:00` });
  }

  private async close(): Promise<void> {
    await this.renderRoot.querySelector<Sheet>("homeiq-sheet")?.close();
  }

  private closed(): void {
    this.dispatchEvent(new CustomEvent("homeiq-closed"));
  }

  private async wish(wish: Wish): Promise<void> {
    await this.close();
    decide(this, { ...wish, signature: this.suggestion.signature, title: this.suggestion.title });
  }

  static override styles = [
    Part.styles,
    field,
    css`
      .end {
        justify-content: flex-end;
      }
      .below {
        margin-bottom: 12px;
      }
      .means,
      .rules {
        margin-block: 16px;
      }
      .rules {
        list-style: disc;
        padding-inline-start: 20px;
      }
      blockquote {
        margin: 8px 0 16px;
        padding: 12px 16px;
        border-radius: 12px;
        background: var(--secondary-background-color);
      }
      .bare {
        display: flex;
        align-items: center;
        gap: 8px;
        min-height: 48px;
        padding: 0;
      }
    `,
  ];
}

function inDays(days: number): string {
  const at = new Date(Date.now() + days * 86_400_000);
  return `${at.getFullYear()}-${String(at.getMonth() + 1).padStart(2, "0")}-${String(at.getDate()).padStart(2, "0")}`;
}

known("homeiq-choosing", Choosing);
