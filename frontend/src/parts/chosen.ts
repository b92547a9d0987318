/** A day among those of a drawing: pointed at, touched or walked to, it says itself below, with the way to Home Assistant's own page of it. */

import { html, type ReactiveControllerHost, type TemplateResult } from "lit";
import type { Words } from "../words";

export class Chosen {
  at?: number;
  /** Somebody has pressed it, and may be on the way to its link: others don't take its place as they are passed. */
  private isHeld = false;

  constructor(private readonly host: ReactiveControllerHost) {}

  /** Of so many days, the one below a pointer; it stays once it was pressed. */
  point(type: string, day: number, count: number): void {
    const isPressed = type === "pointerdown";
    if (this.isHeld && !isPressed) return;
    this.isHeld = isPressed;
    this.choose(day, count);
  }

  /** Arrow keys go from day to day, from the oldest on or from the newest back. */
  walk(event: KeyboardEvent, count: number): void {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (!step) return;
    event.preventDefault();
    this.isHeld = true;
    this.choose((this.at ?? (step > 0 ? -1 : count)) + step, count);
  }

  /** What there is to say of a day; `address` is of a page without a day. */
  line(words: Words, day: string, address: string, mark: string, ...more: string[]): TemplateResult {
    const name = words.date(day, { weekday: "short", day: "numeric", month: "short" });
    const said = [mark ? `${name}: ${mark}` : name, ...more].filter(Boolean).join(" · ");
    return html`${said} · <a href="${address}&start_date=${day}T00:00:00&end_date=${day}T23:59:59">${words.say(address.startsWith("/logbook") ? "do.activity" : "chart.history")}</a>`;
  }

  private choose(day: number, count: number): void {
    const at = Math.min(count - 1, Math.max(0, day));
    if (at === this.at) return;
    this.at = at;
    this.host.requestUpdate();
  }
}
