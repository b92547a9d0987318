import { expect, test } from "vitest";
import { SystemView } from "../src/views/system";
import { Words } from "../src/words";

const WORDS = new Words((key) => (key.endsWith("problem.influx_refused") ? "InfluxDB refuses some" : key.endsWith("unheard_of") ? "" : key), { language: "en" }, "UTC");

/** A home of which two things need a look, one of which this page has no words for. */
async function shown(change: boolean): Promise<Element[]> {
  const system = {
    status: "problem",
    problems: ["influx_refused", "unheard_of"],
    details: [{ name: "influx_refused", since: 0 }, { name: "unheard_of", since: 60 }],
    store: {},
    cpu_by_part: {},
  };
  const ask = async (what: string): Promise<unknown> => (what === "metrics/list" ? { metrics: [] } : what === "runs/list" ? { runs: [] } : { kinds: [], months: [], month: "2026-11" });
  const home = { documents: { system }, ask, follow: () => undefined, leave: () => undefined, listen: () => () => undefined };
  const view = Object.assign(new SystemView(), { words: WORDS, home, path: [], change });
  document.body.append(view);
  await new Promise((done) => setTimeout(done));
  await view.updateComplete;
  return [...(view.shadowRoot?.querySelectorAll("[data-wrong] li") ?? [])];
}

test("each thing that needs a look is named, with since when", async () => {
  const said = (await shown(false)).map((one) => one.textContent?.replace(/\s+/g, " ").trim());

  expect(said.map((one) => one?.split(" ").slice(0, -1).join(" ").slice(0, 10))).toEqual(["InfluxDB r", "unheard_of"]);
  expect(said.every((one) => /\d/.test(one ?? ""))).toBe(true);
});

test("whoever may do something about it is led there, and nobody else", async () => {
  const led = async (change: boolean): Promise<(string | null)[]> => (await shown(change)).map((one) => one.querySelector("a")?.getAttribute("href") ?? null);

  expect(await led(true)).toEqual(["/config/repairs", "/config/repairs"]);
  expect(await led(false)).toEqual([null, null]);
});
