/**
 * A subscription that stays alive.
 *
 * The library's own way of subscribing again is not enough: after a restart HomeIQ may not be there yet, and then the
 * command fails for good. And on a new connection the numbers of messages begin at 1 again, while other parts of the
 * page still unsubscribe by their old numbers, which may be ours by now. So a new connection is asked for a sign of
 * life first, when all others have theirs; a failure is tried again; and a long silence ends in a new subscription.
 */

import type { Connection, Unsubscribe } from "../home-assistant";
import { merged, type Json } from "./merged";

type Event =
  | { type: "snapshot"; document: Json }
  | { type: "patch"; patch: Json }
  | { type: "away" }
  | { type: "heartbeat" }
  | { type: "ended" };

export interface Listener<T> {
  /** The document as it is now. */
  told(document: T): void;
  /** HomeIQ is not there, or is again. */
  away(isAway: boolean): void;
}

export const AGAIN = 2_000; // milliseconds until a failed subscription is tried again
export const SILENCE = 150_000; // milliseconds without a heartbeat after which it is taken for dead

export class Topic<T> {
  private turn = 0;
  private document?: Json;
  private unsubscribe?: Unsubscribe;
  private timer?: ReturnType<typeof setTimeout>;
  private isOver = false;

  constructor(
    private readonly connection: Connection,
    private readonly name: string,
    private readonly listener: Listener<T>,
  ) {
    connection.addEventListener("ready", this.comeBack);
    void this.begin();
  }

  /** Stops listening for good. */
  end(): void {
    this.isOver = true;
    this.connection.removeEventListener("ready", this.comeBack);
    this.forget(true);
  }

  private readonly comeBack = (): void => {
    void this.begin(true);
  };

  private async begin(isNewConnection = false): Promise<void> {
    this.forget(!isNewConnection);
    const turn = ++this.turn;
    const isMine = (): boolean => !this.isOver && turn === this.turn;
    try {
      if (isNewConnection) await this.connection.ping();
      if (!isMine()) return;
      const unsubscribe = await this.connection.subscribeMessage<Event>(
        (event) => isMine() && this.hear(event),
        { type: `homeiq/${this.name}/subscribe` },
        { resubscribe: false },
      );
      if (isMine()) this.unsubscribe = unsubscribe;
      else quietly(unsubscribe);
    } catch {
      if (isMine()) this.wait(AGAIN);
    }
  }

  private hear(event: Event): void {
    if (event.type === "ended") {
      this.forget(false);
      this.listener.away(true);
      return;
    }
    this.wait(SILENCE);
    if (event.type === "heartbeat") return;
    if (event.type === "away") {
      this.listener.away(true);
      return;
    }
    this.document = event.type === "snapshot" ? event.document : merged(this.document, event.patch);
    this.listener.told(this.document as T);
    this.listener.away(false);
  }

  private wait(milliseconds: number): void {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => void this.begin(), milliseconds);
  }

  private forget(isConnected: boolean): void {
    clearTimeout(this.timer);
    if (this.unsubscribe && isConnected) quietly(this.unsubscribe);
    this.unsubscribe = undefined;
  }
}

function quietly(unsubscribe: Unsubscribe): void {
  try {
    void Promise.resolve(unsubscribe()).catch(() => undefined);
  } catch {
    // The connection that it belonged to is gone, and so is it.
  }
}
