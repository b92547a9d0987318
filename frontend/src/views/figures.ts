/** Every figure that HomeIQ tells of itself, searched, with its last day where there is something to see in it. */

import { css, html, nothing, svg, type TemplateResult } from "lit";
import { state } from "lit/decorators.js";
import type { Figures } from "../live/documents";
import { measured, pathOf, rowsOf, type Row } from "../live/figures";
import { known } from "../parts/part";
import { field } from "../parts/style";
import { cards, waiting } from "../parts/waits";
import type { Words } from "../words";
import { Figured } from "./view";

const WIDE = 120; // of a line, by its height; it is drawn as wide as there is room
const HIGH = 28; // CSS pixels

/** A line of a day, with what it says in words. */
export function lineOf(points: (number | null)[], kind: Row["kind"], words: Words): TemplateResult {
  const there = points.filter((one) => one !== null);
  const [least, most, now] = [Math.min(...there), Math.max(...there), there.at(-1) ?? 0].map((one) => measured(one, kind, words));
  const said = words.say("figures.line", { least: least ?? "", most: most ?? "", now: now ?? "" });
  return html`<svg class="day" viewBox="0 -2 ${WIDE} ${HIGH + 4}" preserveAspectRatio="none" role="img" aria-label=${said}><title>${said}</title>${svg`<path d=${pathOf(points, WIDE, HIGH)}></path>`}</svg>`;
}

export const day = css`
  .day {
    display: block;
    direction: ltr;
    width: 100%;
    height: 32px;
  }
  .day path {
    fill: none;
    stroke: var(--hq-accent);
    stroke-width: 2;
    vector-effect: non-scaling-stroke;
  }
`;

export class FiguresView extends Figured {
  @state() private search = "";
  @state() private figures?: Figures;

  protected override async fetch(): Promise<void> {
    this.figures = await this.home.ask<Figures>("metrics/list");
  }

  protected override render(): TemplateResult {
    const { figures } = this;
    if (!figures) return html`<div class="bar whole"></div>${waiting(this.words)}${cards(16)}`;
    const rows = rowsOf(figures.metrics, this.words, this.search);
    return html`<input type="search" maxlength="100" placeholder=${this.say("figures.find")} aria-label=${this.say("figures.find")} @input=${(event: Event) => (this.search = (event.target as HTMLInputElement).value)} />
      <p class="small dim" role="status">${this.count("figures.found", rows.length)}</p>
      <div class="card"><table>
        <thead><tr>${["name", "value", "day"].map((one) => html`<th scope="col">${this.say(`figures.${one}`)}</th>`)}</tr></thead>
        <tbody>${rows.map((row) => html`<tr><th scope="row">${row.name}${row.label ? html`<br /><span class="small dim">${row.label}</span>` : nothing}</th><td>${row.value}</td><td>${this.line(row)}</td></tr>`)}</tbody>
      </table></div>
      <p class="small dim">${this.say("figures.since")}</p>`;
  }

  private line({ series, kind }: Row): TemplateResult | typeof nothing {
    // Of how long something took it is told how often.
    return series.line ? lineOf(series.line, series.count === undefined ? kind : "count", this.words) : nothing;
  }

  static override styles = [
    Figured.styles,
    field,
    day,
    css`
      input {
        width: 100%;
      }
      .whole {
        height: 44px;
        margin: 0 0 32px;
        width: 100%;
      }
      p {
        margin: 8px 0;
      }
      table {
        width: 100%;
        border-collapse: collapse;
      }
      th,
      td {
        text-align: start;
        font-weight: 400;
        padding: 8px 16px;
        border-top: 1px solid var(--divider-color);
        overflow-wrap: anywhere;
        hyphens: auto;
      }
      td {
        font-variant-numeric: tabular-nums;
      }
      thead th {
        white-space: nowrap;
        font-weight: 500;
        border: 0;
      }
      td .day {
        width: 120px;
      }
      @container (max-width: 869px) {
        th,
        td {
          padding-inline: 8px;
        }
        td .day {
          width: 80px;
        }
      }
    `,
  ];
}

known("homeiq-figures", FiguresView);
