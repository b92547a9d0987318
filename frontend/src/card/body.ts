/** The inside of all cards: texts, what HomeIQ tells, and what is shown while it is away. */

import { css, html, LitElement, nothing, type PropertyValues, type TemplateResult } from "lit";
import { property } from "lit/decorators.js";
import { isNews, isSmall, seen, type HomeAssistant } from "../home-assistant";
import { Home } from "../live/home";
import { ALERT, icon } from "../parts/icon";
import { colours, shared } from "../parts/style";
import { lines, waiting } from "../parts/waits";
import { Texts } from "../texts";
import type { Words } from "../words";
import type { CardConfig } from "./card";

export const BASE = "/homeiq";

export abstract class CardBody<C extends CardConfig = CardConfig> extends LitElement {
  @property({ attribute: false, hasChanged: isNews }) hass!: HomeAssistant;
  @property({ attribute: false }) config!: C;
  protected home?: Home;
  protected readonly texts = new Texts(() => this.requestUpdate());

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.home?.end();
    this.home = undefined;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    if (this.hasUpdated) this.requestUpdate();
  }

  protected override willUpdate(changed: PropertyValues): void {
    if (!this.home && this.isConnected) {
      const home = (this.home = new Home(this.hass.connection, (...of) => this.hass.loadBackendTranslation(...of)));
      home.listen(() => this.requestUpdate());
      this.begin(home);
    }
    if (changed.has("hass")) this.texts.read(this.hass);
  }

  /** Listens to what it shows. */
  protected abstract begin(home: Home): void;

  /** Nothing where it is still to come. */
  protected abstract inside(words: Words, home: Home): TemplateResult | typeof nothing;

  /** All of it in one line. */
  protected abstract brief(words: Words, home: Home): TemplateResult | typeof nothing;

  /** Below the card's inside. */
  protected below(_words: Words): TemplateResult | typeof nothing {
    return nothing;
  }

  protected override render(): TemplateResult | typeof nothing {
    const { home } = this;
    const { words } = this.texts;
    if (!words || !home) return nothing;
    if (isSmall(this.config)) return html`<ha-card>${home.isAway ? this.line(ALERT, words.say("card.away"), "") : this.brief(words, home)}</ha-card>`;
    return html`<ha-card>
      ${this.config.title ? html`<h2>${this.config.title}</h2>` : nothing} ${home.isAway ? this.message(ALERT, words.say("card.away"), words.say("state.comes_back")) : this.whole(words, home)} ${this.below(words)}
    </ha-card>`;
  }

  private whole(words: Words, home: Home): TemplateResult {
    const inside = this.inside(words, home);
    return inside === nothing ? html`${waiting(words)}${lines(6)}` : html`${inside}`;
  }

  /** Of a link, unless it led nowhere. */
  protected page(path: string): string | typeof nothing {
    return seen(path, this.hass) ?? nothing;
  }

  protected message(symbol: string, title: string, more: string): TemplateResult {
    return html`<div class="message">${icon(symbol)}<div><p><b>${title}</b></p><p class="small dim">${more}</p></div></div>`;
  }

  /** A card one row high: it leads to where there is more. */
  protected line(symbol: string, title: string, more: string, address = BASE): TemplateResult {
    return html`<a class="line" href=${this.page(address)}><span class="round">${icon(symbol)}</span><span class="grow"><span class="one">${title}</span><span class="one small dim">${more}</span></span></a>`;
  }

  static override styles = [
    colours,
    shared,
    css`
      :host {
        display: block;
        height: 100%;
      }
      ha-card {
        height: 100%;
        overflow: hidden auto;
      }
      h2 {
        padding: 14px 16px 2px;
      }
      .message {
        display: flex;
        gap: 12px;
        padding: 12px 16px;
      }
      .message .icon {
        color: var(--secondary-text-color);
      }
      .line {
        display: flex;
        align-items: center;
        gap: 10px;
        height: 100%;
        min-height: 56px;
        padding: 0 10px;
        color: inherit;
      }
      .line .round {
        width: 36px;
        height: 36px;
        background: var(--hq-tint);
        color: var(--hq-accent);
      }
      .one {
        display: block;
        white-space: nowrap;
        overflow: hidden;
        text-overflow: ellipsis;
      }
      .one.dim {
        font-weight: 400;
      }
    `,
  ];
}
