/** Asks once more before something that is not taken back, or that lets somebody in. What is at stake is what is inside. */

import { css, html, type TemplateResult } from "lit";
import { property } from "lit/decorators.js";
import { known, Part } from "./part";
import "./sheet";
import type { Sheet } from "./sheet";

export class Sure extends Part {
  @property() heading = "";
  /** What the button says that does it. */
  @property() yes = "";

  protected override render(): TemplateResult {
    return html`<homeiq-sheet .words=${this.words} heading=${this.heading} @homeiq-closed=${() => this.dispatchEvent(new CustomEvent("homeiq-closed"))}>
      <slot></slot>
      <div class="buttons">
        <button class="button plain" @click=${this.close}>${this.say("do.cancel")}</button>
        <button class="button never" data-do="sure" @click=${this.agree}>${this.yes}</button>
      </div>
    </homeiq-sheet>`;
  }

  private async close(): Promise<void> {
    await this.renderRoot.querySelector<Sheet>("homeiq-sheet")?.close();
  }

  private async agree(): Promise<void> {
    await this.close();
    this.dispatchEvent(new CustomEvent("homeiq-yes"));
  }

  static override styles = [
    Part.styles,
    css`
      .buttons {
        justify-content: flex-end;
        margin-top: 16px;
      }
    `,
  ];
}

known("homeiq-sure", Sure);
