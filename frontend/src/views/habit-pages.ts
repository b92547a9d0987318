/** The two ways to look at habits. */

import type { TemplateResult } from "lit";
import { choices } from "../parts/choices";
import type { Words } from "../words";

export function habitPages(words: Words, base: string, open: "list" | "day"): TemplateResult {
  return choices(words.say("habits.pages"), [
    { address: `${base}/habits`, name: words.say("habits.list"), isOn: open === "list" },
    { address: `${base}/habits/day`, name: words.say("habits.day"), isOn: open === "day" },
  ]);
}
