/** What all views get from the panel. */

import { css, type CSSResultGroup } from "lit";
import { property, state } from "lit/decorators.js";
import type { System } from "../live/documents";
import type { Home } from "../live/home";
import { Part } from "../parts/part";

export abstract class View extends Part {
  @property({ attribute: false }) home!: Home;
  /** Address of the panel. */
  @property() base = "";
  /** What stands behind the view's name in the address. */
  @property({ attribute: false }) path: string[] = [];
  /** Whether it is not known yet who looks, and so which buttons there are. */
  @property({ type: Boolean }) early = false;
  @property({ type: Boolean }) change = false;
  @property({ type: Boolean }) decide = false;
  @property({ attribute: false }) areas: Record<string, { name: string }> = {};
  /** What people call an entity. */
  @property({ attribute: false }) names!: (entity: string) => string;
  /** What state an entity is in. */
  @property({ attribute: false }) now: (entity: string) => string | undefined = () => undefined;
  /** Where an automation is changed. */
  @property({ attribute: false }) pages!: (entity: string) => string;
  /** What was decided in this window, by signature, and what was refused, with the reason. */
  @property({ attribute: false }) decided: ReadonlySet<string> = new Set();
  @property({ attribute: false }) refusals: ReadonlyMap<string, string> = new Map();
  /** What came back after it was gone. */
  @property({ attribute: false }) returned: ReadonlySet<string> = new Set();

  private forget?: () => void;

  override connectedCallback(): void {
    super.connectedCallback();
    this.forget = this.home.listen(() => this.requestUpdate());
    this.requestUpdate();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.forget?.();
  }

  protected room(areas: string[]): string {
    return this.words.list(areas.map((one) => this.areas[one]?.name).filter((name) => name !== undefined));
  }

  /** Every view begins with one sentence. */
  static override styles: CSSResultGroup = [
    Part.styles,
    css`
      .status {
        display: flex;
        gap: 12px;
        align-items: flex-start;
        font-size: 20px;
        line-height: 28px;
        padding: 4px 4px 16px;
      }
      .status .icon {
        display: block;
        margin-top: 2px;
      }
    `,
  ];
}

/** A view whose answers are as old as HomeIQ's figures: it asks anew with each of these. */
export abstract class Figured extends View {
  /** Whether the first answer is there, or there is none. */
  @state() protected isAnswered = false;
  private asked?: System;

  protected abstract fetch(): Promise<void>;

  protected override willUpdate(): void {
    const { system } = this.home.documents;
    if (!system || this.asked === system) return;
    this.asked = system;
    // Where it is away, it is asked again with the next figures.
    void this.fetch().catch(() => undefined).finally(() => (this.isAnswered = true));
  }
}
