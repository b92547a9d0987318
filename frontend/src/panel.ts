/** HomeIQ in the sidebar: greets, finds the way, keeps what all views share, and does what they want done. */

import { mdiArrowLeft, mdiChartTimeline, mdiMenu, mdiPulse, mdiViewDashboardOutline } from "@mdi/js";
import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from "lit";
import { property, state } from "lit/decorators.js";
import { go, isNews, tell, type HomeAssistant, type Route } from "./home-assistant";
import { Deeds, reasonOf, type Climb, type Told } from "./live/deeds";
import { PROTOCOL, type Hello } from "./live/documents";
import { Home } from "./live/home";
import { DECIDE, type Wanted } from "./parts/deciding";
import { BULB, CHECK, DOTS, icon } from "./parts/icon";
import "./parts/note";
import { known } from "./parts/part";
import "./parts/toast";
import { colours, shared } from "./parts/style";
import { waits } from "./parts/waits";
import { shell } from "./shell";
import "./views/overview";
import type { SuggestionsView } from "./views/suggestions";
import type { TakeBack } from "./views/yours";
import { Texts } from "./texts";
import { nameOf, type Words } from "./words";

const VIEWS = {
  overview: mdiViewDashboardOutline,
  suggestions: BULB,
  yours: CHECK,
  habits: mdiChartTimeline,
  system: mdiPulse,
  change: "",
  day: "",
} as const;
type ViewName = keyof typeof VIEWS;
const HELP = "https://github.com/homeiq/homeiq/blob/main/docs/panel.md";
const TABS = ["overview", "suggestions", "yours", "habits", "system"] as const;

/** What there is while nothing was decided in this window. */
const NONE: ReadonlySet<string> = new Set();
const NO_REFUSALS: ReadonlyMap<string, string> = new Map();

export class Panel extends LitElement {
  @property({ attribute: false, hasChanged: isNews }) hass!: HomeAssistant;
  @property({ type: Boolean, reflect: true }) narrow = false;
  @property({ attribute: false }) route?: Route;
  @state() private hello?: Hello;
  @state() private isOutdated = false;
  /** Whether the views behind the first one are there. */
  @state() private isWhole = false;
  private home?: Home;
  private deeds?: Deeds;
  private forget?: () => void;
  private readonly texts = new Texts(() => this.requestUpdate());
  private greeted?: boolean;
  /** The view that is looked at: each gets all that any of them needs. */
  private shown?: HTMLElement;

  private get base(): string {
    return this.route?.prefix ?? "/homeiq";
  }

  private get path(): string[] {
    return (this.route?.path ?? "").split("/").filter(Boolean).map(decodeURIComponent);
  }

  private get tab(): (typeof TABS)[number] {
    return TABS.find((one) => one === this.path[0]) ?? "overview";
  }

  private get view(): ViewName {
    if (this.path[0] === "suggestions" && this.path[2] === "change") return "change";
    return this.path[0] === "habits" && this.path[1] === "day" ? "day" : this.tab;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.addEventListener(DECIDE, this.decide as unknown as EventListener);
    this.addEventListener("homeiq-take-back", this.takeBack as unknown as EventListener);
    this.addEventListener("homeiq-climb", this.climb as unknown as EventListener);
    this.addEventListener("homeiq-told", this.hear as unknown as EventListener);
    this.addEventListener("homeiq-outdated", () => (this.isOutdated = true));
    this.requestUpdate();
  }

  /** The page may have been taken out only for a while, and is put back as it was. */
  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.forget?.();
    this.home?.end();
    this.home = this.deeds = this.greeted = undefined;
  }

  protected override willUpdate(changed: PropertyValues): void {
    if (!this.home && this.isConnected) this.begin();
    if (changed.has("hass")) this.texts.read(this.hass);
    this.load(this.view);
  }

  /** Who has pressed what is there no longer goes on where the page begins. */
  protected override updated(changed: PropertyValues): void {
    if (changed.get("route") && document.activeElement === document.body) this.renderRoot.querySelector("h1")?.focus();
  }

  private begin(): void {
    const home = (this.home = new Home(this.hass.connection, (...of) => this.hass.loadBackendTranslation(...of)));
    this.deeds = new Deeds(home, (at) => this.texts.words?.day(at) ?? "", () => this.requestUpdate());
    this.forget = home.listen(() => this.changed());
    home.follow("suggestions", "overview", "decisions");
    void this.greet();
  }

  private changed(): void {
    const isHere = !this.home?.isAway;
    if (isHere && this.greeted === false) void this.greet();
    if (!isHere) this.greeted = false;
    this.requestUpdate();
  }

  /** Asks again after each time that HomeIQ was away: it may be another version by then. */
  private async greet(): Promise<void> {
    this.greeted = true;
    try {
      this.hello = await this.home?.hello();
      this.isOutdated = !!this.hello && (this.hello.protocol !== PROTOCOL || (this.hello.bundle ?? __DIGEST__) !== __DIGEST__);
    } catch {
      this.greeted = false;
    }
  }

  private load(name: ViewName): void {
    if (this.isWhole || name === "overview") return;
    import("./views/behind").then(
      () => (this.isWhole = true),
      // After an update the files of the page that is open are gone.
      () => (this.isOutdated = true),
    );
  }

  private readonly decide = ({ detail }: CustomEvent<Wanted>): void => {
    void this.deeds?.decide(detail);
    void this.renderRoot.querySelector<SuggestionsView>("homeiq-suggestions")?.next(detail.signature);
  };

  private readonly takeBack = ({ detail }: CustomEvent<TakeBack>): void => {
    void this.deeds?.back(detail.verb, detail.signature, detail.title);
  };

  private readonly climb = ({ detail }: CustomEvent<Climb>): void => {
    void this.deeds?.climb(detail);
  };

  /** A view has done something itself, such as keeping a change. */
  private readonly hear = ({ detail }: CustomEvent<string>): void => this.tell({ key: detail, values: {} });

  private tell(told: Told): void {
    if (this.deeds) this.deeds.told = told;
    this.requestUpdate();
  }

  protected override render(): TemplateResult | typeof nothing {
    const { home } = this;
    const { words } = this.texts;
    if (!words || !home) return nothing;
    return html`<div class="shell">
      ${this.header(words)}
      <main class=${home.isAway && home.heardAt ? "away" : ""}>
        <div class="inner">
          <h1 class="unseen" tabindex="-1">${words.say(`tab.${this.tab}`)}</h1>
          ${this.notes(words, home)} ${home.isAway && !home.heardAt ? nothing : this.inside(words, home)}
        </div>
      </main>
      <div class="toasts" aria-live="polite">
        ${this.deeds?.told ? html`<homeiq-toast .words=${words} .told=${this.deeds.told} @homeiq-over=${() => this.deeds?.dismissToast()}></homeiq-toast>` : nothing}
      </div>
      <nav class="tabs below" aria-label="HomeIQ">${this.tabs(words)}</nav>
    </div>`;
  }

  private header(words: Words): TemplateResult {
    const above = this.view === "change" ? this.path.slice(0, 2) : this.path.slice(0, 1);
    const isBelow = this.path.length > above.length && this.tab === "suggestions";
    return html`<header>
      ${isBelow
        ? html`<button class="round back ${this.view}" aria-label=${words.say("do.back")} @click=${() => go(`${this.base}/${above.join("/")}`)}>${icon(mdiArrowLeft)}</button>`
        : nothing}
      ${this.narrow ? html`<button class="round menu ${isBelow ? "hides" : ""}" aria-label=${words.say("do.menu")} @click=${() => tell(this, "hass-toggle-menu")}>${icon(mdiMenu)}</button>` : nothing}
      <span class="name" aria-hidden="true">HomeIQ</span>
      <nav class="tabs above" aria-label="HomeIQ">${this.tabs(words)}</nav>
      ${this.home ? this.menu(words, this.home) : nothing}
    </header>`;
  }

  /** What is done seldom. */
  private menu(words: Words, home: Home): TemplateResult {
    const { overview } = home.documents;
    const may = (right: "decide" | "change"): boolean => this.hello?.rights.includes(right) ?? false;
    const does = (name: string, service: string, isOff = false): TemplateResult =>
      html`<button class="bare" ?disabled=${isOff || home.isAway} data-menu=${name} @click=${() => this.serve(service)}>${words.say(`menu.${name}`)}</button>`;
    return html`<details class="more" @click=${this.pressed} @focusout=${this.left} @keydown=${this.escaped}>
      <summary class="round" aria-label=${words.say("menu.title")}>${icon(DOTS)}</summary>
      <div>
        ${may("decide") ? html`${does("learn", "refresh", overview?.status === "running")} ${overview?.pause ? does("resume", "resume_learning") : does("pause", "pause_learning")}` : nothing}
        ${may("change") ? html`<a class="bare" href="/config/integrations/integration/homeiq">${words.say("do.settings")}</a>` : nothing}
        <a class="bare" href=${HELP} target="_blank" rel="noreferrer">${words.say("menu.help")}</a>
      </div>
    </details>`;
  }

  /** One inside chooses. One on ⋮ opens it and closes it, and the next one beside it closes it, however soon it comes. */
  private readonly pressed = (event: Event): void => {
    const menu = event.currentTarget as HTMLDetailsElement;
    if (!(event.target instanceof Element && event.target.closest("summary"))) menu.open = false;
    else addEventListener("pointerdown", (press) => (menu.open &&= press.composedPath().includes(menu)), { once: true });
  };

  private readonly left = (event: FocusEvent): void => {
    const menu = event.currentTarget as HTMLDetailsElement;
    if (event.relatedTarget instanceof Node && !menu.contains(event.relatedTarget)) menu.open = false;
  };

  private readonly escaped = (event: KeyboardEvent): void => {
    if (event.key !== "Escape") return;
    const menu = event.currentTarget as HTMLDetailsElement;
    menu.open = false;
    menu.querySelector("summary")?.focus();
  };

  /** Has something done that takes no answer; a refusal is told. */
  private async serve(service: string): Promise<void> {
    try {
      await this.hass.callService("homeiq", service);
    } catch (error) {
      this.tell({ key: "toast.failed", values: { reason: reasonOf(error) }, tone: "bad" });
    }
  }

  private tabs(words: Words): TemplateResult[] {
    const { suggestions, decisions } = this.home?.documents ?? {};
    const open: Record<string, number> = {
      suggestions: suggestions?.order.filter((one) => !this.deeds?.hidden.has(one)).length ?? 0,
      yours: Object.values(decisions?.accepted ?? {}).filter((one) => one.question).length,
    };
    return TABS.map(
      (one) => html`<a href="${this.base}/${one}" aria-current=${one === this.tab ? "page" : nothing} data-tab=${one}>
        ${icon(VIEWS[one])}<span>${words.say(`tab.${one}`)}</span>
        ${open[one] ? html`<b class="badge" aria-label=${words.count("tab.open", open[one])}>${words.number(open[one])}</b>` : nothing}
      </a>`,
    );
  }

  private notes(words: Words, home: Home): TemplateResult {
    const pause = home.documents.overview?.pause;
    const mayChange = this.hello?.rights.includes("change") ?? true;
    const heard = home.heardAt ? words.clock(home.heardAt / 1000) : "";
    return html`
      ${this.isOutdated
        ? html`<homeiq-note tone="ask" .words=${words} data-note="updated"><b>${words.say("state.updated")}</b> ${words.say("state.updated_more")}
            <button class="button main" @click=${() => location.reload()}>${words.say("do.reload")}</button></homeiq-note>`
        : nothing}
      ${home.isAway
        ? html`<homeiq-note tone="warn" .words=${words} data-note="away"><b>${words.say(home.connection.connected ? "state.away" : "state.gone")}</b>
            ${heard ? words.say("state.known_at", { time: heard }) : words.say("state.comes_back")}</homeiq-note>`
        : nothing}
      ${mayChange ? nothing : html`<homeiq-note tone="ask" .words=${words} data-note="admin"><b>${words.say("state.admin")}</b> ${words.say(this.hello?.rights.includes("decide") ? "state.admin_more" : "state.read_only")}</homeiq-note>`}
      ${pause
        ? html`<homeiq-note tone="warn" .words=${words} data-note="paused"><b>${pause.until ? words.say("state.paused", { when: words.when(pause.until) }) : words.say("state.paused_open")}</b>
            ${words.say("state.paused_more")} <button class="button" @click=${() => this.serve("resume_learning")}>${words.say("do.resume")}</button></homeiq-note>`
        : nothing}
    `;
  }

  private inside(words: Words, home: Home): TemplateResult | HTMLElement {
    const { view } = this;
    if (!this.isWhole && view !== "overview") return waits(words, 8);
    if (this.shown?.localName !== `homeiq-${view}`) this.shown = document.createElement(`homeiq-${view}`);
    const { rights } = this.hello ?? {};
    return Object.assign(this.shown, {
      words,
      home,
      base: this.base,
      path: this.path.slice(1),
      areas: this.hass.areas,
      decided: this.deeds?.hidden ?? NONE,
      refusals: this.deeds?.refusals ?? NO_REFUSALS,
      returned: this.deeds?.returned ?? NONE,
      pages: this.page,
      names: this.name,
      now: this.state,
      early: !rights,
      change: !!rights?.includes("change"),
      decide: !!rights?.includes("decide"),
    });
  }

  private readonly name = (entity: string): string => nameOf(this.hass, entity);

  private readonly state = (entity: string): string | undefined => this.hass.states[entity]?.state;

  /** Where an automation is changed, or what it did where it has no id. */
  private readonly page = (entity: string): string => {
    const id = this.hass.states[entity]?.attributes.id;
    return typeof id === "string" ? `/config/automation/edit/${encodeURIComponent(id)}` : `/history?entity_id=${entity}`;
  };

  static override styles = [colours, shared, shell];
}

known("homeiq-panel", Panel);
