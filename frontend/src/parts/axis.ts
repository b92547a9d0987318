/** What was measured when it was done and when it was not, or what was set, with the borders between: drawn, in a sentence and as a table. */

import { css, html, nothing, svg, type TemplateResult } from "lit";
import { property, state } from "lit/decorators.js";
import { boundsOf, mostOf, numberAt, placeOf, stepAt, toStep, type Bounds } from "../live/axis";
import { Sized } from "./chart";
import { shape, shapeAt } from "./marks";
import { known } from "./part";

const SIDE = 16; // CSS pixels left and right of the line
const ABOVE = 14; // where what was done stands
const BELOW = 50;
const LINE = 32;
const FREE = 25; // steps beside what was set, so that there is somewhere to move to
const APART = 96; // CSS pixels between two numbers that have room for both

/** A number that can be moved; its name is for those who don't see it. */
export interface Border {
  at: number;
  name: string;
}

export class Axis extends Sized {
  @property({ attribute: false }) did: number[] = [];
  /** None where there is nothing to compare with. */
  @property({ attribute: false }) not?: number[];
  @property({ attribute: false }) borders: Border[] = [];
  @property() unit = "";
  @property({ type: Number }) least?: number;
  @property({ type: Number }) most?: number;
  @property({ type: Number }) step?: number;
  /** Whether borders can be moved; each move is told as `homeiq-border`. */
  @property({ type: Boolean }) movable = false;
  /** What the line is while a border is dragged, so that nothing moves but that. */
  @state() private held?: Bounds;

  protected override render(): TemplateResult | typeof nothing {
    const { did, not = [], borders } = this;
    if (!did.length && !not.length) return nothing;
    const numbers = [...did, ...not, ...borders.map((one) => one.at)];
    const [least, most] = [Math.min(...numbers), Math.max(...numbers)];
    const free = FREE * (this.step ?? 0);
    const bounds = this.held ?? boundsOf([...numbers, this.within(least - free), this.within(most + free)]);
    const x = (number: number): number => SIDE + placeOf(number, bounds) * (this.width - 2 * SIDE);
    const high = this.not ? BELOW : LINE;
    return html`<p class="small">${this.sentence()}</p>
      <div class="line">
        <svg width=${this.width} height=${high + 28} aria-hidden="true">
          ${did.map((one) => shapeAt("s", x(one), ABOVE))} ${not.map((one) => shapeAt("i", x(one), BELOW))}
          <line class="grid" x1="0" x2=${this.width} y1=${LINE} y2=${LINE}></line>
          ${borders.map((one) => svg`<line class="at" x1=${x(one.at)} x2=${x(one.at)} y1="2" y2=${high + 10}></line>`)}
          ${x(most) - x(least) > APART
            ? [least, most].map((one) => this.text(one, x(one), high))
            : this.text(least, (x(least) + x(most)) / 2, high, least < most ? most : undefined)}
        </svg>
        ${this.movable ? borders.map((one, index) => this.handle(one, index, x(one.at), bounds)) : nothing}
      </div>
      <p class="small dim key"><span>${shape("s")} ${this.say(this.not ? "axis.key_did" : "axis.key_set")}</span>${this.not ? html`<span>${shape("i")} ${this.say("axis.key_not")}</span>` : nothing}</p>
      ${this.table(
        [this.say(this.not ? "axis.key_did" : "axis.key_set"), ...(this.not ? [this.say("axis.key_not")] : [])],
        Array.from({ length: Math.max(did.length, not.length) }, (_, row) => [did, ...(this.not ? [not] : [])].map((some) => (some[row] === undefined ? "–" : this.named(some[row])))),
      )}`;
  }

  /** A number below its place, or two that stand so close that they are told together; none runs over the edge. */
  private text(number: number, at: number, high: number, other?: number): TemplateResult {
    const edge = other === undefined ? APART / 3 : APART;
    const told = other === undefined ? this.named(number) : `${this.named(number)} – ${this.named(other)}`;
    return svg`<text x=${Math.min(this.width - edge, Math.max(edge, at))} y=${high + 24} text-anchor="middle">${told}</text>`;
  }

  private within(number: number): number {
    return Math.min(this.most ?? Infinity, Math.max(this.least ?? -Infinity, number));
  }

  private handle(one: Border, index: number, left: number, bounds: Bounds): TemplateResult {
    return html`<div
      class="handle"
      role="slider"
      tabindex="0"
      style=${`left:${left - 22}px`}
      aria-label=${one.name}
      aria-valuemin=${this.least ?? bounds.low}
      aria-valuemax=${this.most ?? bounds.high}
      aria-valuenow=${one.at}
      aria-valuetext=${this.named(one.at)}
      @pointerdown=${(event: PointerEvent) => {
        (event.currentTarget as Element).setPointerCapture(event.pointerId);
        this.held = bounds;
      }}
      @pointermove=${(event: PointerEvent) => {
        if (!this.held) return;
        const { left: begin } = (event.currentTarget as Element).parentElement!.getBoundingClientRect();
        this.move(index, numberAt((event.clientX - begin - SIDE) / (this.width - 2 * SIDE), this.held, this.step));
      }}
      @lostpointercapture=${() => (this.held = undefined)}
      @keydown=${(event: KeyboardEvent) => this.walk(event, one, index, bounds)}
    ></div>`;
  }

  /** Arrow keys move by a step, page keys by ten. */
  private walk(event: KeyboardEvent, { at }: Border, index: number, bounds: Bounds): void {
    const steps = { ArrowRight: 1, ArrowUp: 1, ArrowLeft: -1, ArrowDown: -1, PageUp: 10, PageDown: -10 }[event.key];
    if (!steps) return;
    event.preventDefault();
    const step = this.step ?? stepAt(at, bounds);
    this.move(index, toStep(at + steps * step, step));
  }

  private move(index: number, at: number): void {
    const within = this.within(at);
    if (within !== this.borders[index]?.at) this.dispatchEvent(new CustomEvent("homeiq-border", { detail: { index, at: within } }));
  }

  private named(number: number): string {
    return this.words.measured(number, this.unit);
  }

  private sentence(): string {
    const told = (key: string, some: number[]): string => {
      const { from, middle, to } = mostOf(some);
      return some.length ? this.say(from < to || this.not ? key : `${key}_same`, { from: this.named(from), middle: this.named(middle), to: this.named(to) }) : this.say(`${key}_never`);
    };
    return this.not ? `${told("axis.did", this.did)} ${told("axis.not", this.not)}` : told("axis.set", this.did);
  }

  static override styles = [
    Sized.styles,
    css`
      p:first-child {
        margin-top: 8px;
      }
      .line {
        position: relative;
        direction: ltr;
      }
      .mark {
        opacity: 0.7;
      }
      .handle {
        position: absolute;
        top: 10px;
        width: 44px;
        height: 44px;
        border-radius: 50%;
        cursor: ew-resize;
        touch-action: none;
      }
      .handle::after {
        content: "";
        position: absolute;
        inset: 12px 14px;
        border-radius: 8px;
        background: var(--hq-fill);
        border: 2px solid var(--card-background-color);
      }
      .key,
      .key span {
        display: flex;
        flex-wrap: wrap;
        gap: 2px 14px;
        align-items: center;
      }
      .key span {
        gap: 6px;
      }
    `,
  ];
}

known("homeiq-axis", Axis);
