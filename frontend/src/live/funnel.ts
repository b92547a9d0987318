/** The way from what was heard to what is suggested: each step beside what it is a share of, and which is the thinnest. */

import type { Overview, Stand } from "./documents";

const STEPS = ["events", "entities", "used", "acts", "days", "patterns", "suggestions"] as const;
export type StepName = (typeof STEPS)[number];

/** With so many acts by hand on each day, time alone is what is missing. */
const ACTS_A_DAY = 3;

export interface FunnelStep {
  name: StepName;
  count: number;
  /** Of how many of its own kind, where that is known; never of the step before: that is another kind. */
  of?: number;
}

/** What habits did not pass, those that are nearest to passing first. */
export const GATES: readonly Stand[] = ["forming", "loose", "ended", "same", "places", "covered", "decided", "unclear", "refused"];

/** The steps that are known. */
export function stepsOf({ funnel, days }: Overview): FunnelStep[] {
  const of: Partial<Record<StepName, number | undefined>> = {
    used: funnel.entities,
    acts: funnel.events,
    days: days.known < days.needed ? days.needed : undefined,
    suggestions: funnel.patterns || undefined,
  };
  return STEPS.flatMap((name) => {
    const count = name === "days" ? days.known : funnel[name];
    return count === undefined ? [] : [{ name, count, ...(of[name] === undefined ? {} : { of: of[name] }) }];
  });
}

/**
 * The step that holds up the rest: the first at which there is nothing, the days while there are too few of them, though
 * not where people hardly act, else that with the least of its own kind.
 */
export function thinnestOf(steps: FunnelStep[]): FunnelStep | undefined {
  const there = (name: StepName): FunnelStep | undefined => steps.find((one) => one.name === name);
  if (there("patterns")?.count) return there("suggestions");
  const early = steps.filter((one) => one.name !== "patterns" && one.name !== "suggestions");
  const share = (one: FunnelStep): number => shareOf(one) ?? 1;
  const days = there("days");
  const isYoung = days?.of !== undefined && (there("acts")?.count ?? 0) >= ACTS_A_DAY * days.count;
  return early.find((one) => !one.count) ?? (isYoung ? days : undefined) ?? early.toSorted((one, other) => share(one) - share(other))[0];
}

/** Whether what was found is all seen to, so that it is no lack that nothing is suggested. */
export function isSeenTo(gates: Stand[]): boolean {
  return gates.length > 0 && gates.every((gate) => gate === "decided" || gate === "covered");
}

/** How much of its own kind a step is, 0..1. */
export function shareOf({ count, of }: FunnelStep): number | undefined {
  return of === undefined ? undefined : of ? Math.min(1, count / of) : 0;
}
