/** The small part of Home Assistant's page that is used here. */

export type Localize = (key: string, values?: Record<string, string | number>) => string;
export type Unsubscribe = () => Promise<void> | void;

export interface Connection {
  connected: boolean;
  ping(): Promise<unknown>;
  subscribeMessage<T>(
    tell: (event: T) => void,
    message: Record<string, unknown>,
    options: { resubscribe: boolean },
  ): Promise<Unsubscribe>;
  sendMessagePromise<T>(message: Record<string, unknown>): Promise<T>;
  addEventListener(type: "ready" | "disconnected", listener: () => void): void;
  removeEventListener(type: "ready" | "disconnected", listener: () => void): void;
}

export interface Locale {
  language: string;
  number_format?: string;
  time_format?: string;
  time_zone?: string;
  first_weekday?: string;
}

/** What the page knows of an entity. */
export interface Entity {
  platform?: string;
  translation_key?: string;
  area_id?: string | null;
  device_id?: string | null;
  hidden?: boolean;
  entity_category?: string | null;
}

export interface HomeAssistant {
  connection: Connection;
  connected: boolean;
  config: { time_zone: string };
  locale: Locale;
  localize: Localize;
  user?: { is_admin: boolean };
  /** Those that whoever looks may see. */
  panels?: Record<string, unknown>;
  areas: Record<string, { name: string }>;
  devices: Record<string, { area_id?: string | null }>;
  entities: Record<string, Entity>;
  states: Record<string, { state: string; attributes: Record<string, unknown> }>;
  loadBackendTranslation(category: string, integration?: string): Promise<Localize>;
  callService(domain: string, service: string, data?: object): Promise<unknown>;
}

export interface Route {
  prefix: string;
  path: string;
}

/** Every state of every entity brings a new object; only these parts of it are worth drawing anew. */
const LOOKED_AT = ["localize", "locale", "connected", "config", "areas", "user"] as const;

export function isNews(now?: HomeAssistant, before?: HomeAssistant): boolean {
  return !now || !before || LOOKED_AT.some((part) => now[part] !== before[part]);
}

/** The address of a page, where whoever looks may see its panel: some are for administrators only. */
export function seen(path: string, { panels }: HomeAssistant): string | undefined {
  return panels && (path.split("/")[1] ?? "") in panels ? path : undefined;
}

/** A card on a dashboard, as large as somebody has made it. */
export interface Placed {
  grid_options?: { rows?: number | string; columns?: number | string };
}

/** Whether a card is one row high. */
export function isSmall(card?: Placed): boolean {
  return Number(card?.grid_options?.rows) === 1;
}

/** Goes to another page of Home Assistant without loading it anew. */
export function go(path: string, replace = false): void {
  history[replace ? "replaceState" : "pushState"](null, "", path);
  window.dispatchEvent(new CustomEvent("location-changed", { detail: { replace } }));
}

/** Tells whoever is above. */
export function tell(from: EventTarget, type: string, detail?: unknown): void {
  from.dispatchEvent(new CustomEvent(type, { detail, bubbles: true, composed: true }));
}
