/** What a suggestion would have done, in one sentence and in one line. */

import { html, type TemplateResult } from "lit";
import type { Counts, Offered, Overview, Strip } from "../live/documents";
import type { Words } from "../words";

/** Around what is to be seen first; nobody writes it. */
const MARK = "\u0001";

/** Whether it acts by itself: what only reminds, or is only done when somebody starts it, neither saves an act nor is unwanted. */
const acts = ({ kind, rung }: Offered): boolean => kind !== "scene" && rung !== "reminds";

/** The figures of the last weeks, where they prove its verdict: else HomeIQ's own sentence stands. */
export function figuresOf(one: Offered): Counts | undefined {
  return acts(one) && !one.is_fitted ? one.counts : undefined;
}

/** Its days, where they say what an automation would have done on them. */
export function stripOf(one: Offered): Strip | undefined {
  return acts(one) ? one.strip : undefined;
}

/** The whole sentence, with how often it was right and wrong to be seen first. */
export function verdictOf(one: Offered, words: Words): TemplateResult | string {
  const counts = figuresOf(one);
  if (!counts) return one.verdict;
  const days = one.days ?? one.strip?.letters.length ?? 0;
  const span = days && days % 7 === 0 ? words.count("verdict.weeks", days / 7) : words.count("verdict.days", days);
  const times = (count: number): string => `${MARK}${words.count("verdict.saved", count).replace(" ", "\u00a0")}${MARK}`;
  const said = words.say("verdict.sentence", { span, saved: times(counts.saved), wrong: words.count("verdict.wrong", counts.wrong, { times: times(counts.wrong) }) });
  return html`${said.split(MARK).map((part, at) => (at % 2 ? html`<b>${part}</b>` : part))}`;
}

/** For a row of a list: of HomeIQ's own words, the first sentence. */
export function shortOf(one: Offered, words: Words): string {
  const counts = figuresOf(one);
  if (!counts) return one.verdict.split(/(?<=\.)\s/)[0]?.replace(/\.$/, "") ?? "";
  return `${words.number(counts.saved)} ${words.say("mark.saved")} · ${words.number(counts.wrong)} ${words.say("mark.wrong")}`;
}

/** While nothing can be suggested yet: what is waited for, and where there are too few days, when the first ones are to be expected. */
export function firstOn({ days, history_import: past, last_run: run }: Overview, words: Words): string | undefined {
  if (past?.running) return words.say("status.importing");
  if (days.first_on) return words.say("overview.first_on", { day: words.date(days.first_on, { weekday: "long", day: "numeric", month: "long" }) });
  return run ? undefined : words.say("status.learning");
}
