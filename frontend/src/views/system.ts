/** Whether HomeIQ is well, and the figures behind it. */

import { css, html, nothing, type TemplateResult } from "lit";
import { state } from "lit/decorators.js";
import type { Figures, Overview, Run, Sizes, System, WentOut } from "../live/documents";
import { isRefused } from "../live/home";
import { ALERT, CHECK, icon } from "../parts/icon";
import { known } from "../parts/part";
import { choices, type Choice } from "../parts/choices";
import "../parts/forget";
import "../parts/webhooks";
import { cards, waiting } from "../parts/waits";
import { day, lineOf } from "./figures";
import { saidOf } from "./sent";
import { Figured } from "./view";

type Line = [name: string, value: string] | undefined;

const HEARD = "homeiq_events_heard_total";
const RUNS = 5; // that are told of

export class SystemView extends Figured {
  @state() private fault?: string;
  @state() private out?: WentOut;
  @state() private heard?: (number | null)[];
  @state() private runs: Run[] = [];
  @state() private sizes?: Sizes;

  protected override willUpdate(): void {
    this.home.follow("system");
    super.willUpdate();
  }

  /** All of it at once, so that nothing moves. */
  protected override async fetch(): Promise<void> {
    const [figures, { runs }, sizes, out] = await Promise.all([
      this.home.ask<Figures>("metrics/list", { names: [HEARD] }),
      this.home.ask<{ runs: Run[] }>("runs/list", { limit: RUNS }),
      // It takes a look at all of the database, so once is enough.
      this.sizes ?? this.home.ask<Sizes>("storage/get").catch(() => undefined),
      this.change ? this.home.ask<WentOut>("went_out/list") : undefined,
    ]);
    this.heard = figures.metrics[0]?.series[0]?.line;
    this.runs = runs;
    this.sizes = sizes;
    this.out = out;
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.home.leave("system");
  }

  protected override render(): TemplateResult {
    const { system, overview } = this.home.documents;
    return html`${this.parts()}${system && !this.early ? this.page(system, overview) : this.waits()}`;
  }

  private waits(): TemplateResult {
    return html`${waiting(this.words)}<div class="bar"></div><div class="cols">${cards(10, 16, 14, 6, 3)}</div>`;
  }

  private page(system: System, overview?: Overview): TemplateResult {
    switch (this.change || this.path[0] !== "privacy" ? this.path[0] : "") {
      case "figures":
        return html`<homeiq-figures .words=${this.words} .home=${this.home}></homeiq-figures>`;
      case "privacy":
        return html`<homeiq-sent .words=${this.words} .home=${this.home}></homeiq-sent>`;
      default:
        return this.isAnswered ? this.standing(system, overview) : this.waits();
    }
  }

  private parts(): TemplateResult {
    const page = (name: string, path = ""): Choice => ({ address: `${this.base}/system${path && `/${path}`}`, name: this.say(`system.${name}`), isOn: (this.path[0] ?? "") === path });
    return choices(this.say("system.pages"), [page("standing"), page("figures", "figures"), ...(this.change ? [page("privacy", "privacy")] : [])]);
  }

  private standing(system: System, overview?: Overview): TemplateResult {
    const isWell = system.status === "ok";
    return html`<div class="status" role="status">
        <span class=${isWell ? "good" : "warn"}>${icon(isWell ? CHECK : ALERT)}</span>
        <div class="grow"><b>${isWell ? this.say("system.well") : this.count("status.problems", system.problems.length)}</b>${isWell ? nothing : this.wrong(system)}</div>
        ${isWell || !this.change ? nothing : html`<a class="button" href="/config/repairs">${this.say("system.repairs")}</a>`}
      </div>
      <div class="cols">${this.recording(system)} ${this.used(system)} ${this.stored()} ${overview ? this.learning(overview) : nothing} ${this.elsewhere(system)}
        ${this.change ? html`<homeiq-webhooks .words=${this.words} .home=${this.home}></homeiq-webhooks>` : nothing}
      </div>
      ${this.change ? this.card("forget", [], html`<div class="inside"><p>${this.say("forget.about")}</p><homeiq-forget .words=${this.words} .home=${this.home} .areas=${this.areas}></homeiq-forget></div>`) : nothing}`;
  }

  /** What needs a look, since when; who may do something about it is led there. */
  private wrong({ details }: System): TemplateResult {
    return html`<ul data-wrong>${details.map(({ name, since }) => {
      const said = this.words.find(`problem.${name}`) ?? name;
      return html`<li>${this.change ? html`<a href="/config/repairs">${said}</a>` : said} <span class="small dim">${this.words.when(since)}</span></li>`;
    })}</ul>`;
  }

  private recording({ store, ...system }: System): TemplateResult {
    const line = this.heard && html`<div class="inside"><p class="small dim">${this.say("system.heard")}</p>${lineOf(this.heard, "count", this.words)}</div>`;
    return this.card("recording", [
      ["rate", this.words.number(system.events_per_minute, 1)],
      ["stored", this.words.number(store.stored)],
      ["queued", this.words.number(store.queued)],
      store.dropped ? ["dropped", this.words.number(store.dropped)] : undefined,
      store.write_errors ? ["write_errors", this.words.number(store.write_errors)] : undefined,
      ["memory", this.words.bytes(system.memory_mb * 1e6)],
      ["cpu", this.words.percent(system.cpu_percent / 100)],
    ], line);
  }

  /** What HomeIQ itself uses, beside what it may, and what happens there. */
  private used({ store, limits, problems, ...system }: System): TemplateResult {
    const parts = Object.entries(system.cpu_by_part).map(([part, percent]) => `${this.say(`part.${part}`)}\u00a0${this.percent(percent)}`);
    const short = (name: string): boolean => problems.includes(`${name}_short`);
    const megabytes = (count: number): string => this.words.bytes(count * 1e6);
    const most = (limit: number | string): string => this.say("used.most", { limit });
    const least = (limit: number): string => this.say("used.least", { limit: megabytes(limit) });
    return this.card(
      "used",
      [],
      html`<ul class="inside">
        ${this.beside("cpu", this.percent(system.own_cpu_percent), limits && most(this.percent(limits.cpu_percent)), short("cpu"), limits && system.steady_cpu_percent / limits.cpu_percent, parts.join(" · "))}
        ${this.beside("memory", megabytes(system.kept_mb), limits && most(megabytes(limits.memory_mb)), short("memory"), limits && system.kept_mb / limits.memory_mb)}
        ${this.beside("database", this.words.bytes(store.database_bytes), limits?.database_mb ? most(this.words.bytes(limits.database_mb * 1e6)) : undefined, false, limits?.database_mb ? store.database_bytes / 1e6 / limits.database_mb : undefined)}
        ${system.memory_free_mb === undefined ? nothing : this.beside("memory_free", megabytes(system.memory_free_mb), limits && least(limits.memory_free_mb), short("memory"))}
        ${system.disk_free_mb === undefined ? nothing : this.beside("disk_free", megabytes(system.disk_free_mb), limits && least(limits.disk_free_mb), short("disk"))}
      </ul>`,
    );
  }

  /** What the database holds, and for how long. */
  private stored(): TemplateResult | typeof nothing {
    if (!this.sizes) return nothing;
    return this.card("storage", [], html`<dl class="inside">
      ${this.sizes.kinds.map((one) => html`<div><dt>${this.say(`held.${one.kind}`)}</dt><dd>${this.words.bytes(one.bytes)}${one.keep_days ? html` <span class="small dim">${this.say("held.kept", { span: this.words.days(one.keep_days) })}</span>` : nothing}</dd></div>`)}
    </dl>`);
  }

  private percent(percent: number): string {
    return this.words.percent(percent / 100, 1);
  }

  private beside(name: string, value: string, limit: string | undefined, isShort: boolean, share?: number, more = ""): TemplateResult {
    return html`<li class=${isShort ? "warn" : ""}>
      <div class="both"><span>${this.say(`used.${name}`)}</span><span>${value}${limit ? html` <span class="small dim">${limit}</span>` : nothing}</span></div>
      ${share === undefined ? nothing : html`<div class="meter" aria-hidden="true"><i style=${`width:${Math.min(100, 100 * share)}%`}></i></div>`}
      ${more ? html`<p class="small dim">${more}</p>` : nothing}
      ${limit ? html`<p class="small dim">${this.say(`used.${isShort ? "now" : share === undefined ? "below" : "then"}`)} ${this.say(`used.${name}_then`)}</p>` : nothing}
    </li>`;
  }

  private learning(overview: Overview): TemplateResult {
    const run = overview.last_run;
    const seconds = run?.finished_at ? run.finished_at - run.started_at : undefined;
    return this.card(
      "learning",
      [
        ["days", this.words.number(overview.days.known)],
        run?.finished_at ? ["last", this.words.when(run.finished_at)] : undefined,
        run ? ["ended", this.words.find(`run.${run.status}`) ?? run.status] : undefined,
        seconds === undefined ? undefined : ["took", this.say("system.seconds", { seconds: this.words.number(seconds, 1) })],
        run ? ["read", this.words.number(run.events)] : undefined,
        ["habits", this.words.number(overview.funnel.patterns)],
        overview.next_run_at ? ["next", this.words.when(overview.next_run_at)] : undefined,
      ],
      html`${this.earlier()}${this.decide ? html`<div class="inside">
        <button class="button" ?disabled=${overview.status === "running" || this.home.isAway} data-do="learn" @click=${this.learn}>${this.say(overview.status === "running" ? "status.learning" : "do.learn")}</button>
        ${this.fault ? html`<p class="bad" role="alert">${this.fault}</p>` : nothing}
      </div>` : nothing}`,
    );
  }

  /** The runs before the last one. */
  private earlier(): TemplateResult | typeof nothing {
    const [, ...runs] = this.runs;
    if (!runs.length) return nothing;
    const ended = (run: Run): string => (run.status === "success" ? this.count("status.open", run.suggestions) : (this.words.find(`run.${run.status}`) ?? run.status));
    return html`<dl class="inside">${runs.map((run) => html`<div><dt>${this.words.when(run.started_at)}</dt><dd>${ended(run)}</dd></div>`)}</dl>`;
  }

  private elsewhere(system: System): TemplateResult {
    return this.card(
      "elsewhere",
      [
        ["ai_calls", this.words.number(system.ai_calls)],
        system.ai_tokens ? ["ai_tokens", this.words.number(system.ai_tokens)] : undefined,
        system.influx_waiting === undefined ? undefined : ["influx_waiting", this.words.number(system.influx_waiting)],
        system.influx_set_aside ? ["influx_set_aside", this.words.number(system.influx_set_aside)] : undefined,
      ],
      html`${this.out ? html`<p class="inside" data-out><b>${saidOf(this.out, this.out.month, this.words)}</b> <a href="${this.base}/system/privacy">${this.say("out.exactly")}</a></p>` : nothing}${this.change ? html`<div class="inside"><a class="button" href="/config/integrations/integration/homeiq">${this.say("do.settings")}</a></div>` : nothing}`,
    );
  }

  private card(name: string, lines: Line[], below?: TemplateResult): TemplateResult {
    return html`<section class="card">
      <header><h2>${this.say(`system.${name}`)}</h2></header>
      ${lines.length ? html`<dl class="inside">${lines.map((line) => (line ? html`<div><dt>${this.say(`figure.${line[0]}`)}</dt><dd>${line[1]}</dd></div>` : nothing))}</dl>` : nothing}
      ${below ?? nothing}
    </section>`;
  }

  private readonly learn = async (): Promise<void> => {
    this.fault = undefined;
    try {
      await this.home.act("refresh");
    } catch (error) {
      this.fault = isRefused(error) ? error.message : undefined;
    }
  };

  static override styles = [
    Figured.styles,
    day,
    css`
      homeiq-forget {
        display: block;
        margin-top: 12px;
      }
      .warn {
        color: var(--hq-warn);
      }
      /* What needs a look may be long: the way to Repairs goes below it where there is no room beside it. */
      .status {
        flex-wrap: wrap;
      }
      .status .grow {
        flex-basis: 60%;
      }
      .status ul {
        font-size: 1rem;
        font-weight: 400;
        line-height: 1.4;
        margin-top: 8px;
      }
      nav {
        padding-bottom: 12px;
      }
      .cols {
        columns: 320px;
        column-gap: 16px;
        margin-bottom: 16px;
      }
      .cols > * {
        display: block;
        break-inside: avoid;
      }
      .cols > * + * {
        margin-top: 16px;
      }
      .both > :last-child {
        text-align: end;
      }
      .both span {
        unicode-bidi: plaintext;
      }
      li + li {
        margin-top: 8px;
      }
      li.warn {
        color: inherit;
      }
      li.warn .both {
        color: var(--hq-warn);
        font-weight: 500;
      }
      .meter {
        margin-bottom: 4px;
      }
      .warn .meter i {
        background: var(--warning-color);
      }
      dd {
        text-align: end;
        white-space: nowrap;
        font-variant-numeric: tabular-nums;
      }
      dd .small {
        white-space: normal;
      }
    `,
  ];
}

known("homeiq-system", SystemView);
