/** What all charts have: themselves as a table, and where they are drawn in CSS pixels how wide they are. */

import { css, html, type CSSResultGroup, type TemplateResult } from "lit";
import { state } from "lit/decorators.js";
import { markStyle } from "./marks";
import { Part } from "./part";

/** What opens more below it. */
export const opening = css`
  summary {
    color: var(--hq-accent);
    font: 500 13px/20px var(--ha-font-family-body, Roboto, sans-serif);
    padding: 12px 0;
    cursor: pointer;
    width: max-content;
  }
`;

const tables = css`
  .wide {
    overflow-x: auto;
  }
  table {
    border-collapse: collapse;
    font-size: 12px;
    line-height: 16px;
  }
  th {
    text-align: start;
    font-weight: 500;
    color: var(--secondary-text-color);
  }
  td,
  th {
    padding: 4px 12px 4px 0;
  }
  /* A title may be as long as its thing has a name. */
  td {
    white-space: nowrap;
  }
`;

/** What is drawn in lines: a grid, and a border or a moment in dashes. */
const drawn = css`
  :host {
    display: block;
  }
  svg {
    display: block;
    overflow: visible;
  }
  .grid {
    stroke: var(--divider-color);
  }
  .at {
    fill: none;
    stroke: var(--hq-accent);
    stroke-width: 2;
    stroke-dasharray: 5 4;
  }
  text {
    font-size: 12px;
    fill: var(--secondary-text-color);
  }
`;

export abstract class Chart extends Part {
  static override styles: CSSResultGroup = [Part.styles, opening, tables];

  protected table(head: string[], rows: string[][]): TemplateResult {
    return html`<details>
      <summary>${this.say("chart.table")}</summary>
      <div class="wide" tabindex="0" role="group" aria-label=${this.say("chart.table")}>
        <table>
          <thead><tr>${head.map((one) => (one ? html`<th scope="col">${one}</th>` : html`<td></td>`))}</tr></thead>
          <tbody>${rows.map(([first, ...rest]) => html`<tr><th scope="row">${first}</th>${rest.map((one) => html`<td>${one}</td>`)}</tr>`)}</tbody>
        </table>
      </div>
    </details>`;
  }
}

export abstract class Sized extends Chart {
  static override styles: CSSResultGroup = [Chart.styles, markStyle, drawn];

  @state() protected width = 600;
  private readonly observer = new ResizeObserver(([entry]) => (this.width = entry?.contentRect.width ?? 600));

  override connectedCallback(): void {
    super.connectedCallback();
    this.observer.observe(this);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.observer.disconnect();
  }
}
