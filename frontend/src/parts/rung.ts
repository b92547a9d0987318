/** How far a habit has come: three steps and a word. Solid acts, dashed does not. */

import { css, html, svg, type TemplateResult } from "lit";
import { property } from "lit/decorators.js";
import { BELL, icon } from "./icon";
import { known, Part } from "./part";

const STEPS: Record<string, number> = { forming: 1, asks: 2, acts: 3 };

/** How far it has come; what is only done when somebody starts it acts as little by itself as it asks. */
export function rungOf(kind: string, rung?: string): string | undefined {
  return kind === "scene" && rung === "acts" ? "called" : rung;
}

export class Rung extends Part {
  @property() rung!: string;
  /** Only the steps, with the word for those who can't see them. */
  @property({ type: Boolean }) short = false;

  protected override render(): TemplateResult {
    const word = this.say(`rung.${this.rung}`);
    const steps =
      this.rung === "reminds"
        ? icon(BELL)
        : html`<svg class="steps" width="16" height="14" viewBox="0 0 16 14" aria-hidden="true">
            ${[5, 9, 13].map((high, step) => svg`<rect x=${step * 6} y=${14 - high} width="4" height=${high} rx="1" class=${step < (STEPS[this.rung] ?? 0) ? "full" : ""}></rect>`)}
          </svg>`;
    if (this.rung === "called") return this.short ? html`<span class="unseen">${word}</span>` : html`<span class="chip ask">${word}</span>`;
    if (this.short) return html`<span title=${word}>${steps}<span class="unseen">${word}</span></span>`;
    return html`<span class="chip ${this.rung === "acts" ? "" : "ask"}">${steps}${word}</span>`;
  }

  static override styles = [
    Part.styles,
    css`
      .chip {
        display: inline-flex;
        align-items: center;
        gap: 6px;
        min-height: 24px;
        padding: 2px 10px;
        border-radius: 12px;
        background: var(--secondary-background-color);
        font-size: 12px;
        line-height: 16px;
        font-weight: 500;
      }
      .chip.ask {
        background: none;
        border: 1px dashed var(--secondary-text-color);
      }
      .icon {
        width: 16px;
        height: 16px;
      }
      rect {
        fill: color-mix(in srgb, currentColor 28%, transparent);
      }
      rect.full {
        fill: currentColor;
      }
    `,
  ];
}

known("homeiq-rung", Rung);
