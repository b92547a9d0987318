/** The strip of days, its key, and the shapes in both: told apart by shape, not by colour. */

import { css, html, nothing, svg, type SVGTemplateResult, type TemplateResult } from "lit";
import { property } from "lit/decorators.js";
import type { Counts, Strip } from "../live/documents";
import { beside } from "../words";
import { Chosen } from "./chosen";
import { known, Part } from "./part";

export const MARKS = { s: "saved", i: "idle", w: "wrong", m: "missed", "-": "none" } as const;
export type Mark = keyof typeof MARKS;

const SHAPES: Record<Mark, string> = {
  s: "M1.2 6a4.8 4.8 0 1 0 9.6 0a4.8 4.8 0 1 0-9.6 0z",
  i: "M2.2 6a3.8 3.8 0 1 0 7.6 0a3.8 3.8 0 1 0-7.6 0z",
  w: "M2 2l8 8M10 2l-8 8",
  m: "M6 1.6L11 10.4H1z",
  "-": "M3.5 6h5",
};
const WIDE = 16; // CSS pixels a day
const GAP = 7; // between two weeks

export const markStyle = css`
  .mark {
    fill: none;
    stroke-width: 2;
    stroke: var(--secondary-text-color);
  }
  .mark.saved {
    fill: var(--hq-accent);
    stroke: none;
  }
  .mark.wrong {
    stroke: var(--hq-bad);
    stroke-width: 2.6;
    stroke-linecap: round;
  }
  .mark.missed {
    stroke: var(--hq-warn);
    stroke-linejoin: round;
  }
  .mark.none {
    stroke-width: 1.4;
  }
  .here {
    fill: color-mix(in srgb, var(--hq-accent) 30%, transparent);
  }
`;

export function isMark(letter: string): letter is Mark {
  return letter in MARKS;
}

/** One shape, for keys. */
export function shape(mark: Mark): TemplateResult {
  return html`<svg width="12" height="12" viewBox="0 0 12 12" aria-hidden="true"><path class="mark ${MARKS[mark]}" d=${SHAPES[mark]}></path></svg>`;
}

/** One shape in a drawing, its middle at a place. */
export function shapeAt(mark: Mark, x: number, y: number): SVGTemplateResult {
  return svg`<path class="mark ${MARKS[mark]}" transform="translate(${x - 6} ${y - 6})" d=${SHAPES[mark]}></path>`;
}

/** Where each day stands: a gap before each week; the seven days in their order, 0 is Monday. */
export function places(strip: Strip, week: number[]): number[] {
  const first = week.indexOf((new Date(`${strip.first}T00:00:00Z`).getUTCDay() + 6) % 7);
  return [...strip.letters].map((_, day) => day * WIDE + Math.floor((first + day) / 7) * GAP);
}

/** Some letters of a strip, each with how often it is there. */
export function tally(letters: string): Partial<Record<Mark, number>> {
  const found: Partial<Record<Mark, number>> = {};
  for (const letter of letters) if (isMark(letter)) found[letter] = (found[letter] ?? 0) + 1;
  return found;
}

/** All marks of one shape are one path: hundreds of strips may be on a page. */
export class DayStrip extends Part {
  @property({ attribute: false }) strip!: Strip;
  /** Of the page to which a day leads, without the day; without it the days lead nowhere. */
  @property() address = "";
  private readonly chosen = new Chosen(this);

  protected override render(): TemplateResult {
    const { address, chosen } = this;
    const { letters, first } = this.strip;
    const at = places(this.strip, this.words.week);
    const wide = (at.at(-1) ?? 0) + WIDE;
    const found = tally(letters);
    const said = (Object.keys(MARKS) as Mark[])
      .filter((mark) => found[mark])
      .map((mark) => `${this.words.number(found[mark] ?? 0)} ${this.say(`mark.${MARKS[mark]}`)}`);
    const label = `${this.count("strip.days", letters.length)}: ${said.join(", ")}`;
    const drawn = [...letters].map((letter, day) => (isMark(letter) ? shapeAt(letter, (at[day] ?? 0) + WIDE / 2, 10) : ""));
    const strip = html`<svg width=${wide} height="20" viewBox="0 0 ${wide} 20" role=${address ? "none" : "img"} aria-label=${address ? nothing : label}>${chosen.at === undefined ? "" : svg`<rect class="here" x=${at[chosen.at]} width=${WIDE} height="20" rx="4"></rect>`}${drawn}</svg>`;
    if (!address) return strip;
    const point = (event: PointerEvent): void => {
      const { left, width } = (event.currentTarget as Element).getBoundingClientRect();
      const x = ((event.clientX - left) * wide) / width;
      chosen.point(event.type, at.findLastIndex((one) => one <= x), letters.length);
    };
    const letter = letters[chosen.at ?? -1] ?? "";
    return html`<div class="days" role="group" aria-label=${label} tabindex="0" @pointermove=${point} @pointerdown=${point} @keydown=${(event: KeyboardEvent) => chosen.walk(event, letters.length)}>${strip}</div>
      <p class="small dim chosen" aria-live="polite">${chosen.at === undefined ? this.say("strip.since", { day: this.words.date(first) }) : chosen.line(this.words, beside(first, chosen.at), address, isMark(letter) ? this.say(`mark.${MARKS[letter]}`) : "")}</p>`;
  }

  static override styles = [
    Part.styles,
    markStyle,
    css`
      :host {
        display: block;
        direction: ltr;
      }
      svg {
        display: block;
        max-width: 100%;
        height: auto;
      }
      /* As high as a finger is wide. */
      .days {
        width: fit-content;
        display: grid;
        align-items: center;
        min-height: 44px;
        margin-block: -12px;
      }
      .days:focus-visible {
        outline: none;
      }
      .days:focus-visible svg {
        outline: 3px solid var(--hq-accent);
        outline-offset: 2px;
      }
    `,
  ];
}

/** What the shapes mean, each with its number; what doesn't occur is not in it. */
export class Key extends Part {
  @property({ attribute: false }) counts!: Counts;
  /** Whether what doesn't occur is named as well, as where two are compared. */
  @property({ type: Boolean }) all = false;
  /** Of the strip above it: where something is done several times a day, its days are told, as it shows no times. */
  @property() letters = "";

  protected override render(): TemplateResult {
    const marks = ["s", "i", "w", "m"] as const;
    const days = tally(this.letters);
    const sum = (of: (mark: (typeof marks)[number]) => number | undefined): number => marks.reduce((all, mark) => all + (of(mark) ?? 0), 0);
    const isDays = !!this.letters && sum((mark) => this.counts[MARKS[mark]]) > sum((mark) => days[mark]);
    const told = marks.map((mark) => ({ mark, count: isDays ? (days[mark] ?? 0) : this.counts[MARKS[mark]] })).filter(({ count }) => this.all || count);
    return html`<p class="small">
      ${told.map(({ mark, count }) => html`<span>${shape(mark)} <span class="small"><b>${this.words.number(count)}</b> ${isDays ? this.count(`days.${MARKS[mark]}`, count) : this.say(`mark.${MARKS[mark]}`)}</span></span>`)}
    </p>`;
  }

  static override styles = [
    Part.styles,
    markStyle,
    css`
      p {
        display: flex;
        flex-wrap: wrap;
        gap: 2px 14px;
      }
      p > span {
        display: inline-flex;
        gap: 6px;
        align-items: center;
        white-space: nowrap;
      }
    `,
  ];
}

known("homeiq-strip", DayStrip);
known("homeiq-key", Key);
