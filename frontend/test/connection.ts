/** A connection as Home Assistant's page has one, driven by the test. */

import type { Connection, Unsubscribe } from "../src/home-assistant";

interface Subscription {
  tell: (event: unknown) => void;
  type: string;
  isOver: boolean;
}

export class FakeConnection implements Connection {
  connected = true;
  subscriptions: Subscription[] = [];
  sent: Record<string, unknown>[] = [];
  pings = 0;
  /** Commands that fail, with the error. */
  failing = new Map<string, object>();
  answers = new Map<string, unknown>();
  private readonly listeners = new Map<string, Set<() => void>>();

  async ping(): Promise<unknown> {
    this.pings++;
    return undefined;
  }

  async subscribeMessage<T>(tell: (event: T) => void, message: Record<string, unknown>): Promise<Unsubscribe> {
    const type = String(message.type);
    const error = this.failing.get(type);
    if (error) throw error;
    const subscription: Subscription = { tell: tell as (event: unknown) => void, type, isOver: false };
    this.subscriptions.push(subscription);
    return () => {
      subscription.isOver = true;
    };
  }

  async sendMessagePromise<T>(message: Record<string, unknown>): Promise<T> {
    this.sent.push(message);
    const type = String(message.type);
    const error = this.failing.get(type);
    if (error) throw error;
    return this.answers.get(type) as T;
  }

  addEventListener(type: string, listener: () => void): void {
    this.listeners.set(type, (this.listeners.get(type) ?? new Set()).add(listener));
  }

  removeEventListener(type: string, listener: () => void): void {
    this.listeners.get(type)?.delete(listener);
  }

  fire(type: string): void {
    this.listeners.get(type)?.forEach((listener) => listener());
  }

  /** Tells the newest subscription of a document. */
  push(name: string, event: object): void {
    this.subscriptions.findLast((one) => one.type === `homeiq/${name}/subscribe`)?.tell(event);
  }
}
