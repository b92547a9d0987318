import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { AGAIN, SILENCE, Topic } from "../src/live/topic";
import { FakeConnection } from "./connection";

let connection: FakeConnection;
let told: unknown[];
let away: boolean[];

beforeEach(() => {
  vi.useFakeTimers();
  connection = new FakeConnection();
  told = [];
  away = [];
});
afterEach(() => vi.useRealTimers());

async function begin(): Promise<Topic<unknown>> {
  const topic = new Topic(connection, "overview", { told: (one) => told.push(one), away: (one) => away.push(one) });
  await vi.advanceTimersByTimeAsync(0);
  return topic;
}

test("a snapshot and its differences make one document", async () => {
  await begin();

  connection.push("overview", { type: "snapshot", document: { a: 1, b: 2 } });
  connection.push("overview", { type: "patch", patch: { b: 3 } });

  expect(told).toEqual([{ a: 1, b: 2 }, { a: 1, b: 3 }]);
});

test("a reload of the entry is told, and that it is back", async () => {
  await begin();

  connection.push("overview", { type: "away" });
  connection.push("overview", { type: "snapshot", document: {} });

  expect(away).toEqual([true, false]);
});

test("a new connection is subscribed to once it has shown a sign of life", async () => {
  await begin();

  connection.fire("ready");
  await vi.advanceTimersByTimeAsync(0);

  expect(connection.pings).toBe(1);
  expect(connection.subscriptions.length).toBe(2);
});

test("what an old subscription still tells is not heard", async () => {
  await begin();
  const old = connection.subscriptions[0];
  connection.fire("ready");
  await vi.advanceTimersByTimeAsync(0);

  old?.tell({ type: "snapshot", document: { old: true } });

  expect(told).toEqual([]);
});

test("a command that is not there yet is tried again", async () => {
  connection.failing.set("homeiq/overview/subscribe", { code: "unknown_command", message: "" });
  await begin();
  connection.failing.clear();

  await vi.advanceTimersByTimeAsync(AGAIN);

  expect(connection.subscriptions.length).toBe(1);
});

test("a long silence ends in a new subscription", async () => {
  await begin();
  connection.push("overview", { type: "heartbeat" });

  await vi.advanceTimersByTimeAsync(SILENCE);

  expect(connection.subscriptions.map((one) => one.isOver)).toEqual([true, false]);
});

test("the end unsubscribes, and nothing begins again", async () => {
  const topic = await begin();

  topic.end();
  connection.fire("ready");
  await vi.advanceTimersByTimeAsync(SILENCE + AGAIN);

  expect(connection.subscriptions.map((one) => one.isOver)).toEqual([true]);
});
