/** Where numbers stand on a line, how finely they are moved, and between which most of them lie. */

export interface Bounds {
  low: number;
  high: number;
  /** Whether small numbers get more room than large ones, as with light and power. */
  isBent: boolean;
}

const FAR = 20; // times the middle number; what reaches farther is bent
const MOST = 0.8; // share of the numbers

/** The line on which all of them are, with a little room on both sides. */
export function boundsOf(numbers: number[]): Bounds {
  const low = Math.min(...numbers);
  const high = Math.max(...numbers);
  const isBent = low >= 0 && high > FAR * Math.max(1, quantile(numbers, 0.5));
  const room = (high - low || Math.abs(high) || 1) * 0.06;
  return { low: low < 0 ? low - room : Math.max(0, low - room), high: high + room, isBent };
}

/** The place of a number, 0 to 1. */
export function placeOf(number: number, { low, high, isBent }: Bounds): number {
  const at = (one: number): number => (isBent ? Math.log1p(one - low) : one - low);
  return at(Math.min(high, Math.max(low, number))) / at(high);
}

/** The number at a place, no finer than a step. */
export function numberAt(place: number, bounds: Bounds, step?: number): number {
  const { low, high, isBent } = bounds;
  const within = Math.min(1, Math.max(0, place));
  const number = low + (isBent ? Math.expm1(within * Math.log1p(high - low)) : within * (high - low));
  return toStep(number, step ?? stepAt(number, bounds));
}

/** How far a key moves it: a hundredth of the line or so, as a round number. */
export function stepAt(number: number, { low, high, isBent }: Bounds): number {
  const span = isBent ? Math.max(1, number - low) / 10 : (high - low) / 100;
  return 10 ** Math.ceil(Math.log10(span) - 0.5);
}

export function toStep(number: number, step: number): number {
  return Number((Math.round(number / step) * step).toFixed(6));
}

/** Between which numbers most of them lie, and the one in the middle. */
export function mostOf(numbers: number[]): { from: number; middle: number; to: number } {
  const beyond = (1 - MOST) / 2;
  return { from: quantile(numbers, beyond), middle: quantile(numbers, 0.5), to: quantile(numbers, 1 - beyond) };
}

function quantile(numbers: number[], share: number): number {
  const sorted = numbers.toSorted((one, other) => one - other);
  return sorted[Math.round(share * (sorted.length - 1))] ?? 0;
}
