/** What every element of ours is: it speaks the user's language and looks as the others do. */

import { LitElement, type CSSResultGroup } from "lit";
import { property } from "lit/decorators.js";
import { isRefused } from "../live/home";
import type { Words } from "../words";
import { colours, shared } from "./style";

export abstract class Part extends LitElement {
  @property({ attribute: false }) words!: Words;

  static override styles: CSSResultGroup = [colours, shared];

  protected say(key: string, values?: Record<string, string | number>): string {
    return this.words.say(key, values);
  }

  /** Why something was not done. */
  protected whyNot(error: unknown): string {
    return isRefused(error) ? error.message : this.say("state.gone");
  }

  protected count(key: string, count: number, values?: Record<string, string | number>): string {
    return this.words.count(key, count, values);
  }
}

/** Makes an element known, unless an older page of ours has done so: it can't be done twice. */
export function known(name: string, element: CustomElementConstructor): void {
  if (!customElements.get(name)) customElements.define(name, element);
}
