/** Icons as paths, and what stands for a kind of habit or a domain. */

import {
  mdiChartLineVariant,
  mdiPowerSocket,
  mdiRayStartArrow,
  mdiTelevision,
  mdiThermometer,
  mdiToggleSwitch,
  mdiViewDashboardOutline,
  mdiWindowShutter,
} from "@mdi/js";
import { html, nothing, type TemplateResult } from "lit";

// Shapes that have a part in common, or that can be said in less than there is ready-made.
const RING = "M12 2a10 10 0 1 0 0 20a10 10 0 1 0 0-20zm0 2a8 8 0 1 1 0 16a8 8 0 1 1 0-16z";
const RAYS = "M11 1h2v3h-2zM1 11h3v2H1zM20 11h3v2h-3zM4.2 2.8l2.1 2.1-1.4 1.4-2.1-2.1zM19.8 2.8l1.4 1.4-2.1 2.1-1.4-1.4z";
const SUN = `M12 7a5 5 0 1 0 .1 0z${RAYS}M11 20h2v3h-2zM4.9 17.7l1.4 1.4-2.1 2.1-1.4-1.4zM19.1 17.7l2.1 2.1-1.4 1.4-2.1-2.1z`;
export const ALERT = `${RING}M11 7h2v6h-2zM11 15h2v2h-2z`;
export const BELL = "M10 21h4a2 2 0 0 1-4 0M21 19v1H3v-1l2-2v-6a7 7 0 0 1 5-6.7a2 2 0 1 1 4 0A7 7 0 0 1 19 11v6zM17 11a5 5 0 0 0-10 0v7h10z";
export const BULB = `M12 6a6 6 0 0 0-3 11.2V20h6v-2.8A6 6 0 0 0 12 6m0 2a4 4 0 0 1 1 7.9V18h-2v-2.1A4 4 0 0 1 12 8zM10 21h4v2h-4z${RAYS}`;
export const CHECK = `${RING}M16.6 7.6 10 14.2 7.4 11.6 6 13l4 4 8-8z`;
export const CLOSE = "M6 4.6 12 10.6l6-6L19.4 6l-6 6 6 6-1.4 1.4-6-6-6 6L4.6 18l6-6-6-6z";
export const CLOCK = `${RING}M11 7h1.5v5.2l4.5 2.7-.8 1.3L11 13z`;
export const DOTS = "M12 4a2 2 0 1 0 .1 0zm0 6a2 2 0 1 0 .1 0zm0 6a2 2 0 1 0 .1 0z";
export const EYE = "M12 5C7 5 3 8 1 12c2 4 6 7 11 7s9-3 11-7c-2-4-6-7-11-7zm0 2a5 5 0 1 1-.1 0zm0 2a3 3 0 1 0 .1 0z";
export const INFORMATION = `${RING}M11 7h2v2h-2zM11 11h2v6h-2z`;
export const SPROUT = "M3 20h18v2H3zM11 20v-6C6 14 3 11 3 6c4 0 7 1 8.5 5C13 6 17 4 21 4c0 6-3 9-8 9v7z";

const LAMP = "M12 2a7 7 0 0 0-4 12.7V18h8v-3.3A7 7 0 0 0 12 2M9 20h6v2H9z";

/** Four blades. */
const FAN = "M12 12V2a5 5 0 0 1 0 10h10a5 5 0 0 1-10 0v10a5 5 0 0 1 0-10H2a5 5 0 0 1 10 0";

const DOMAINS: Record<string, string> = {
  light: LAMP,
  fan: FAN,
  cover: mdiWindowShutter,
  switch: mdiPowerSocket,
  climate: mdiThermometer,
  media_player: mdiTelevision,
  scene: mdiViewDashboardOutline,
};
const KINDS: Record<string, string> = { sun: SUN, crossing: mdiChartLineVariant, left_on: BELL, scene: mdiViewDashboardOutline };

export function icon(path: string, label?: string): TemplateResult {
  return html`<svg class="icon" viewBox="0 0 24 24" role=${label ? "img" : nothing} aria-label=${label ?? nothing} aria-hidden=${label ? nothing : "true"}><path d=${path}></path></svg>`;
}

/** What a habit is about. */
export function iconOf(kind: string | undefined, entities: string[]): string {
  const domain = entities[0]?.split(".")[0] ?? "";
  return (kind && KINDS[kind]) || DOMAINS[domain] || (kind === "follow_up" ? mdiRayStartArrow : mdiToggleSwitch);
}
