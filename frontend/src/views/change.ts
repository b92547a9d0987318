/** A suggestion made to fit: each change is tried on the home's own history before anything is kept. */

import { mdiMinus, mdiPlus } from "@mdi/js";
import { css, html, nothing, type PropertyValues, type TemplateResult } from "lit";
import { state } from "lit/decorators.js";
import { go, tell } from "../home-assistant";
import { changes, compared, conditionOf, countsOf, draftOf, isNumber, OF_A_THING, PLAIN, statesOf, valued, type Condition, type Draft, type OfAThing } from "../live/change";
import { mostOf } from "../live/axis";
import type { Measured, Setting, Tried, Whole } from "../live/documents";
import { isRefused } from "../live/home";
import { thingsOf, type Thing } from "../live/things";
import "../parts/axis";
import type { Border } from "../parts/axis";
import { decide } from "../parts/deciding";
import { CLOSE, icon } from "../parts/icon";
import "../parts/marks";
import { known } from "../parts/part";
import { field } from "../parts/style";
import "../parts/sure";
import { cards, waiting } from "../parts/waits";
import { unbroken } from "../words";
import { View } from "./view";

const PATIENCE = 250; // milliseconds after the last key
const SIDES = ["above", "below"] as const;

const ENDS = ["after", "before"] as const;
const RESERVED = { "sun.sun": 1, "zone.home": 1 }; // said in words of their own

type Side = (typeof SIDES)[number];

export class ChangeView extends View {
  @state() private whole?: Whole;
  @state() private draft?: Draft;
  @state() private tried?: Tried;
  @state() private fault?: string;
  @state() private isBusy = false;
  @state() private isAsked = false;
  /** The sort of condition for which a thing is still to be chosen. */
  @state() private adding?: OfAThing;
  @state() private things?: Thing[];
  private asFound?: Draft;
  private turn = 0;
  private timer?: ReturnType<typeof setTimeout>;

  private get signature(): string {
    return this.path[0] ?? "";
  }

  private get kept(): string {
    return `homeiq-draft-${this.signature}`;
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    clearTimeout(this.timer);
  }

  protected override willUpdate(changed: PropertyValues): void {
    const before = changed.get("path") as string[] | undefined;
    if (!this.whole || (before && before[0] !== this.signature)) void this.fetch();
  }

  private fetching?: string;

  private async fetch(): Promise<void> {
    if (this.fetching === this.signature) return;
    const signature = (this.fetching = this.signature);
    this.whole = this.draft = this.tried = undefined;
    try {
      const whole = await this.home.ask<Whole>("suggestion/get", { signature });
      if (signature !== this.signature) return;
      this.whole = whole;
      this.asFound = draftOf(whole.suggestion, whole.settings);
      this.draft = this.remembered() ?? { ...this.asFound };
      // The past is read for the first try, which takes a while: so it is there before anything is changed.
      this.home.ask("suggestion/try", { signature }).catch(() => {});
      this.look();
    } catch (error) {
      this.fault = this.whyNot(error);
    }
  }

  /** What was begun in this tab and not kept. */
  private remembered(): Draft | undefined {
    try {
      const kept = sessionStorage.getItem(this.kept);
      return kept ? (JSON.parse(kept) as Draft) : undefined;
    } catch {
      return undefined;
    }
  }

  private set(change: Partial<Draft>): void {
    if (!this.draft) return;
    this.draft = { ...this.draft, ...change };
    sessionStorage.setItem(this.kept, JSON.stringify(this.draft));
    clearTimeout(this.timer);
    this.timer = setTimeout(this.look, PATIENCE);
  }

  private get sent(): Record<string, unknown> {
    return this.asFound && this.draft ? changes(this.asFound, this.draft) : {};
  }

  /** Tries what stands there; the newest answer wins. */
  private readonly look = async (): Promise<void> => {
    const turn = ++this.turn;
    this.fault = undefined;
    if (!Object.keys(this.sent).length) {
      this.tried = undefined;
      return;
    }
    try {
      const tried = await this.home.ask<Tried>("suggestion/try", { signature: this.signature, ...this.sent });
      if (turn === this.turn) this.tried = tried;
    } catch (error) {
      if (turn !== this.turn || (isRefused(error) && error.code === "cancelled")) return;
      this.tried = undefined;
      this.fault = this.whyNot(error);
    }
  };

  private reset(): void {
    sessionStorage.removeItem(this.kept);
    this.draft = this.asFound ? { ...this.asFound } : undefined;
    this.tried = undefined;
    this.fault = undefined;
    this.turn++;
  }

  private get guards(): boolean {
    return !!this.home.documents.suggestions?.suggestions[this.signature]?.guards;
  }

  /** Keeps the change, and has it accepted where that is wanted. */
  private async keep(isAccepted: boolean): Promise<void> {
    this.isBusy = true;
    try {
      const { signature, title } = await this.home.ask<{ signature: string; title: string }>("suggestion/adjust", { signature: this.signature, ...this.sent });
      sessionStorage.removeItem(this.kept);
      if (isAccepted) decide(this, { verb: "accept", signature, title });
      else tell(this, "homeiq-told", "toast.kept");
      go(isAccepted ? `${this.base}/suggestions` : `${this.base}/suggestions/${signature}`, true);
    } catch (error) {
      this.fault = this.whyNot(error);
    } finally {
      this.isBusy = false;
    }
  }

  protected override render(): TemplateResult {
    const { whole, draft } = this;
    if (!whole || !draft) return this.fault ? html`<p class="bad" role="status">${this.fault}</p>` : html`${waiting(this.words)}${cards(10)}`;
    return html`<article class="card">
      <div class="inside">
        <p class="small dim">${this.say("change.title")}</p>
        <h2>${unbroken(this.tried?.after.title ?? whole.suggestion.title)}</h2>
      </div>
      <div class="inside form">${this.moment(draft)} ${draft.weekdays && this.may("weekdays") && (draft.time !== undefined || draft.offset !== undefined) ? this.weekdays(draft.weekdays) : nothing} ${this.conditions(draft.conditions)} ${this.settings(draft)}</div>
      ${this.result(whole)}
    </article>`;
  }

  /** Whether a field of a change means anything here. */
  private may(field: string): boolean {
    return this.whole?.changeable?.includes(field) ?? true;
  }

  private moment(draft: Draft): TemplateResult | typeof nothing {
    if (draft.time !== undefined) {
      const value = `${String(Math.floor(draft.time / 60)).padStart(2, "0")}:${String(draft.time % 60).padStart(2, "0")}`;
      const typed = (event: Event): void => {
        const [hours, minutes] = (event.target as HTMLInputElement).value.split(":").map(Number);
        if (hours !== undefined && minutes !== undefined) this.set({ time: 60 * hours + minutes });
      };
      const found = this.words.minutes(this.asFound?.time ?? draft.time);
      return this.stepped(
        this.say("change.time", { found }),
        html`<input type="time" aria-label=${this.say("change.time", { found })} .value=${value} @change=${typed} />`,
        (step) => this.set({ time: ((draft.time ?? 0) + 5 * step + 1440) % 1440 }),
      );
    }
    if (draft.offset !== undefined) {
      const label = this.say(`change.offset_${this.whole?.suggestion.event ?? "sunset"}`, { found: this.words.number(this.asFound?.offset ?? 0) });
      return this.stepped(label, this.number(label, draft.offset, -720, 720, (offset) => this.set({ offset })), (step) => this.set({ offset: (draft.offset ?? 0) + 5 * step }));
    }
    return html`${this.limit(draft)} ${this.held(draft)}`;
  }

  private limit(draft: Draft): TemplateResult | typeof nothing {
    if (draft.limit === undefined || !this.may("limit")) return nothing;
    const { trigger } = this.whole?.suggestion ?? {};
    const thing = trigger?.entity_id ?? "";
    const axis = this.whole?.axes?.find((one) => one.entity_id === thing);
    const label = this.say(trigger?.above === undefined ? "change.below" : "change.above", { thing: this.names(thing), found: this.words.measured(this.asFound?.limit ?? 0, axis?.unit ?? "") });
    return html`<div class=${axis ? "whole" : ""}>
      <p class="small dim" aria-hidden="true">${label}</p>
      <div class="line">${this.number(label, draft.limit, -1e6, 1e6, (limit) => this.set({ limit }))} ${axis?.unit}</div>
      ${axis ? this.measured(axis, [{ at: draft.limit, name: label }], (_, limit) => this.set({ limit })) : nothing}
    </div>`;
  }

  /** The axis of a sensor, on which the borders can be moved. */
  private measured(axis: Measured, borders: Border[], moved: (index: number, at: number) => void): TemplateResult {
    return html`<homeiq-axis movable .words=${this.words} .did=${axis.did} .not=${axis.did_not} .borders=${borders} unit=${axis.unit} @homeiq-border=${({ detail }: CustomEvent<{ index: number; at: number }>) => moved(detail.index, detail.at)}></homeiq-axis>`;
  }

  private settings(draft: Draft): TemplateResult[] | typeof nothing {
    return this.may("values") ? (this.whole?.settings ?? []).map((one) => this.setting(one, draft)) : nothing;
  }

  /** What a thing is set to, beside what people set it to; it may be left open. */
  private setting(one: Setting, { values }: Draft): TemplateResult {
    const value = values?.[one.entity_id]?.[one.field];
    const label = this.say(`value.${one.field}`, { thing: this.names(one.entity_id), unit: one.unit ?? "" });
    // What is all that is done can be another number, but not left open.
    const isAll = !!this.whole?.suggestion.attribute;
    const set = (to: number | undefined): void => this.set({ values: valued(values, one.entity_id, one.field, to) });
    return html`<div class="whole">
      <p class="small dim" aria-hidden="true">${label}</p>
      <div class="line">
        ${value === undefined
          ? html`<span>${this.say("value.open")}</span><button class="button" data-do="set" aria-label="${label}: ${this.say("value.set")}" @click=${() => set(mostOf(one.was_set).middle)}>${this.say("value.set")}</button>`
          : html`${this.number(label, value, one.least, one.most, set)}${isAll ? nothing : html`<button class="round" aria-label=${this.say("value.leave", { what: label })} @click=${() => set(undefined)}>${icon(CLOSE)}</button>`}`}
      </div>
      <homeiq-axis movable .words=${this.words} .did=${one.was_set} unit=${one.unit ?? ""} .borders=${value === undefined ? [] : [{ at: value, name: label }]} .least=${one.least} .most=${one.most} .step=${one.step} @homeiq-border=${({ detail }: CustomEvent<{ at: number }>) => set(detail.at)}></homeiq-axis>
    </div>`;
  }

  private held(draft: Draft): TemplateResult | typeof nothing {
    if (draft.held === undefined || !this.may("for")) return nothing;
    const label = this.say("change.held", { found: this.words.number((this.asFound?.held ?? 0) / 60, 1) });
    return this.stepped(
      label,
      this.number(label, Math.round(draft.held / 6) / 10, 0, 1440, (minutes) => this.set({ held: Math.round(minutes * 60) })),
      (step) => this.set({ held: Math.max(0, (draft.held ?? 0) + 60 * step) }),
    );
  }

  private number(label: string, value: number, min: number, max: number, set: (value: number) => void): TemplateResult {
    const typed = (event: Event): void => {
      const input = event.target as HTMLInputElement;
      // The browser says what is wrong with a number, in its own words.
      if (input.reportValidity()) set(input.valueAsNumber);
    };
    return html`<input type="number" aria-label=${label} min=${min} max=${max} step="any" required .value=${String(value)} @change=${typed} />`;
  }

  private stepped(label: string, input: TemplateResult, step: (by: number) => void): TemplateResult {
    return html`<div>
      <p class="small dim" aria-hidden="true">${label}</p>
      <div class="line">
        <button class="round" aria-label=${this.say("change.less")} @click=${() => step(-1)}>${icon(mdiMinus)}</button>
        ${input}
        <button class="round" aria-label=${this.say("change.more")} @click=${() => step(1)}>${icon(mdiPlus)}</button>
      </div>
    </div>`;
  }

  private weekdays(chosen: number[]): TemplateResult {
    const names = this.words.weekdays();
    const long = this.words.weekdays("long");
    const turn = (day: number): void => {
      const next = chosen.includes(day) ? chosen.filter((one) => one !== day) : [...chosen, day].sort();
      if (next.length) this.set({ weekdays: next });
    };
    return html`<div role="group" aria-label=${this.say("change.days")}>
      <p class="small dim" aria-hidden="true">${this.say("change.days")}</p>
      <div class="days">
        ${this.words.week.map((day) => html`<button class="day" aria-pressed=${chosen.includes(day)} title=${long[day] ?? ""} @click=${() => turn(day)}>${names[day]}</button>`)}
      </div>
    </div>`;
  }

  private conditions(conditions: Condition[]): TemplateResult | typeof nothing {
    if (!this.may("conditions")) return nothing;
    return html`<div>
      ${this.asFound?.conditions.length || conditions.length ? html`<p class="small dim">${this.say("does.only_if")}</p>` : nothing}
      <ul>
        ${conditions.map((one) => html`<li>
          <div class="line">${this.fields(conditions, one)}
          <button class="round" aria-label=${this.say("change.remove", { what: this.condition(one) })} @click=${() => this.set({ conditions: conditions.filter((each) => each !== one) })}>${icon(CLOSE)}</button></div>
          ${this.axisOf(conditions, one)}
        </li>`)}
        ${conditions.length || !this.asFound?.conditions.length ? nothing : html`<li class="dim">${this.say("change.always")}</li>`}
      </ul>
      ${this.another(conditions)}
    </div>`;
  }

  /** A condition in words, and what of it can be another. */
  private fields(conditions: Condition[], one: Condition): TemplateResult {
    const set = (part: string, value: unknown): void => this.set({ conditions: replaced(conditions, one, part, value) });
    const typed = (part: string) => (event: Event): void => set(part, (event.target as HTMLInputElement).value);
    if (one.condition === "time") {
      return html`${ENDS.map((end) => html`<label class="line">${this.say(`change.${end}`)} <input type="time" required .value=${String(one[end]).slice(0, 5)} @change=${(event: Event) => {
        const input = event.target as HTMLInputElement;
        if (input.reportValidity()) set(end, `${input.value}:00`);
      }} /></label>`)}`;
    }
    const entity = String(one.entity_id ?? "");
    if (one.condition === "state" && !("for" in one) && !(entity in RESERVED)) {
      return html`<span>${this.names(entity)}</span><select class="button" aria-label=${this.names(entity)} @change=${typed("state")}>
        ${statesOf(entity, String(one.state), this.now(entity)).map((each) => html`<option value=${each} ?selected=${each === one.state}>${this.stated(each)}</option>`)}
      </select>`;
    }
    if (!isNumber(one)) return html`<span>${this.condition(one)}</span>`;
    return html`${SIDES.filter((side) => one[side] !== undefined).map((side) => html`<span>${this.say(`condition.${side}`, { thing: this.names(entity), number: "" })}</span>${this.border(conditions, one, side)}`)}`;
  }

  /** What can be asked beside what is asked already. */
  private another(conditions: Condition[]): TemplateResult {
    const add = (one: Condition): void => {
      this.adding = undefined;
      this.set({ conditions: [...conditions, one] });
    };
    const chosen = (event: Event): void => {
      const select = event.target as HTMLSelectElement;
      const plain = PLAIN[select.value];
      if (plain) add({ ...plain });
      else void this.ask(select.value as OfAThing);
      select.value = "";
    };
    const kinds = Object.keys(PLAIN).filter((kind) => !conditions.some((one) => one.condition === "time" ? kind === "hours" : one.entity_id === (PLAIN[kind]?.entity_id ?? "")));
    const { adding } = this;
    const isMeant = ({ entity_id }: Thing): boolean => (adding === "state") === isNaN(Number(this.now(entity_id) || NaN));
    const typed = (event: Event): void => {
      const entity = (event.target as HTMLInputElement).value.trim();
      if (adding && (this.things ?? []).some((one) => one.entity_id === entity)) add(conditionOf(adding, entity, this.now(entity)));
    };
    return html`<select class="button" data-do="add" aria-label="+ ${this.say("does.only_if")}" @change=${chosen}>
        <option value="">+ ${this.say("does.only_if")}</option>
        ${[...kinds, ...OF_A_THING].map((kind) => html`<option value=${kind}>${this.say(`condition.${kind in PLAIN ? kind : `of_${kind}`}`)}</option>`)}
      </select>
      ${adding
        ? html`<input list="things" autocomplete="off" placeholder=${adding === "state" ? "switch.…" : "sensor.…"} aria-label=${this.say(`condition.of_${adding}`)} @input=${typed} />
            <datalist id="things">${(this.things ?? []).filter(isMeant).map((one) => html`<option value=${one.entity_id}>${one.name}</option>`)}</datalist>`
        : nothing}`;
  }

  /** Asks which thing a condition is about. */
  private async ask(kind: OfAThing): Promise<void> {
    this.adding = kind;
    this.things ??= await thingsOf(this.home).catch(() => undefined);
    await this.updateComplete;
    this.renderRoot.querySelector<HTMLElement>("[list]")?.focus();
  }

  /** What its sensor measured, with the borders of a condition; the trigger's own axis of the same sensor stands before it. */
  private axisOf(conditions: Condition[], one: Condition): TemplateResult | typeof nothing {
    const axis = isNumber(one) ? this.whole?.axes?.findLast((each) => each.entity_id === one.entity_id) : undefined;
    if (!axis) return nothing;
    const sides = SIDES.filter((side) => one[side] !== undefined);
    const borders = sides.map((side) => ({ at: Number(one[side]), name: this.sided(one, side) }));
    return this.measured(axis, borders, (index, at) => this.set({ conditions: replaced(conditions, one, sides[index] ?? "above", at) }));
  }

  /** The number of a condition; the rest of it stays. */
  private border(conditions: Condition[], one: Condition, side: Side): TemplateResult {
    return this.number(this.sided(one, side), Number(one[side]), -1e6, 1e6, (number) => this.set({ conditions: replaced(conditions, one, side, number) }));
  }

  private sided(one: Condition, side: Side): string {
    return this.say(`condition.${side}`, { thing: this.names(String(one.entity_id ?? "")), number: this.words.number(Number(one[side]), 2) });
  }

  private condition(one: Condition): string {
    const entity = String(one.entity_id ?? "");
    if (one.condition === "time") return this.say("condition.between", { after: this.words.timed(String(one.after)), before: this.words.timed(String(one.before)) });
    if (entity === "sun.sun") return this.say(one.state === "below_horizon" ? "condition.dark" : "condition.light");
    if (entity === "zone.home") return this.say(one.condition === "numeric_state" ? "condition.somebody" : "condition.nobody");
    if (one.condition === "numeric_state") {
      return SIDES.filter((side) => one[side] !== undefined).map((side) => this.sided(one, side)).join(", ");
    }
    return this.say("condition.state", { thing: this.names(entity), state: this.stated(String(one.state)) });
  }

  private stated(state: string): string {
    return this.words.find(`acts.${state}`) ?? state;
  }

  private result(whole: Whole): TemplateResult {
    const found = countsOf(this.tried?.before.backtest ?? whole.suggestion.backtest);
    const after = this.tried ? countsOf(this.tried.after.backtest) : undefined;
    const isChanged = Object.keys(this.sent).length > 0;
    const verdict = after ? compared(found, after) : undefined;
    return html`<div class="inside result">
      <div class="both" aria-live="polite">
        ${after ? html`<div><h3 class=${verdict === "better" ? "good" : verdict === "worse" ? "bad" : ""}>${this.say(`change.${verdict}`)}</h3><homeiq-key all .words=${this.words} .counts=${after}></homeiq-key></div>` : isChanged ? nothing : html`<p class="small">${this.say("change.hint")}</p>`}
        <div class="dim"><h3>${this.say("change.found")} · ${this.count("strip.days", (this.tried?.before ?? whole.suggestion).backtest.days)}</h3><homeiq-key all .words=${this.words} .counts=${found}></homeiq-key></div>
      </div>
      ${this.fault ? html`<p class="bad" role="alert">${this.fault}</p>` : nothing}
      <div class="buttons">
        <button class="button ${verdict === "worse" ? "" : "main"}" ?disabled=${!this.tried || this.isBusy || !this.change || this.home.isAway} data-do="accept-changed" @click=${() => (this.guards ? (this.isAsked = true) : this.keep(true))}>${this.say("change.accept")}</button>
        <button class="button" ?disabled=${!this.tried || this.isBusy || !this.change || this.home.isAway} data-do="keep" @click=${() => this.keep(false)}>${this.say("change.keep")}</button>
        <button class="button plain" ?disabled=${!isChanged} data-do="reset" @click=${this.reset}>${this.say("change.reset")}</button>
        <a class="button plain" href="${this.base}/suggestions/${this.signature}" data-do="cancel" @click=${this.reset}>${this.say("do.cancel")}</a>
      </div>
      ${this.isAsked
        ? html`<homeiq-sure .words=${this.words} heading=${this.say("guards.ask")} yes=${this.say("change.accept")} @homeiq-yes=${() => this.keep(true)} @homeiq-closed=${() => (this.isAsked = false)}>
            <p>${this.say("guards.means")}</p>
          </homeiq-sure>`
        : nothing}
    </div>`;
  }

  static override styles = [
    View.styles,
    field,
    css`
      .card {
        overflow: visible;
        max-width: 860px;
        margin-inline: auto;
      }
      h2 {
        font-size: 18px;
        line-height: 24px;
      }
      .form {
        display: flex;
        flex-wrap: wrap;
        gap: 16px 24px;
      }
      .whole,
      .form > :has(homeiq-axis) {
        flex-basis: 100%;
        min-width: 0;
      }
      .line {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: 4px;
      }
      input {
        width: 152px;
      }
      .form .small {
        margin-bottom: 4px;
      }
      li {
        margin-bottom: 8px;
      }
      .days {
        display: flex;
        flex-wrap: wrap;
        gap: 4px;
      }
      .day {
        min-width: 44px;
        height: 44px;
        padding: 0;
        border-radius: 22px;
        font: 500 14px/20px var(--ha-font-family-body, Roboto, sans-serif);
        color: inherit;
        background: none;
        border: 1px solid color-mix(in srgb, var(--primary-text-color) 30%, var(--card-background-color));
        cursor: pointer;
      }
      .day[aria-pressed="true"] {
        background: var(--hq-fill);
        border-color: transparent;
        color: #fff;
      }
      .result {
        position: sticky;
        bottom: 0;
        background: var(--card-background-color);
        border-radius: 0 0 var(--hq-radius) var(--hq-radius);
        z-index: 2;
        display: grid;
        gap: 12px;
      }
      .both {
        display: flex;
        flex-wrap: wrap;
        gap: 8px 32px;
        min-height: 44px;
      }
    `,
  ];
}

function replaced(conditions: Condition[], one: Condition, part: string, value: unknown): Condition[] {
  return conditions.map((each) => (each === one ? { ...one, [part]: value } : each));
}

known("homeiq-change", ChangeView);
