/** What a suggestion would have done, in one sentence and in one line. */

import type { Offered } from "../live/documents";
import type { Words } from "../words";

/** The whole sentence: ours where the figures of the last weeks are known, else HomeIQ's own. */
export function verdictOf(one: Offered, words: Words): string {
  if (!one.counts || one.rung === "reminds") return one.verdict;
  const days = one.days ?? one.strip?.letters.length ?? 0;
  const span = days && days % 7 === 0 ? words.count("verdict.weeks", days / 7) : words.count("verdict.days", days);
  return words.say("verdict.sentence", {
    span,
    saved: words.count("verdict.saved", one.counts.saved),
    wrong: words.count("verdict.wrong", one.counts.wrong),
  });
}

/** For a row of a list: of HomeIQ's own words, the first sentence. */
export function shortOf(one: Offered, words: Words): string {
  if (!one.counts || one.rung === "reminds") return one.verdict.split(/(?<=\.)\s/)[0]?.replace(/\.$/, "") ?? "";
  const { saved, wrong } = one.counts;
  return `${words.number(saved)} ${words.say("mark.saved")} · ${words.number(wrong)} ${words.say("mark.wrong")}`;
}
