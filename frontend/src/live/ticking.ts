/** Draws its host anew twice a minute, as the time goes on; not while nobody looks. */

import type { ReactiveController, ReactiveControllerHost } from "lit";

const EVERY = 30_000;

export class Ticking implements ReactiveController {
  private timer?: ReturnType<typeof setInterval>;

  constructor(private readonly host: ReactiveControllerHost) {
    host.addController(this);
  }

  hostConnected(): void {
    this.timer = setInterval(() => document.hidden || this.host.requestUpdate(), EVERY);
  }

  hostDisconnected(): void {
    clearInterval(this.timer);
  }
}
