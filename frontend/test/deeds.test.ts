import { beforeEach, expect, test } from "vitest";
import { Deeds } from "../src/live/deeds";
import { Home } from "../src/live/home";
import { FakeConnection } from "./connection";

const ONE = { verb: "accept", signature: "one", title: "Turn on the light" } as const;

let connection: FakeConnection;
let home: Home;
let deeds: Deeds;

beforeEach(async () => {
  connection = new FakeConnection();
  home = new Home(connection);
  home.follow("suggestions");
  await Promise.resolve();
  connection.push("suggestions", { type: "snapshot", document: { order: ["one"], suggestions: { one: { signature: "one" } } } });
  deeds = new Deeds(home, (at) => `day ${at}`, () => undefined);
});

function leave(): void {
  connection.push("suggestions", { type: "patch", patch: { order: [], suggestions: { one: null } } });
}

test("a decision leaves the list at once, and is told with its way back", async () => {
  connection.answers.set("homeiq/suggestion/accept", { signature: "one", mode: "enabled", id: "homeiq_one" });

  const done = deeds.decide(ONE);
  expect(deeds.hidden.has("one")).toBe(true);
  await Promise.resolve();
  leave();

  expect(await done).toBe(true);
  expect(deeds.told).toMatchObject({ key: "toast.accept", open: "/config/automation/edit/homeiq_one" });
  await deeds.told?.undo?.();
  expect(connection.sent.at(-1)).toEqual({ type: "homeiq/suggestion/undo", signature: "one" });
});

test("what is refused comes back to its place, with the reason", async () => {
  connection.failing.set("homeiq/suggestion/accept", { code: "refused", message: "automations.yaml is not included" });

  expect(await deeds.decide(ONE)).toBe(false);

  expect(deeds.hidden.has("one")).toBe(false);
  expect(deeds.refusals.get("one")).toBe("automations.yaml is not included");
  expect(deeds.told).toMatchObject({ key: "toast.failed", tone: "bad", open: "/homeiq/suggestions/one" });
});

test("who is later than another window is told so", async () => {
  connection.failing.set("homeiq/suggestion/accept", { code: "not_found", message: "" });
  leave();

  await deeds.decide(ONE);

  expect(deeds.told?.key).toBe("toast.elsewhere");
});

test("never is sent with its objection, and taken back as a decision", async () => {
  connection.answers.set("homeiq/suggestion/dismiss", { signature: "one" });

  const done = deeds.decide({ verb: "never", signature: "one", title: "", objection: "wrong_time" });
  await Promise.resolve();
  leave();
  await done;
  await deeds.told?.undo?.();

  expect(connection.sent).toEqual([
    { type: "homeiq/suggestion/dismiss", signature: "one", objection: "wrong_time" },
    { type: "homeiq/suggestion/take_back", signature: "one" },
  ]);
});

test("a trial that can't become an automation has ended, and that is what is said", async () => {
  connection.failing.set("homeiq/suggestion/accept", { code: "refused", message: "The file is busy" });

  await deeds.back("begin", "one", "");

  expect(deeds.told).toMatchObject({ key: "toast.not_begun", values: { reason: "The file is busy" } });
});

test("an undo that is refused says why", async () => {
  connection.failing.set("homeiq/suggestion/undo", { code: "refused", message: "Somebody has changed it" });

  await deeds.back("undo", "one", "");

  expect(deeds.told).toMatchObject({ key: "toast.not_undone", values: { reason: "Somebody has changed it" } });
});

test("what is made to ask first is told so, with its automation and its way back", async () => {
  connection.answers.set("homeiq/suggestion/accept", { signature: "one", mode: "ask", id: "homeiq_one" });

  const done = deeds.decide({ ...ONE, verb: "ask" });
  await Promise.resolve();
  leave();
  await done;

  expect(connection.sent).toEqual([{ type: "homeiq/suggestion/accept", signature: "one", mode: "ask" }]);
  expect(deeds.told).toMatchObject({ key: "toast.ask", open: "/config/automation/edit/homeiq_one" });
});

test("what may act by itself does when it is told, and asks again when that is undone", async () => {
  await deeds.climb({ verb: "act", signature: "one", title: "", issue: "may_climb_one" });
  await deeds.told?.undo?.();

  expect(connection.sent).toEqual([
    { type: "homeiq/suggestion/accept", signature: "one", mode: "enabled" },
    { type: "homeiq/suggestion/undo", signature: "one" },
  ]);
});

test("what is to go on asking is not proposed again", async () => {
  await deeds.climb({ verb: "go_on", signature: "one", title: "", issue: "may_climb_one" });

  expect(connection.sent).toEqual([
    { type: "repairs/ignore_issue", domain: "homeiq", issue_id: "may_climb_one", ignore: true },
  ]);
  expect(deeds.told?.key).toBe("toast.go_on");
});

test("what its owner has changed is followed no longer by saying no to it, and that is told", async () => {
  await deeds.back("leave", "one", "Turn on the light");

  expect(connection.sent).toEqual([{ type: "homeiq/suggestion/dismiss", signature: "one" }]);
  expect(deeds.told).toMatchObject({ key: "toast.left", values: { title: "Turn on the light" } });
});

test("why something is refused is said in the language of whoever looks", async () => {
  const german = async () => (key: string, values: Record<string, string | number> = {}) => (key === "component.homeiq.exceptions.file_broken.message" ? `${values["file"]} ist kein YAML` : "");
  const error = { code: "refused", message: "scenes.yaml is not valid YAML", translation_domain: "homeiq", translation_placeholders: { file: "scenes.yaml" } };
  const said = async (key?: string, load?: typeof german): Promise<unknown> => {
    connection.failing.set("homeiq/suggestion/accept", { ...error, translation_key: key });
    return new Home(connection, load).ask("suggestion/accept").catch((refused: { message: string }) => refused.message);
  };

  expect(await said("file_broken", german)).toBe("scenes.yaml ist kein YAML");
  expect(await said("nobody_knows", german)).toBe("scenes.yaml is not valid YAML");
  expect(await said("file_broken", () => Promise.reject(new Error("away")))).toBe("scenes.yaml is not valid YAML");
  expect(await said(undefined, german)).toBe("scenes.yaml is not valid YAML");
});
