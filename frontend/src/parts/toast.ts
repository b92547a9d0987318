/** One line on what was done, with its way back. It waits while somebody points at it or has it focused. */

import { css, html, nothing, type TemplateResult } from "lit";
import { property } from "lit/decorators.js";
import type { Told } from "../live/deeds";
import { known, Part } from "./part";

const STAYS = 10_000; // milliseconds

export class Toast extends Part {
  @property({ attribute: false }) told!: Told;
  private timer?: ReturnType<typeof setTimeout>;

  protected override updated(changed: Map<string, unknown>): void {
    if (changed.has("told")) this.start();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    clearTimeout(this.timer);
  }

  protected override render(): TemplateResult {
    const { key, values, open, undo, tone } = this.told;
    return html`<div class="toast fades" role=${tone ? "alert" : "status"} @pointerenter=${this.hold} @pointerleave=${this.start} @focusin=${this.hold} @focusout=${this.start}>
      <span class="grow">${this.say(key, values)}</span>
      ${open ? html`<a class="act" href=${open}>${this.say("do.open")}</a>` : nothing}
      ${undo ? html`<button class="act" data-do="undo" @click=${undo}>${this.say("do.undo")}</button>` : nothing}
    </div>`;
  }

  private hold = (): void => clearTimeout(this.timer);

  private start = (): void => {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.dispatchEvent(new CustomEvent("homeiq-over")), STAYS);
  };

  static override styles = [
    Part.styles,
    css`
      .toast {
        background: var(--primary-text-color);
        color: var(--card-background-color);
        border-radius: 8px;
        padding: 6px 8px 6px 16px;
        min-height: 56px;
        display: flex;
        align-items: center;
        gap: 8px;
        box-shadow: 0 4px 16px #0006;
        width: max-content;
        max-width: min(640px, 100%);
        margin-inline: auto;
      }
      .act {
        font: 500 14px/20px var(--ha-font-family-body, Roboto, sans-serif);
        color: color-mix(in srgb, var(--primary-color) 45%, var(--card-background-color));
        background: none;
        border: 0;
        min-height: 44px;
        padding: 12px 10px;
        cursor: pointer;
        border-radius: 8px;
      }
      .act:focus-visible {
        outline-color: currentColor;
      }
    `,
  ];
}

known("homeiq-toast", Toast);
