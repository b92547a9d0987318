/** The ways to look at habits by where they stand: the three rungs, and what is beside the ladder. */

import type { PatternPage, Stand } from "./documents";

export const RUNGS = ["forming", "asks", "acts"] as const;
export const BESIDE = ["reminds", "covered", "decided", "weak"] as const;
export type Step = (typeof RUNGS)[number] | (typeof BESIDE)[number];

const WEAK: Stand[] = ["loose", "ended", "same", "places", "unclear", "refused", "unknown"];

export function isStep(name: string | undefined): name is Step {
  return [...RUNGS, ...BESIDE].some((one) => one === name);
}

/** What is asked for. */
export function standsOf(step: Step): Stand[] {
  return step === "weak" ? WEAK : [step];
}

export function countOf(step: Step, page: PatternPage | undefined): number {
  return standsOf(step).reduce((sum, one) => sum + (page?.stands[one] ?? 0), 0);
}

/** How far what is forming has come, 0..1. */
export function shareOf(seen: number, needs: number): number {
  return seen + needs ? seen / (seen + needs) : 0;
}
