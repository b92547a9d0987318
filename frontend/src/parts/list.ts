/**
 * A list of any length: only the rows that can be seen, and some around them, are there. All rows are of one height, and
 * those that stay in sight are left alone.
 */

import { css, html, LitElement, type PropertyValues, render, type TemplateResult } from "lit";
import { property, state } from "lit/decorators.js";
import { known } from "./part";

const AROUND = 6; // rows beyond each edge
const LINE = 20; // CSS pixels of a line of text
const AT_ONCE = 4; // rows by which the window moves, so that not every pixel draws anew

/** Which rows are there; the end does not belong to it. */
export function windowOf(top: number, height: number, row: number, count: number): [number, number] {
  const first = Math.max(0, Math.floor(top / row) - AROUND);
  const begin = Math.min(first - (first % AT_ONCE), Math.max(0, count - 1));
  return [begin, Math.min(count, begin + Math.ceil(height / row) + 2 * AROUND + AT_ONCE)];
}

export class List extends LitElement {
  @property({ type: Number }) length = 0;
  @property({ type: Number }) height = 72;
  @property({ attribute: false }) row!: (at: number) => TemplateResult;
  /** What the rows are of: another object means that all of them may be others. */
  @property({ attribute: false }) of?: unknown;
  @property() label = "";
  @state() private from = 0;
  @state() private to = 0;
  /** How high a row is: more than usual where somebody has texts larger. */
  @state() private tall = 0;
  private readonly drawn = new Map<number, HTMLElement>();
  private readonly observer = new ResizeObserver(() => this.look());

  override connectedCallback(): void {
    super.connectedCallback();
    this.observer.observe(this);
    this.addEventListener("scroll", this.look, { passive: true });
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.observer.disconnect();
  }

  protected override willUpdate(changed: PropertyValues): void {
    if (changed.has("length")) this.look();
  }

  /** Begins at the top again, as after a new search. */
  rewind(): void {
    this.scrollTop = 0;
    this.look();
  }

  private look = (): void => {
    const line = this.renderRoot.querySelector("i")?.offsetHeight || LINE;
    this.tall = (this.height * line) / LINE;
    // No higher than what is in it, and its border.
    this.style.maxHeight = `${this.length * this.tall + 2}px`;
    const [from, to] = windowOf(this.scrollTop, this.clientHeight, this.tall, this.length);
    if (from === this.from && to === this.to) return;
    this.from = from;
    this.to = to;
    this.dispatchEvent(new CustomEvent("homeiq-seen", { detail: to }));
  };

  protected override render(): TemplateResult {
    return html`<i aria-hidden="true">&nbsp;</i><div role="list" aria-label=${this.label} style=${`height:${this.length * this.tall}px`}></div>`;
  }

  /** Draws what is in sight. A row that stays is never moved, so that it keeps what is focused in it. */
  protected override updated(): void {
    for (const [at, row] of this.drawn) {
      if (at >= this.from && at < this.to) continue;
      row.remove();
      this.drawn.delete(at);
    }
    const list = this.renderRoot.querySelector("div");
    let next: Element | null = null;
    for (let at = this.to - 1; at >= this.from; at--) {
      const row: HTMLElement = this.drawn.get(at) ?? document.createElement("div");
      this.drawn.set(at, row);
      Object.assign(row, { className: "row", role: "listitem", ariaSetSize: this.length, ariaPosInSet: at + 1 });
      row.style.cssText = `top:${at * this.tall}px;height:${this.tall}px`;
      render(this.row(at), row);
      if (!row.parentNode) list?.insertBefore(row, next);
      next = row;
    }
  }

  static override styles = css`
    :host {
      display: block;
      overflow-y: auto;
      contain: strict;
      overscroll-behavior: contain;
    }
    div[role="list"] {
      position: relative;
    }
    i {
      position: absolute;
      visibility: hidden;
      line-height: 20px;
    }
    .row {
      position: absolute;
      inset-inline: 0;
      contain: strict;
    }
  `;
}

known("homeiq-list", List);
