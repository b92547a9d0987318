/** What stands where something is still to come: its shape, and a word for those who don't see it. */

import { html, type TemplateResult } from "lit";
import type { Words } from "../words";

/** So many lines: a title and what is below it, and so on. */
export function lines(count: number): TemplateResult {
  return html`<div class="waits" aria-busy="true">${Array.from({ length: count }, () => html`<i></i>`)}</div>`;
}

/** Cards of so many lines each. */
export function cards(...counts: number[]): TemplateResult[] {
  return counts.map((count) => html`<div class="card">${lines(count)}</div>`);
}

/** What is heard while one waits; beside the shapes, for what is busy is not read out. */
export function waiting(words: Words): TemplateResult {
  return html`<p class="unseen" role="status">${words.say("state.loading")}</p>`;
}

/** A view as far as it is the same for all: its sentence, and cards below it. */
export function waits(words: Words, ...counts: number[]): TemplateResult {
  return html`${waiting(words)}<div class="bar"></div><div class="stack">${cards(...counts)}</div>`;
}
