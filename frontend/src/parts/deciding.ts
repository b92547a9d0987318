/** What somebody wants done to a suggestion; the panel does it. */

import { tell } from "../home-assistant";

export const OBJECTIONS = [
  "not_wanted",
  "wrong_time",
  "not_at_weekends",
  "not_on_workdays",
  "already_done_elsewhere",
  "never_this_entity",
] as const;

export type Wish =
  | { verb: "accept" | "ask" | "trial" }
  | { verb: "later"; duration?: { days: number }; until?: string }
  | { verb: "never"; objection: string };

/** What is asked before it is done. */
export type Question = "clash" | "guards" | "consent" | "later" | "never";

export type Wanted = Wish & { signature: string; title: string };

export const DECIDE = "homeiq-decide";

/** Tells the panel. */
export function decide(from: EventTarget, wanted: Wanted): void {
  tell(from, DECIDE, wanted);
}
