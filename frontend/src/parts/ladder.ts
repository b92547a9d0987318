/** How far habits have come: three steps, each with its count, to look only at those on it. */

import { css, html, type TemplateResult } from "lit";
import { property } from "lit/decorators.js";
import type { PatternPage } from "../live/documents";
import { countOf, RUNGS, type Step } from "../live/ladder";
import { known, Part } from "./part";
import "./rung";

export class Ladder extends Part {
  @property({ attribute: false }) page?: PatternPage;
  @property() step?: Step;

  protected override render(): TemplateResult {
    return html`<div class="ladder" role="group" aria-label=${this.say("ladder.title")}>
      ${RUNGS.map((rung) => {
        const isOn = this.step === rung;
        return html`<button class="step ${rung}" aria-pressed=${isOn} data-step=${rung} @click=${() => this.choose(isOn ? undefined : rung)}>
          <span class="head"><homeiq-rung short .words=${this.words} .rung=${rung}></homeiq-rung><span class="grow" aria-hidden="true">${isOn ? "✓ " : ""}${this.say(`rung.${rung}`)}</span><b>${this.page ? this.words.number(countOf(rung, this.page)) : ""}</b></span>
          <span class="small dim">${this.say(`ladder.${rung}`)}</span>
        </button>`;
      })}
    </div>`;
  }

  private choose(step: Step | undefined): void {
    this.dispatchEvent(new CustomEvent("homeiq-step", { detail: step }));
  }

  static override styles = [
    Part.styles,
    css`
      .ladder {
        display: grid;
        grid-template-columns: repeat(3, minmax(0, 1fr));
        gap: 8px;
        align-items: end;
      }
      .step {
        font: inherit;
        color: inherit;
        text-align: start;
        cursor: pointer;
        background: var(--card-background-color);
        border: 1px solid var(--divider-color);
        border-top: 3px solid var(--primary-color);
        border-radius: var(--hq-radius);
        padding: 10px 12px;
        display: grid;
        gap: 4px;
        align-content: start;
      }
      .step[aria-pressed="true"] {
        background: var(--hq-tint);
        border-color: var(--hq-accent);
      }
      .head {
        display: flex;
        gap: 8px;
        font-weight: 500;
      }
      .asks {
        padding-bottom: 22px;
      }
      .acts {
        padding-bottom: 34px;
      }
      @container (max-width: 869px) {
        .ladder {
          align-items: stretch;
        }
        .step {
          padding: 8px;
        }
        .step .small {
          display: none;
        }
        .head {
          flex-wrap: wrap;
          gap: 4px 8px;
          font-size: 13px;
          line-height: 16px;
        }
        .head .grow {
          order: 1;
          flex-basis: 100%;
        }
        b {
          margin-inline-start: auto;
        }
      }
    `,
  ];
}

known("homeiq-ladder", Ladder);
