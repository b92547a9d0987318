/** What is so now, worst first; the best suggestion to decide on right here, and what is going on beside it. */

import { css, html, nothing, type TemplateResult } from "lit";
import { state } from "lit/decorators.js";
import { tell } from "../home-assistant";
import { GROUPS, type Offered, type Overview } from "../live/documents";
import "../parts/actions";
import { ALERT, BULB, CHECK, CLOCK, icon, iconOf, SPROUT } from "../parts/icon";
import "../parts/marks";
import "../parts/note";
import { known } from "../parts/part";
import { rungOf } from "../parts/rung";
import { firstOn, shortOf, stripOf, verdictOf } from "../parts/verdict";
import { cards, waiting } from "../parts/waits";
import { unbroken, type Words } from "../words";
import { View } from "./view";

/** Known days below which a usual day is a guess. */
const ENOUGH = 7;
const MORE = 3; // suggestions below the best one

export interface Status {
  tone: "good" | "warn" | "grows";
  parts: string[];
}

/** The one sentence: worst thing first. */
export function statusOf(overview: Overview, open: number, words: Words): Status {
  const learned = overview.last_run?.finished_at;
  const days = words.count("status.days", overview.days.known);
  const at = learned ? words.say("status.learned", { time: words.when(learned) }) : "";
  if (overview.health === "problem") return { tone: "warn", parts: [words.count("status.problems", overview.problems.length)] };
  if (overview.history_import?.running) return { tone: "grows", parts: [words.say("status.importing")] };
  if (overview.status === "running") return { tone: "grows", parts: [words.say("status.learning"), days] };
  if (overview.status === "failed") return { tone: "warn", parts: [words.say("status.failed"), words.say("status.again")] };
  if (open) return { tone: "good", parts: [words.count("status.open", open), at, days].filter(Boolean) };
  if (overview.days.first_on) {
    return { tone: "grows", parts: [words.say("status.day_of", { day: words.number(overview.days.known), days: words.number(overview.days.needed) })] };
  }
  return { tone: "good", parts: [words.say("status.none"), at, days].filter(Boolean) };
}

const ICONS = { good: CHECK, warn: ALERT, grows: SPROUT };

export class OverviewView extends View {

  /** Whether what stands beside the best one is there. */
  @state() private isBeside = false;

  private get open(): Offered[] {
    const all = this.home.documents.suggestions;
    return (all?.order ?? []).filter((one) => !this.decided.has(one)).map((one) => all?.suggestions[one]).filter((one) => one !== undefined);
  }

  /** Whether nothing was ever decided here: then it is said what this is about. */
  private get isNew(): boolean {
    const { decisions } = this.home.documents;
    return !!decisions && GROUPS.every((one) => !Object.keys(decisions[one]).length);
  }

  protected override render(): TemplateResult {
    const { overview, suggestions } = this.home.documents;
    if (!overview || !suggestions || this.early) {
      return html`${waiting(this.words)}<div class="bar"></div><div class="two"><div class="stack">${cards(7, 6)}</div><div class="stack">${cards(14, 3, 4)}</div></div>`;
    }
    const { open } = this;
    const status = statusOf(overview, open.length, this.words);
    const side = [this.today(overview), this.brought(overview), this.forming(overview), this.next(overview)].filter((one) => one !== nothing);
    return html`<div class="status" role="status">
        <span class=${status.tone}>${icon(ICONS[status.tone])}</span>
        <div class="grow"><p>${status.parts.map((part, at) => html`${at ? html`\u00a0· ${unbroken(part)}` : html`<b>${unbroken(part)}</b>`}`)}</p>${open.length && this.isNew ? html`<p class="small dim">${this.say("overview.means")}</p>` : nothing}</div>
        ${overview.health === "problem" || overview.status === "failed" ? html`<a class="button" href="${this.base}/system">${this.say("status.look")}</a>` : nothing}
      </div>
      <div class=${side.length ? "two" : ""}>
        <div class="stack">${this.import(overview)} ${open[0] ? this.best(open[0]) : overview.history_import?.running ? nothing : this.nothing(overview)} ${this.more(open)}</div>
        ${side.length ? html`<div class="stack">${side}</div>` : nothing}
      </div>`;
  }

  private best(one: Offered): TemplateResult {
    const about = [this.room(one.areas), this.say(`kind.${one.kind}`)].filter(Boolean).join(" · ");
    const refusal = this.refusals.get(one.signature);
    const strip = stripOf(one);
    return html`<section class="card" aria-label=${this.say("overview.best")}>
      ${refusal ? html`<homeiq-note tone="bad" .words=${this.words}>${refusal}</homeiq-note>` : nothing}
      ${one.clash ? html`<homeiq-note tone="bad" .words=${this.words}><b>${this.say("clash.title")}</b> ${one.clash.text}</homeiq-note>` : nothing}
      <div class="inside">
        <p class="about small dim">${one.rung ? html`<homeiq-rung .words=${this.words} rung=${rungOf(one.kind, one.rung)}></homeiq-rung>` : nothing}${about}</p>
        <h2><a href="${this.base}/suggestions/${one.signature}">${unbroken(one.title)}</a></h2>
        <p class="verdict">${verdictOf(one, this.words)}</p>
        ${strip ? html`<homeiq-strip .words=${this.words} .strip=${strip} address="/history?entity_id=${one.entities.join(",")}"></homeiq-strip>${one.counts ? html`<homeiq-key .words=${this.words} .counts=${one.counts} letters=${strip.letters}></homeiq-key>` : nothing}` : nothing}
        ${this.decide ? html`<homeiq-actions class="acts" .words=${this.words} .home=${this.home} .suggestion=${one} ?change=${this.change} ?away=${this.home.isAway} .changing=${`${this.base}/suggestions/${one.signature}/change`}></homeiq-actions>` : nothing}
      </div>
    </section>`;
  }

  private more(open: Offered[]): TemplateResult | typeof nothing {
    const rows = open.slice(1, 1 + MORE);
    if (!rows.length) return nothing;
    return html`<section class="card">
      <header><h2 class="grow">${this.say("overview.more")}</h2><a class="tap" href="${this.base}/suggestions">${this.count("overview.all", open.length)}</a></header>
      <ul class="rows">
        ${rows.map(
          (one) => html`<li><a class="item" href="${this.base}/suggestions/${one.signature}">
            ${icon(iconOf(one.kind, one.entities))}
            <span class="grow"><span class="title">${unbroken(one.title)}</span><span class="small dim">${[shortOf(one, this.words), this.room(one.areas)].filter(Boolean).join(" · ")}</span>${stripOf(one) ? html`<homeiq-strip aria-hidden="true" .words=${this.words} .strip=${stripOf(one)}></homeiq-strip>` : nothing}</span>
            ${one.rung ? html`<homeiq-rung short .words=${this.words} rung=${rungOf(one.kind, one.rung)}></homeiq-rung>` : nothing}
          </a></li>`,
        )}
      </ul>
    </section>`;
  }

  private import(overview: Overview): TemplateResult | typeof nothing {
    const progress = overview.history_import;
    if (!progress?.running) return nothing;
    const { days_done: done, days_total: total, events } = progress;
    return html`<section class="card" aria-label=${this.say("import.title")}>
      <header><h2>${this.say("import.title")}</h2></header>
      <div class="inside">
        <p>${this.say("import.days", { done: this.words.number(done), total: this.words.number(total) })} · ${this.count("import.events", events)}</p>
        <div class="meter" role="progressbar" aria-valuemin="0" aria-valuemax=${total} aria-valuenow=${done} aria-label=${this.say("import.title")}><i style=${`width:${total ? (100 * done) / total : 0}%`}></i></div>
        <p class="dim">${this.say("import.then")}</p>
      </div>
    </section>`;
  }

  private nothing(overview: Overview): TemplateResult {
    const { first_on: early, known: day, needed } = overview.days;
    const first = firstOn(overview, this.words);
    return html`<section class="card">
      <div class="inside">
        <h2>${this.say(first ? "overview.learning" : "status.none")}</h2>
        <p class="below">${first || (overview.next_run_at ? this.say("suggestions.next", { when: this.words.when(overview.next_run_at) }) : nothing)}</p>
        ${early ? html`<div class="meter" role="progressbar" aria-valuemin="0" aria-valuemax=${needed} aria-valuenow=${Math.min(day, needed)} aria-label=${this.say("status.day_of", { day, days: needed })}><i style=${`width:${Math.min(100, (100 * day) / needed)}%`}></i></div>` : nothing}
      </div>
      ${overview.last_run ? html`<homeiq-funnel .words=${this.words} .home=${this.home} .overview=${overview} .names=${this.names} .base=${this.base}></homeiq-funnel>` : nothing}
    </section>`;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    // They come later than what there is to decide on, and are no reason to wait.
    import("./behind").then(
      () => (this.isBeside = true),
      () => tell(this, "homeiq-outdated"),
    );
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.home.leave("day");
  }

  private today(overview: Overview): TemplateResult | typeof nothing {
    if (overview.days.known < ENOUGH) return nothing;
    this.home.follow("day");
    const { day } = this.home.documents;
    if (!day || !this.isBeside) return html`${cards(14)}`;
    if (!day.order.length) return nothing;
    return html`<homeiq-today .words=${this.words} .day=${day} .names=${this.names} .base=${this.base}></homeiq-today>`;
  }

  private forming(overview: Overview): TemplateResult | typeof nothing {
    if (!overview.rungs.forming) return nothing;
    if (!this.isBeside) return html`${cards(3)}`;
    return html`<homeiq-forming .words=${this.words} .home=${this.home} .names=${this.names} .base=${this.base} .total=${overview.rungs.forming} .learned=${overview.last_run?.finished_at}></homeiq-forming>`;
  }

  private brought(overview: Overview): TemplateResult | typeof nothing {
    const { there, saved, undone } = overview.accepted;
    if (!there && !saved) return nothing;
    return html`<section class="card">
      <header><h2 class="grow">${this.say("overview.brought")}</h2><a class="tap" href="${this.base}/yours">${this.say("tab.yours")}</a></header>
      <div class="inside">
        <p>${this.count("yours.saved", saved)} · ${this.count("yours.undone", undone)}</p>
        <p class="dim">${this.count("overview.there", there)}</p>
      </div>
    </section>`;
  }

  private next(overview: Overview): TemplateResult | typeof nothing {
    const run = overview.last_run;
    if (!run?.finished_at) return nothing;
    return html`<section class="card">
      <header><h2>${this.say("overview.learns")}</h2></header>
      <div class="inside">
        <p class="line">${icon(CLOCK)}<span>${this.say("overview.last", { when: this.words.when(run.finished_at) })}</span></p>
        <p class="line">${icon(BULB)}<span>${this.count("overview.found", overview.funnel.patterns)}</span></p>
        ${overview.next_run_at ? html`<p class="dim">${this.say("overview.next", { when: this.words.when(overview.next_run_at) })}</p>` : nothing}
      </div>
    </section>`;
  }

  static override styles = [
    View.styles,
    css`
      .status p {
        text-wrap: pretty;
      }
      .status .good,
      .status .grows {
        color: var(--hq-good);
      }
      .status .warn {
        color: var(--hq-warn);
      }
      .two {
        display: grid;
        grid-template-columns: minmax(0, 1fr);
        gap: 16px;
        align-items: start;
      }
      .about + h2 a {
        color: inherit;
      }
      .acts,
      homeiq-strip,
      homeiq-key {
        display: block;
        margin-top: 12px;
      }
      .below {
        margin-block: 4px 12px;
      }
      .item .title {
        display: block;
      }
      .line {
        display: flex;
        gap: 8px;
        align-items: center;
        margin-bottom: 8px;
      }
      .line span {
        unicode-bidi: plaintext;
      }
      .line .icon {
        width: 18px;
        height: 18px;
        color: var(--secondary-text-color);
      }
      .meter {
        margin-block: 8px;
      }
      homeiq-funnel {
        display: block;
        border-top: 1px solid var(--divider-color);
      }
      .item homeiq-strip {
        margin-top: 4px;
      }
      @container (max-width: 869px) {
        .item homeiq-strip {
          display: none;
        }
      }
      @container (min-width: 870px) {
        .two {
          grid-template-columns: minmax(0, 1fr) 312px;
        }
      }
    `,
  ];
}

known("homeiq-overview", OverviewView);
