/**
 * What all cards are from outside: known at once, their inside fetched when there is one to show.
 *
 * A card that is defined late shows an error first, and this file is loaded on every page: so it is small, and knows
 * nothing of Lit.
 */

import { isNews, isSmall, type HomeAssistant, type Placed } from "../home-assistant";
import { said } from "./said";

export interface CardConfig extends Placed {
  type: string;
  title?: string;
  area?: string;
  max?: number;
}

export interface Inside extends HTMLElement {
  hass: HomeAssistant;
  config: CardConfig;
}

export interface Field {
  name: string;
  type?: string;
  selector?: object;
  schema?: Field[];
}

/** The editor's form: a title, an area, and whatever else there is. */
export function form(...more: Field[]): object {
  return {
    schema: [{ name: "title", selector: { text: {} } }, { name: "area", selector: { area: {} } }, { name: "", type: "grid", schema: more }],
    computeLabel: ({ name }: { name: string }): string => said(name),
  };
}

export const most = (max: number): Field => ({ name: "max", selector: { number: { min: 1, max, mode: "box" } } });

export abstract class Card extends HTMLElement {
  protected abstract readonly inside: string;
  private config?: CardConfig;
  private current?: HomeAssistant;
  private body?: Inside;
  private isFilling = false;

  setConfig(config: CardConfig): void {
    if (config.max !== undefined && !(Number(config.max) >= 1)) throw new Error("max must be a number of 1 or more");
    this.config = config;
    if (this.body) this.body.config = config;
  }

  set hass(hass: HomeAssistant) {
    const isNew = isNews(hass, this.current);
    this.current = hass;
    if (this.body && isNew) this.body.hass = hass;
    else if (!this.body) void this.fill();
  }

  private async fill(): Promise<void> {
    if (this.isFilling || !this.config) return;
    this.isFilling = true;
    try {
      await import("./bodies");
    } catch {
      this.textContent = said("updated");
      return;
    }
    const body = document.createElement(this.inside) as Inside;
    body.config = this.config;
    if (this.current) body.hass = this.current;
    this.body = body;
    this.replaceChildren(body);
  }

  getCardSize(): number {
    return isSmall(this.config) ? 1 : 4;
  }

  getGridOptions(): Record<string, number | string> {
    return { columns: 12, rows: "auto", min_columns: 6, min_rows: 1 };
  }
}

declare global {
  interface Window {
    customCards?: object[];
    customStrategies?: object[];
  }
}

/** Puts a card into the list of cards, and among what is proposed for an entity of ours. */
export function offer(type: string, card: CustomElementConstructor, name: string): void {
  if (customElements.get(type)) return;
  customElements.define(type, card);
  (window.customCards ??= []).push({
    type,
    // Whoever opens the list may speak another language than whoever has opened the page.
    get name() {
      return said(name);
    },
    get description() {
      return said(`${name}_about`);
    },
    preview: true,
    documentationURL: "https://github.com/homeiq/homeiq/blob/main/docs/panel.md",
    getEntitySuggestion: (hass: HomeAssistant, entity: string) => (hass.entities[entity]?.platform === "homeiq" ? { config: { type: `custom:${type}` } } : null),
  });
}
