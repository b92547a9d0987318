import { afterEach, expect, test } from "vitest";
import "../src/card/bodies";
import type { Inside } from "../src/card/card";
import type { Overview } from "../src/live/documents";
import { firstOn } from "../src/parts/verdict";
import { OverviewView } from "../src/views/overview";
import { SuggestionsView } from "../src/views/suggestions";
import { Words } from "../src/words";
import { FakeConnection } from "./connection";

const SECOND_DAY = { days: { known: 2, needed: 10, first_on: "2026-12-08" }, accepted: { there: 0, saved: 0 } } as unknown as Overview;
const NONE = { order: [], suggestions: {} };
const TODAY = { date: "2026-11-29", order: [], rows: {}, still_on: {}, counts: {} };

afterEach(() => document.body.replaceChildren());

/** The keys of all texts that a card shows on the second day. */
async function shown(name: string, rows?: number): Promise<string> {
  const connection = new FakeConnection();
  const localize = (key: string): string => key.replace("component.homeiq.config_panel.", "");
  const hass = { connection, localize, locale: { language: "en" }, config: { time_zone: "UTC" }, states: {}, loadBackendTranslation: async () => localize };
  const card = Object.assign(document.createElement(name) as Inside, { hass, config: { type: name, ...(rows ? { grid_options: { rows } } : {}) } });
  document.body.append(card);
  await new Promise((done) => setTimeout(done));
  connection.push("suggestions", { type: "snapshot", document: NONE });
  connection.push("day", { type: "snapshot", document: TODAY });
  connection.push("overview", { type: "snapshot", document: SECOND_DAY });
  await new Promise((done) => setTimeout(done));
  return card.shadowRoot?.textContent?.replace(/\s+/g, " ") ?? "";
}

test.each([undefined, 1])("before there can be suggestions no card says that nothing is left to decide", async (rows) => {
  const text = await shown("homeiq-suggestions-body", rows);

  expect(text).toContain("status.day_of");
  expect(text).toContain("overview.first_on");
  expect(text).not.toContain("status.none");
});

test.each([undefined, 1])("before a usual day is known no card says that all is as usual", async (rows) => {
  const text = await shown("homeiq-day-body", rows);

  expect(text).toContain("day.too_early");
  expect(text).not.toContain("card.usual");
});

test("before there can be suggestions their page says when to look again", async () => {
  const words = new Words((key, values) => `${key.replace("component.homeiq.config_panel.", "")} ${values?.["day"] ?? ""}`, { language: "en" }, "UTC");
  const home = { documents: { suggestions: NONE, overview: SECOND_DAY }, listen: () => () => undefined };
  const view = Object.assign(new SuggestionsView(), { words, home });
  document.body.append(view);
  await view.updateComplete;

  expect(view.shadowRoot?.textContent).toContain("overview.first_on Tuesday, December 8");
  expect(view.shadowRoot?.textContent).not.toContain("status.none");
  expect(firstOn({ ...SECOND_DAY, days: { known: 20, needed: 10 }, last_run: {} } as Overview, words)).toBeUndefined();
});

test("while the history is taken over nobody is told a day or that nothing is left, nor before the first run", () => {
  const words = new Words((key) => key.replace("component.homeiq.config_panel.", ""), { language: "en" }, "UTC");
  const known = { ...SECOND_DAY, days: { known: 20, needed: 10 } } as Overview;
  const history_import = { days_done: 3, days_total: 10, events: 5, running: true };

  expect(firstOn({ ...SECOND_DAY, history_import }, words)).toBe("status.importing");
  expect(firstOn({ ...known, history_import }, words)).toBe("status.importing");
  expect(firstOn(known, words)).toBe("status.learning");
});

test("until something was decided the overview says what this is about", async () => {
  const words = new Words((key) => key.replace("component.homeiq.config_panel.", ""), { language: "en" }, "UTC");
  const overview = { health: "ok", status: "success", days: { known: 30, needed: 10 }, accepted: { there: 0, saved: 0 }, rungs: {}, problems: [] };
  const one = { signature: "one", title: "One", kind: "scene", entities: [], areas: [], backtest: {} };
  const none = { accepted: {}, trials: {}, later: {}, dismissed: {} };
  const told = async (decisions: object): Promise<string | null | undefined> => {
    const home = { documents: { overview, suggestions: { order: ["one"], suggestions: { one } }, decisions }, listen: () => () => undefined, follow: () => undefined, leave: () => undefined };
    const view = Object.assign(new OverviewView(), { words, home });
    document.body.append(view);
    await view.updateComplete;
    return view.shadowRoot?.querySelector(".status")?.textContent;
  };

  expect(await told(none)).toContain("overview.means");
  expect(await told({ ...none, later: { one } })).not.toContain("overview.means");
});

test.each([
  [undefined, 3],
  [4, 1],
  [6, 2],
  [12, 3],
])("a card of so many rows shows as many suggestions as have room in it", async (rows, count) => {
  const connection = new FakeConnection();
  const hass = { connection, localize: (key: string) => key, locale: { language: "en" }, config: { time_zone: "UTC" }, states: {}, loadBackendTranslation: async () => hass.localize };
  const grid = rows ? { grid_options: { rows } } : {};
  const card = Object.assign(document.createElement("homeiq-suggestions-body") as Inside, { hass, config: { type: "suggestions", ...grid } });
  const names = ["one", "two", "three", "four"];
  const suggestions = Object.fromEntries(names.map((signature) => [signature, { signature, title: signature, kind: "scene", entities: [], areas: [], verdict: "Right." }]));
  document.body.append(card);
  await new Promise((done) => setTimeout(done));
  connection.push("suggestions", { type: "snapshot", document: { order: names, suggestions } });
  await new Promise((done) => setTimeout(done));

  expect(card.shadowRoot?.querySelectorAll("li")).toHaveLength(count);
});
