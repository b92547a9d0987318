/** Something to know before anything else: bad, a warning, or a question. The words are what is inside. */

import { mdiAlert } from "@mdi/js";
import { css, html, type TemplateResult } from "lit";
import { property } from "lit/decorators.js";
import { ALERT, INFORMATION, icon } from "./icon";
import { known, Part } from "./part";

const ICONS = { bad: ALERT, warn: mdiAlert, ask: INFORMATION };

export class Note extends Part {
  @property({ reflect: true }) tone: keyof typeof ICONS = "ask";

  protected override render(): TemplateResult {
    return html`<div class="note" role=${this.tone === "bad" ? "alert" : "status"}>
      ${icon(ICONS[this.tone])}
      <div class="grow"><slot></slot></div>
    </div>`;
  }

  static override styles = [
    Part.styles,
    css`
      :host {
        display: block;
        --tone: var(--primary-color);
        --dark: var(--hq-accent);
      }
      :host([tone="bad"]) {
        --tone: var(--error-color);
        --dark: var(--hq-bad);
      }
      :host([tone="warn"]) {
        --tone: var(--warning-color);
        --dark: var(--hq-warn);
      }
      .note {
        display: flex;
        gap: 12px;
        padding: 12px 16px;
        border-radius: 8px;
        background: color-mix(in srgb, var(--tone) 12%, var(--card-background-color));
        border-inline-start: 4px solid var(--tone);
        align-items: flex-start;
      }
      .icon {
        color: var(--dark);
      }
    `,
  ];
}

known("homeiq-note", Note);
