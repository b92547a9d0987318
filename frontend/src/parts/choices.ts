/** Pages to choose from, as links: the one that is open has a tick, not only a colour. */

import { html, nothing, type TemplateResult } from "lit";

export interface Choice {
  address: string;
  name: string;
  isOn: boolean;
}

export function choices(label: string, all: Choice[]): TemplateResult {
  return html`<nav class="buttons" aria-label=${label}>
    ${all.map((one) => html`<a class="button choice" href=${one.address} aria-current=${one.isOn ? "page" : nothing}>${one.isOn ? "✓ " : ""}${one.name}</a>`)}
  </nav>`;
}
