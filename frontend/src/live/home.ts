/** HomeIQ as the views see it: its documents, what can be done, and what is wrong. One for the whole panel. */

import type { Connection, HomeAssistant } from "../home-assistant";
import type { Day, Decisions, Hello, Overview, Suggestions, System } from "./documents";
import { Topic } from "./topic";

export interface Documents {
  suggestions: Suggestions;
  decisions: Decisions;
  overview: Overview;
  system: System;
  day: Day;
}

const PATIENCE = 5_000; // milliseconds

type Name = keyof Documents;

/** Why something was not done, as HomeIQ says it. */
export interface Refused {
  code: string;
  message: string;
  translation_domain?: string;
  translation_key?: string;
  translation_placeholders?: Record<string, string>;
}

export function isRefused(error: unknown): error is Refused {
  return typeof error === "object" && error !== null && "code" in error && "message" in error;
}

export class Home {
  readonly documents: Partial<Documents> = {};
  /** When the newest of them came; milliseconds. */
  heardAt?: number;
  private readonly topics = new Map<Name, Topic<unknown>>();
  private readonly gone = new Set<Name>();
  private readonly listeners = new Set<() => void>();

  constructor(
    readonly connection: Connection,
    private readonly load?: HomeAssistant["loadBackendTranslation"],
  ) {
    connection.addEventListener("disconnected", this.changed);
    connection.addEventListener("ready", this.changed);
  }

  /** Whether HomeIQ can be asked now. */
  get isAway(): boolean {
    return this.gone.size > 0 || !this.connection.connected;
  }

  /** Keeps a document at hand from now on. */
  follow<N extends Name>(...names: N[]): void {
    for (const name of names) {
      if (this.topics.has(name)) continue;
      const topic = new Topic<Documents[N]>(this.connection, name, {
        told: (document) => {
          this.documents[name] = document;
          this.heardAt = Date.now();
          this.changed();
        },
        away: (isAway) => {
          if (this.gone.has(name) === isAway) return;
          if (isAway) this.gone.add(name);
          else this.gone.delete(name);
          this.changed();
        },
      });
      this.topics.set(name, topic as Topic<unknown>);
    }
  }

  /** Lets go of a document that only one view looks at. */
  leave(name: Name): void {
    this.topics.get(name)?.end();
    this.topics.delete(name);
    this.gone.delete(name);
    delete this.documents[name];
  }

  /** Calls back whenever something is new, until what is returned is called. */
  listen(listener: () => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  /** Waits until something is so by what HomeIQ tells, a few seconds at most. */
  until(isSo: () => boolean): Promise<void> {
    if (isSo()) return Promise.resolve();
    return new Promise((done) => {
      const over = (): void => {
        clearTimeout(timer);
        forget();
        done();
      };
      const timer = setTimeout(over, PATIENCE);
      const forget = this.listen(() => isSo() && over());
    });
  }

  hello(): Promise<Hello> {
    return this.ask<Hello>("hello");
  }

  /** Asks, or has something done. */
  ask<T>(command: string, fields: Record<string, unknown> = {}): Promise<T> {
    return this.send<T>({ type: `homeiq/${command}`, ...fields });
  }

  /** What is refused says why in the language of whoever looks. */
  private async send<T>(message: Record<string, unknown>): Promise<T> {
    try {
      return await this.connection.sendMessagePromise<T>(message);
    } catch (error) {
      if (!isRefused(error) || !error.translation_key) throw error;
      const of = error.translation_domain;
      const localize = await this.load?.("exceptions", of).catch(() => undefined);
      const said = localize?.(`component.${of}.exceptions.${error.translation_key}.message`, error.translation_placeholders);
      throw said ? { ...error, message: said } : error;
    }
  }

  /** Has an action of HomeIQ's done, and returns what it answers. */
  async act<T>(service: string, fields: object = {}): Promise<T> {
    const { response } = await this.send<{ response: T }>({ type: "call_service", domain: "homeiq", service, service_data: fields, return_response: true });
    return response;
  }

  /** Has Home Assistant show a notice under Repairs no more; HomeIQ takes that for a no. */
  ignore(issue: string): Promise<unknown> {
    return this.connection.sendMessagePromise({ type: "repairs/ignore_issue", domain: "homeiq", issue_id: issue, ignore: true });
  }

  end(): void {
    this.topics.forEach((topic) => topic.end());
    this.topics.clear();
    this.gone.clear();
    this.connection.removeEventListener("disconnected", this.changed);
    this.connection.removeEventListener("ready", this.changed);
  }

  private readonly changed = (): void => {
    this.listeners.forEach((listener) => listener());
  };
}
