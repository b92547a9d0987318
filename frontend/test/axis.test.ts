import { expect, test } from "vitest";
import { boundsOf, mostOf, numberAt, placeOf, stepAt, toStep } from "../src/live/axis";
import { Axis } from "../src/parts/axis";
import { Words } from "../src/words";

const WARMTH = boundsOf([18, 19, 20, 21, 24]);
const LIGHT = boundsOf([3, 5, 10, 36, 40, 90, 900, 4000]);

test("where numbers lie close together the line is even, and where some are far off the small ones get more room", () => {
  expect([WARMTH.isBent, LIGHT.isBent]).toEqual([false, true]);
  expect(placeOf(36, LIGHT)).toBeGreaterThan(0.3);
});

test("a number is found again at its place", () => {
  for (const bounds of [WARMTH, LIGHT]) expect(numberAt(placeOf(20, bounds), bounds, 0.5)).toBeCloseTo(20);
});

test("beyond the line is its end", () => {
  expect([placeOf(-50, WARMTH), placeOf(500, WARMTH)]).toEqual([0, 1]);
  expect(numberAt(7, WARMTH, 1)).toBe(24);
});

test("steps are round numbers that make a difference", () => {
  expect(stepAt(20, WARMTH)).toBe(0.1);
  expect([stepAt(40, LIGHT), stepAt(900, LIGHT)]).toEqual([10, 100]);
  expect(toStep(20.30000004, 0.1)).toBe(20.3);
});

test("one number alone has a line too", () => {
  const alone = boundsOf([40]);

  expect(placeOf(40, alone)).toBeCloseTo(0.5);
});

test("most of them lie between the tenth and the last tenth", () => {
  expect(mostOf([1, 10, 11, 12, 13, 14, 15, 16, 17, 18, 500])).toEqual({ from: 10, middle: 14, to: 18 });
});

const WORDS = new Words((key, values) => `${key.split(".").slice(-2).join(".")} ${Object.values(values ?? {}).join(" ")}`.trim(), { language: "en" }, "UTC");

async function drawn(properties: Partial<Axis>): Promise<{ axis: Axis; root: ShadowRoot; moved: number[] }> {
  const axis = new Axis();
  const moved: number[] = [];
  axis.addEventListener("homeiq-border", (event) => moved.push((event as CustomEvent<{ at: number }>).detail.at));
  Object.assign(axis, { words: WORDS, movable: true, ...properties });
  document.body.append(axis);
  await axis.updateComplete;
  return { axis, root: axis.shadowRoot as ShadowRoot, moved };
}

test("keys move a border by a step and by ten, and never beyond what is allowed", async () => {
  const { root, moved } = await drawn({ did: [38, 40, 45], borders: [{ at: 99, name: "Brightness" }], least: 1, most: 100, step: 1 });
  const handle = root.querySelector("[role=slider]") as HTMLElement;

  for (const key of ["ArrowLeft", "PageUp", "PageDown", "Tab"]) handle.dispatchEvent(new KeyboardEvent("keydown", { key }));

  expect(moved).toEqual([98, 100, 89]);
  expect([handle.ariaLabel ?? handle.getAttribute("aria-label"), handle.getAttribute("aria-valuetext")]).toEqual(["Brightness", "99"]);
});

test("whoever does not see the line has a sentence and a table", async () => {
  const { root } = await drawn({ did: [3, 5, 9], not: [44, 90], unit: "lx", borders: [{ at: 40, name: "below" }] });
  const cells = [...root.querySelectorAll("tbody tr")].map((row) => [...row.children].map((cell) => cell.textContent));

  expect(root.querySelector("p")?.textContent).toBe("axis.did 3\u00a0lx 5\u00a0lx 9\u00a0lx axis.not 44\u00a0lx 90\u00a0lx 90\u00a0lx");
  expect(cells).toEqual([["3\u00a0lx", "44\u00a0lx"], ["5\u00a0lx", "90\u00a0lx"], ["9\u00a0lx", "–"]]);
});

test("nothing is drawn of what nobody measured", async () => {
  const { root } = await drawn({ did: [] });

  expect(root.querySelector("svg")).toBeNull();
});

test("what was set to one number each time is said with that number, and has one end", async () => {
  const { root } = await drawn({ did: [20.5, 20.5, 20.5], unit: "°", borders: [{ at: 20.5, name: "Temperature" }] });

  expect(root.querySelector("p")?.textContent).toBe("axis.set_same 20.5° 20.5° 20.5°");
  expect([...root.querySelectorAll("svg text")].map((one) => one.textContent)).toEqual(["20.5°"]);
});

test("what was set to one number nearly each time is said with that one", async () => {
  const { root } = await drawn({ did: [17, 17, 17, 17, 17, 17, 17, 17, 17, 17, 17, 19], unit: "°" });

  expect(root.querySelector("p")?.textContent).toMatch(/^axis.set_same 17°/);
});

test("what was always set to one number can be moved away from it, but no farther than its thing goes", async () => {
  const { root } = await drawn({ did: [22, 22], borders: [{ at: 22, name: "Temperature" }], unit: "°C", least: 7, most: 30, step: 0.5 });

  const handle = root.querySelector("[role=slider]")!;
  expect(["aria-valuemin", "aria-valuemax"].map((name) => handle.getAttribute(name))).toEqual(["7", "30"]);
  const left = Number.parseFloat((handle as HTMLElement).style.left);
  expect(left).toBeGreaterThan(60); // CSS pixels, of which the line has a hundred or more on each side
  expect([...root.querySelectorAll("text")].map((one) => one.textContent?.trim())).toEqual(["22\u00a0°C"]);
});

test("the numbers below the line stand where they are, also where the border is far from what was measured", async () => {
  const { root } = await drawn({ did: [75, 82], not: [], borders: [{ at: 65, name: "Above" }], unit: "%" });

  const [least, most] = root.querySelectorAll("text");
  expect([least?.textContent, most?.textContent].map((one) => one?.trim())).toEqual(["65%", "82%"]);
  const border = root.querySelector("line.at")?.getAttribute("x1");
  expect(Math.abs(Number(least?.getAttribute("x")) - Number(border))).toBeLessThan(32);
});
