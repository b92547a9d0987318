/** Icons as paths, and what stands for a kind of habit or a domain. */

import {
  mdiBellOutline,
  mdiChartLineVariant,
  mdiLightbulb,
  mdiPowerSocket,
  mdiRayStartArrow,
  mdiSunAngleOutline,
  mdiTelevision,
  mdiThermometer,
  mdiToggleSwitch,
  mdiViewGridOutline,
  mdiWindowShutter,
} from "@mdi/js";
import { html, nothing, type TemplateResult } from "lit";

/** Four blades. */
const FAN = "M12 12V2a5 5 0 0 1 0 10h10a5 5 0 0 1-10 0v10a5 5 0 0 1 0-10H2a5 5 0 0 1 10 0";

const DOMAINS: Record<string, string> = {
  light: mdiLightbulb,
  fan: FAN,
  cover: mdiWindowShutter,
  switch: mdiPowerSocket,
  climate: mdiThermometer,
  media_player: mdiTelevision,
  scene: mdiViewGridOutline,
};
const KINDS: Record<string, string> = { sun: mdiSunAngleOutline, crossing: mdiChartLineVariant, left_on: mdiBellOutline, scene: mdiViewGridOutline };

export function icon(path: string, label?: string): TemplateResult {
  return html`<svg class="icon" viewBox="0 0 24 24" role=${label ? "img" : nothing} aria-label=${label ?? nothing} aria-hidden=${label ? nothing : "true"}><path d=${path}></path></svg>`;
}

/** What a habit is about. */
export function iconOf(kind: string | undefined, entities: string[]): string {
  const domain = entities[0]?.split(".")[0] ?? "";
  return (kind && KINDS[kind]) || DOMAINS[domain] || (kind === "follow_up" ? mdiRayStartArrow : mdiToggleSwitch);
}
