/** The buttons of a suggestion. Which one is filled says what is advised; none is where it clashes. */

import { mdiChevronDown } from "@mdi/js";
import { css, html, nothing, type TemplateResult } from "lit";
import { property, state } from "lit/decorators.js";
import { tell } from "../home-assistant";
import type { Offered } from "../live/documents";
import type { Home } from "../live/home";
import { decide, type Question } from "./deciding";
import { icon } from "./icon";
import { known, Part } from "./part";

export class Actions extends Part {
  @property({ attribute: false }) suggestion!: Offered;
  /** Whether automations may be made and changed. */
  @property({ type: Boolean }) change = false;
  @property({ type: Boolean }) away = false;
  /** Address of the page on which it is changed; none where that can't be done here. */
  @property() changing?: string;
  @property({ attribute: false }) home!: Home;
  @state() private open?: Question;

  protected override willUpdate(changed: Map<string, unknown>): void {
    const before = changed.get("suggestion") as Offered | undefined;
    if (before && before.signature !== this.suggestion.signature) this.open = undefined;
  }

  protected override render(): TemplateResult {
    const { rung, clash, guards, kind, adjusts } = this.suggestion;
    const before = clash ? "clash" : guards ? "guards" : undefined;
    // Beside an automation that works on at its old time, nothing can be tried; whether it asks is its own affair.
    const isOnlyAccepted = adjusts || kind === "scene";
    const canAsk = this.change && !isOnlyAccepted && kind !== "left_on";
    const isSure = isOnlyAccepted || (rung !== "asks" && rung !== "forming");
    const advised = clash ? undefined : isSure ? "accept" : canAsk && rung === "asks" ? "ask" : "trial";
    const main = (verb: string): string => (verb === advised ? "button main" : "button");
    const isChangeable = this.change && this.changing && kind !== "scene" && kind !== "left_on";
    return html`<div class="buttons">
        ${this.change ? html`<button class=${main("accept")} ?disabled=${this.away} data-do="accept" @click=${() => (before ? this.ask(before) : this.wish("accept"))}>${this.say(before ? "do.accept_ask" : "do.accept")}</button>` : nothing}
        ${isOnlyAccepted ? nothing : html`<button class=${main("trial")} ?disabled=${this.away} data-do="trial" @click=${() => this.wish("trial")}>${this.say("do.trial")}</button>`}
        ${canAsk ? html`<button class=${main("ask")} ?disabled=${this.away} aria-haspopup="dialog" data-do="ask" @click=${() => this.ask("consent")}>${this.say("do.ask")}</button>` : nothing}
        ${isChangeable ? html`<a class="button" role="link" href=${this.away ? nothing : this.changing} aria-disabled=${this.away} data-do="change">${this.say("do.change")}</a>` : nothing}
        <button class="button plain" ?disabled=${this.away} aria-haspopup="dialog" data-do="later" @click=${() => this.ask("later")}>${this.say("do.later")}${icon(mdiChevronDown)}</button>
        <button class="button plain no" ?disabled=${this.away} aria-haspopup="dialog" data-do="never" @click=${() => this.ask("never")}>${this.say("do.never")}</button>
      </div>
      ${this.open
        ? html`<homeiq-choosing .words=${this.words} .home=${this.home} .question=${this.open} .suggestion=${this.suggestion} .changing=${isChangeable ? this.changing : undefined} @homeiq-closed=${() => (this.open = undefined)}></homeiq-choosing>`
        : nothing}`;
  }

  /** Dialogs are fetched when one is asked for. */
  private async ask(question: Question): Promise<void> {
    try {
      await import("../views/behind");
      this.open = question;
    } catch {
      tell(this, "homeiq-outdated");
    }
  }

  private wish(verb: "accept" | "trial"): void {
    const { signature, title } = this.suggestion;
    decide(this, { verb, signature, title });
  }

  static override styles = [
    Part.styles,
    css`
      @container (max-width: 869px) {
        :host > .buttons,
        .buttons {
          display: grid;
          grid-template-columns: 1fr 1fr;
        }
        .button:first-child:nth-last-child(odd) {
          grid-column: 1 / -1;
        }
      }
    `,
  ];
}

known("homeiq-actions", Actions);
