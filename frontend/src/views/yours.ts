/** What became of suggestions, and the way back of each: accepted, on trial, put off, dismissed. */

import { css, html, nothing, type TemplateResult } from "lit";
import { state } from "lit/decorators.js";
import { tell } from "../home-assistant";
import type { Climb } from "../live/deeds";
import { GROUPS, type AcceptedOne, type DecidedOne, type Decisions, type Group, type Overview, type Strip, type TrialOne } from "../live/documents";
import { choices, type Choice } from "../parts/choices";
import { CHECK, CLOCK, CLOSE, EYE, icon } from "../parts/icon";
import "../parts/marks";
import "../parts/note";
import { known } from "../parts/part";
import { waits } from "../parts/waits";
import { unbroken } from "../words";
import { View } from "./view";

/** A way back, which the panel takes. */
export const TAKE_BACK = "homeiq-take-back";
export type TakeBack = { verb: "undo" | "take_back" | "begin" | "leave"; signature: string; title: string };

/** An answer to whether what asks first may act by itself, which the panel sees to. */
export const CLIMB = "homeiq-climb";

const DAY = 86_400;

/** On which day a trial is, of how many; epoch seconds. */
export function trialDay(trial: TrialOne, now: number): { day: number; of: number } {
  if (trial.day !== undefined && trial.days !== undefined) return { day: trial.day, of: trial.days };
  const of = Math.round((trial.until - trial.began_at) / DAY);
  return { day: Math.min(of, Math.max(1, Math.floor((now - trial.began_at) / DAY) + 1)), of };
}

/** Those of which there is something. */
const groupsOf = (all: Decisions): Group[] => GROUPS.filter((one) => Object.keys(all[one]).length);

/** How many of a group there are beside those that are told. */
const others = (all: Decisions, group: Group): number => all.more?.[group] ?? 0;

export class YoursView extends View {
  @state() private turning = new Set<string>();

  protected override render(): TemplateResult {
    const { decisions: all, overview } = this.home.documents;
    if (!all || !overview || this.early) return waits(this.words, 8);
    const asked = GROUPS.find((one) => one === this.path[0]);
    const groups = groupsOf(all).filter((one) => !asked || one === asked);
    const side = groups.filter((one) => one !== "accepted");
    return html`${this.sentence(all, overview.accepted)} ${this.filters(all, asked)}
      <div class="cols ${groups.includes("accepted") && side.length ? "both" : ""}">
        ${groups.includes("accepted") ? this.group("accepted", all) : nothing}
        ${side.length ? html`<div class="side">${side.map((one) => this.group(one, all))}</div>` : nothing}
      </div>
      ${groups.length || asked ? nothing : html`<section class="card inside none"><p class="dim">${this.say("yours.nothing_more")}</p><a class="button" href="${this.base}/suggestions">${this.say("tab.suggestions")}</a></section>`}
      ${all.stale && !asked ? html`<p class="card inside stale" data-stale>${icon(CLOCK)}<span class="grow">${this.count("yours.stale", all.stale)}</span>${this.change ? html`<a class="tap" href="/config/repairs">${this.say("yours.repairs")}</a>` : nothing}</p>` : nothing}`;
  }

  /** What all that was ever accepted has brought, also what is no longer listed. */
  private sentence(all: Decisions, { saved, undone }: Overview["accepted"]): TemplateResult {
    const isSome = Object.keys(all.accepted).length;
    const parts = isSome
      ? [this.count("yours.saved", saved), this.count("yours.undone", undone)]
      : [this.say(groupsOf(all).length ? "yours.none_accepted" : "yours.nothing")];
    return html`<div class="status" role="status"><span class=${isSome ? "good" : "dim"}>${icon(isSome ? CHECK : CLOCK)}</span><p>${parts.join(" · ")}</p></div>`;
  }

  private filters(all: Decisions, asked: Group | undefined): TemplateResult | typeof nothing {
    const there = groupsOf(all);
    if (there.length < 2 && !asked) return nothing;
    const size = (one: Group): number => Object.keys(all[one]).length + others(all, one);
    const total = there.reduce((sum, one) => sum + size(one), 0);
    const page = (path: string, name: string, count: number, isOn: boolean): Choice => ({ address: `${this.base}/yours${path}`, name: `${this.say(`yours.${name}`)} ${this.words.number(count)}`, isOn });
    return choices(this.say("yours.filter"), [page("", "all", total, !asked), ...there.map((one) => page(`/${one}`, one, size(one), one === asked))]);
  }

  private group(group: Group, all: Decisions): TemplateResult {
    const newest = <T>(of: Record<string, T>, at: (one: T) => number): T[] => Object.values(of).sort((one, other) => at(other) - at(one));
    const rows = {
      accepted: () => newest(all.accepted, (one) => one.accepted_at).map((one) => this.accepted(one)),
      trials: () => newest(all.trials, (one) => one.began_at).map((one) => this.trial(one)),
      later: () => newest(all.later, (one) => -(one.until ?? 0)).map((one) => this.later(one)),
      dismissed: () => newest(all.dismissed, (one) => one.decided_at).map((one) => this.dismissed(one)),
    }[group]();
    const left = others(all, group);
    return html`<section class="card"><header><h2>${this.say(`yours.${group}`)}</h2></header><ul class="rows">${rows}</ul>${left ? html`<p class="inside small dim" data-more>${this.count("yours.more", left)}</p>` : nothing}</section>`;
  }

  private accepted(one: AcceptedOne): TemplateResult {
    const isThere = !["deleted", "undone", "left"].includes(one.state);
    const counts = `${this.words.number(one.saved)} ${this.say("mark.saved")} · ${this.count("yours.undone_short", one.overridden)}`;
    const editor = `/config/${one.kind}/edit/${one.id}`;
    return this.row(
      CHECK,
      one.title,
      html`<p>${isThere ? counts : this.say(`fate.${one.state}`, { day: this.words.day(one.state_since) })}</p>
        ${isThere ? this.answers(one) : nothing} ${this.strip(one.strip, one.entity_id)} ${one.state === "edited" ? html`<p class="chip small" title=${this.say("fate.edited")}>${this.say("fate.edited_short")}</p>` : nothing}
        ${isThere
          ? html`<div class="buttons tail">
              ${this.change ? html`<a class="button plain" href=${editor}>${this.say("do.open")}</a>` : nothing}
              ${one.entity_id ? html`<a class="button plain" href="/logbook?entity_id=${one.entity_id}">${this.say("do.activity")}</a>` : nothing}
              ${one.state === "edited" ? this.back("leave", one, "do.leave") : this.change ? this.back("undo", one, "do.take_back") : nothing}
            </div>`
          : nothing}`,
      isThere && this.change && one.kind === "automation" && one.entity_id ? this.toggle(one) : nothing,
    );
  }

  /** What was answered to what asks first, and whether it may act by itself. */
  private answers(one: AcceptedOne): TemplateResult | typeof nothing {
    const { asked, question } = one;
    if (!asked) return nothing;
    const number = (count: number): string => this.words.number(count);
    const told = { asked: number(asked.asked), yes: number(asked.yes), no: number(asked.no), silent: number(asked.silent) };
    return html`<p data-asked>${asked.asked ? this.say("yours.asked", told) : this.say("yours.asks")}</p>
      ${question?.kind === "climb"
        ? html`<homeiq-note .words=${this.words} tone="ask">
            <p>${this.say("yours.may_climb", told)}</p>
            ${this.change
              ? html`<div class="buttons">
                  <button class="button main" ?disabled=${this.home.isAway} data-do="act" @click=${() => this.climb("act", one, question.issue_id)}>${this.say("do.act")}</button>
                  <button class="button" ?disabled=${this.home.isAway} data-do="go_on" @click=${() => this.climb("go_on", one, question.issue_id)}>${this.say("do.go_on")}</button>
                </div>`
              : nothing}
          </homeiq-note>`
        : asked.more
          ? html`<p class="small dim">${this.count("yours.climb", asked.more)}</p>`
          : nothing}`;
  }

  private climb(verb: Climb["verb"], one: AcceptedOne, issue: string): void {
    tell(this, CLIMB, { verb, signature: one.signature, title: one.title, issue });
  }

  /** The last days, once something was to be done on one; each leads to what its automation did on it. */
  private strip(strip: Strip | undefined, automation?: string): TemplateResult | typeof nothing {
    return strip && /[^-]/.test(strip.letters) ? html`<homeiq-strip .words=${this.words} .strip=${strip} address=${automation ? `/logbook?entity_id=${automation}` : ""}></homeiq-strip>` : nothing;
  }

  private toggle(one: AcceptedOne): TemplateResult {
    const isOn = (one.state !== "disabled") !== this.turning.has(one.signature);
    return html`<button class="toggle" role="switch" aria-checked=${isOn} aria-label=${this.say("yours.switch", { title: one.title })} ?disabled=${this.home.isAway} @click=${() => this.turn(one, !isOn)}></button>`;
  }

  /** Shown at once, and back again where Home Assistant refuses. */
  private async turn(one: AcceptedOne, isOn: boolean): Promise<void> {
    this.turning = new Set(this.turning).add(one.signature);
    try {
      await this.home.connection.sendMessagePromise({
        type: "call_service",
        domain: "automation",
        service: isOn ? "turn_on" : "turn_off",
        target: { entity_id: one.entity_id },
      });
      await this.home.until(() => (this.home.documents.decisions?.accepted[one.signature]?.state !== "disabled") === isOn);
    } finally {
      this.turning = new Set([...this.turning].filter((each) => each !== one.signature));
    }
  }

  private trial(one: TrialOne): TemplateResult {
    const { day, of } = trialDay(one, Date.now() / 1000);
    const isOver = one.until * 1000 < Date.now();
    return this.row(
      EYE,
      one.title,
      html`<p><b>${isOver ? this.say("yours.trial_over") : this.say("yours.trial_day", { day: this.words.number(day), of: this.words.number(of) })}</b> ${this.say("yours.trial_quiet")}</p>
        ${this.strip(one.strip)}
        <div class="buttons tail">
          ${this.change ? html`<button class="button" ?disabled=${this.home.isAway} data-do="begin" @click=${() => this.want({ verb: "begin", signature: one.signature, title: one.title })}>${this.say("do.switch_on")}</button>` : nothing}
          ${this.back("undo", one, "do.end_trial")}
        </div>`,
    );
  }

  private later(one: DecidedOne): TemplateResult {
    return this.row(
      CLOCK,
      one.title ?? one.entities.join(", "),
      html`<p class="small dim">${one.until ? this.say("yours.back", { day: this.words.day(one.until) }) : nothing}</p>
        <div class="buttons tail">${this.back("take_back", one, "do.show_now")}</div>`,
    );
  }

  private dismissed(one: DecidedOne): TemplateResult {
    const about = [one.objection ? this.say(`objection.${one.objection}`) : "", this.words.day(one.decided_at)];
    return this.row(
      CLOSE,
      one.title ?? one.entities.join(", "),
      html`<p class="small dim">${about.filter(Boolean).join(" · ")}</p>
        ${one.reason ? html`<p class="small"><q>${one.reason}</q></p>` : nothing}
        <div class="buttons tail">${this.back("take_back", one, "do.again")}</div>`,
    );
  }

  private back(verb: "undo" | "take_back" | "leave", one: { signature: string; title?: string }, key: string): TemplateResult | typeof nothing {
    if (!this.decide) return nothing;
    const want = (): void => this.want({ verb, signature: one.signature, title: one.title ?? "" });
    return html`<button class="button plain" ?disabled=${this.home.isAway} data-do=${verb} data-signature=${one.signature} @click=${want}>${this.say(key)}</button>`;
  }

  private want(wanted: TakeBack): void {
    tell(this, TAKE_BACK, wanted);
  }

  private row(symbol: string, title: string, inside: TemplateResult, end: TemplateResult | typeof nothing = nothing): TemplateResult {
    return html`<li class="item">${icon(symbol)}<div class="grow"><p class="title">${unbroken(title)}</p>${inside}</div>${end}</li>`;
  }

  static override styles = [
    View.styles,
    css`
      nav {
        padding-bottom: 12px;
      }
      .cols,
      .side {
        display: grid;
        gap: 16px;
        grid-template-columns: minmax(0, 1fr);
        align-items: start;
      }
      .none {
        display: grid;
        gap: 12px;
        justify-items: start;
      }
      .item {
        align-items: flex-start;
      }
      .title {
        margin-bottom: 4px;
      }
      homeiq-note {
        margin-block: 8px;
      }
      .stale {
        display: flex;
        align-items: center;
        gap: 12px;
        margin-top: 16px;
      }
      .chip {
        display: inline-block;
        padding: 2px 10px;
        margin-top: 4px;
        border-radius: 12px;
        background: var(--hq-tint);
      }
      .tail {
        gap: 0 8px;
        margin: 4px 0 -6px -8px;
      }
      .tail .button:not(.plain) {
        margin-block: 4px 8px;
        margin-inline-start: 8px;
      }
      .toggle {
        width: 44px;
        height: 44px;
        border: 0;
        background: none;
        position: relative;
        flex: none;
        cursor: pointer;
        padding: 0;
        margin-block: -8px;
        border-radius: 12px;
      }
      .toggle::before {
        content: "";
        position: absolute;
        inset: 10px 0;
        border-radius: 12px;
        background: color-mix(in srgb, var(--primary-text-color) 45%, var(--card-background-color));
      }
      .toggle::after {
        content: "";
        position: absolute;
        top: 13px;
        inset-inline-start: 3px;
        width: 18px;
        height: 18px;
        border-radius: 50%;
        background: #fff;
      }
      .toggle[aria-checked="true"]::before {
        background: var(--hq-fill);
      }
      .toggle[aria-checked="true"]::after {
        inset-inline-start: 23px;
      }
      @container (min-width: 870px) {
        .cols.both {
          grid-template-columns: minmax(0, 1fr) minmax(320px, 400px);
        }
      }
    `,
  ];
}

known("homeiq-yours", YoursView);
