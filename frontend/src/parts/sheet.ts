/** A dialog: beside the buttons where there is room, a sheet from below on phones. Traps and returns the focus. */

import { css, html, type TemplateResult } from "lit";
import { property } from "lit/decorators.js";
import { CLOSE, icon } from "./icon";
import { known, Part } from "./part";

export class Sheet extends Part {
  @property() heading = "";

  private get dialog(): HTMLDialogElement {
    return this.renderRoot.querySelector("dialog") as HTMLDialogElement;
  }

  private isBack?: () => void;
  private closing?: Promise<void>;

  /** The way back of a browser or a phone closes it too. */
  protected override firstUpdated(): void {
    history.pushState({ ...history.state, homeiq: true }, "");
    window.addEventListener("popstate", this.popped);
    this.dialog.showModal();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    window.removeEventListener("popstate", this.popped);
  }

  /** Closes it and waits until the address is that of before, so that another page may be gone to. */
  close(): Promise<void> {
    return (this.closing ??= new Promise((done) => {
      this.isBack = done;
      history.back();
    }));
  }

  private readonly popped = (): void => {
    this.isBack?.();
    this.dialog.close();
  };

  protected override render(): TemplateResult {
    return html`<dialog aria-labelledby="heading" @close=${this.closed} @cancel=${this.cancelled} @keydown=${this.pressed} @click=${this.clicked}>
      <div class="inner">
        <header>
          <h2 id="heading" class="grow">${this.heading}</h2>
          <button class="round" aria-label=${this.say("do.close")} @click=${this.close}>${icon(CLOSE)}</button>
        </header>
        <slot></slot>
      </div>
    </dialog>`;
  }

  private closed(): void {
    this.dispatchEvent(new CustomEvent("homeiq-closed"));
  }

  /** Escape is for the sheet alone, not for what stands below it. */
  private pressed(event: KeyboardEvent): void {
    if (event.key === "Escape") event.stopPropagation();
  }

  private cancelled(event: Event): void {
    event.preventDefault();
    void this.close();
  }

  /** Beside the sheet is the dialog itself. */
  private clicked(event: Event): void {
    if (event.target === this.dialog) void this.close();
  }

  static override styles = [
    Part.styles,
    css`
      dialog {
        border: 0;
        padding: 0;
        color: inherit;
        font: inherit;
        background: var(--card-background-color);
        border-radius: 24px;
        width: min(560px, 100vw - 24px);
        max-height: calc(100dvh - 24px);
        overflow: auto;
      }
      dialog::backdrop {
        background: #0008;
      }
      .inner {
        padding: 8px 16px 20px;
      }
      @media (max-width: 600px) {
        dialog {
          width: 100vw;
          max-width: 100vw;
          margin-bottom: 0;
          border-radius: 24px 24px 0 0;
        }
      }
    `,
  ];
}

known("homeiq-sheet", Sheet);
