/**
 * What is decided in this window: shown at once, taken back where HomeIQ refuses, and told in one line with its way back.
 */

import type { Wanted } from "../parts/deciding";
import { isRefused, type Home } from "./home";

export interface Told {
  /** Key of the text, with what it names. */
  key: string;
  values: Record<string, string>;
  tone?: "bad";
  /** Address of what was made, or of what could not be. */
  open?: string;
  undo?: () => Promise<void>;
}

/** What is answered to the question whether something that asks first may act by itself. */
export interface Climb {
  verb: "act" | "go_on";
  signature: string;
  title: string;
  /** The notice under Repairs. */
  issue: string;
}

interface Done {
  signature: string;
  mode?: string;
  id?: string;
  until?: number;
}

export class Deeds {
  hidden: ReadonlySet<string> = new Set();
  returned: ReadonlySet<string> = new Set();
  refusals: ReadonlyMap<string, string> = new Map();
  told?: Told;

  constructor(
    private readonly home: Home,
    private readonly day: (at: number) => string,
    private readonly changed: () => void,
  ) {}

  /** Decides on a suggestion; true where it was done. */
  async decide(wanted: Wanted): Promise<boolean> {
    const { signature, title } = wanted;
    this.hidden = new Set(this.hidden).add(signature);
    this.refusals = without(this.refusals, signature);
    this.told = undefined;
    this.changed();
    try {
      const done = await this.send(wanted);
      const values = { title, day: done.until ? this.day(done.until) : "" };
      this.tell({ key: `toast.${wanted.verb}`, values, ...this.wayBack(wanted, done) });
      // Until HomeIQ's own list knows, so that nothing flickers.
      await this.home.until(() => !this.home.documents.suggestions?.suggestions[signature]);
      return true;
    } catch (error) {
      this.refused(signature, error);
      return false;
    } finally {
      this.hidden = new Set([...this.hidden].filter((one) => one !== signature));
      this.changed();
    }
  }

  /** Has what asks first act by itself, or lets it go on asking. */
  async climb({ verb, signature, title, issue }: Climb): Promise<void> {
    try {
      if (verb === "go_on") await this.home.ignore(issue);
      else await this.home.ask("suggestion/accept", { signature, mode: "enabled" });
      const undo = verb === "act" ? { undo: () => this.back("undo", signature, title) } : {};
      this.tell({ key: `toast.${verb}`, values: { title }, ...undo });
    } catch (error) {
      this.tell({ key: "toast.failed", values: { reason: reasonOf(error) }, tone: "bad" });
    }
  }

  /** Takes something back, begins what was on trial, or follows something no longer. */
  async back(verb: "undo" | "take_back" | "begin" | "leave", signature: string, title: string): Promise<void> {
    let hasEnded = false;
    try {
      if (verb === "begin") {
        await this.home.ask("suggestion/undo", { signature });
        hasEnded = true;
        const done = await this.home.ask<Done>("suggestion/accept", { signature, mode: "enabled" });
        this.tell({ key: "toast.accept", values: { title }, ...this.wayBack({ verb: "accept", signature, title }, done) });
        return;
      }
      this.returned = new Set(this.returned).add(signature);
      // To what its owner has changed by hand, a no is said by following it no longer.
      await this.home.ask(`suggestion/${verb === "leave" ? "dismiss" : verb}`, { signature });
      this.tell({ key: `toast.${{ undo: "undone", take_back: "again", leave: "left" }[verb]}`, values: { title } });
    } catch (error) {
      this.tell({ key: hasEnded ? "toast.not_begun" : "toast.not_undone", values: { reason: reasonOf(error) }, tone: "bad" });
    }
  }

  dismissToast(): void {
    this.told = undefined;
    this.changed();
  }

  private send(wanted: Wanted): Promise<Done> {
    const { signature } = wanted;
    switch (wanted.verb) {
      case "accept":
        return this.home.ask<Done>("suggestion/accept", { signature, mode: "enabled" });
      case "ask":
        return this.home.ask<Done>("suggestion/accept", { signature, mode: "ask" });
      case "trial":
        return this.home.ask<Done>("suggestion/accept", { signature, mode: "shadow" });
      case "later":
        return this.home.ask<Done>("suggestion/snooze", {
          signature,
          ...(wanted.until ? { until: wanted.until } : { duration: wanted.duration }),
        });
      case "never":
        return this.home.ask<Done>("suggestion/dismiss", { signature, objection: wanted.objection });
    }
  }

  private wayBack(wanted: Wanted, done: Done): Pick<Told, "open" | "undo"> {
    const { signature, title } = { ...wanted, signature: done.signature };
    if (wanted.verb === "later" || wanted.verb === "never") return { undo: () => this.back("take_back", signature, title) };
    const kind = done.mode === "scene" || done.mode === "script" ? done.mode : "automation";
    const open = wanted.verb !== "trial" && done.id ? { open: `/config/${kind}/edit/${done.id}` } : {};
    return { ...open, undo: () => this.back("undo", signature, title) };
  }

  /** Somebody else may have been faster, in another window. */
  private refused(signature: string, error: unknown): void {
    const isGone = !this.home.documents.suggestions?.suggestions[signature];
    if (isGone) {
      this.tell({ key: "toast.elsewhere", values: {} });
      return;
    }
    const reason = reasonOf(error);
    this.refusals = new Map(this.refusals).set(signature, reason);
    this.tell({ key: "toast.failed", values: { reason }, tone: "bad", open: `/homeiq/suggestions/${signature}` });
  }

  private tell(told: Told): void {
    this.told = told;
    this.changed();
  }

}

/** Why something was not done; nothing where nobody said. */
export function reasonOf(error: unknown): string {
  return isRefused(error) ? error.message : "";
}

function without<V>(map: ReadonlyMap<string, V>, key: string): ReadonlyMap<string, V> {
  return new Map([...map].filter(([one]) => one !== key));
}
