/** What is to be forgotten: a thing, a room, or all of a span; moments as forms have them, in the home's time. */

export interface Part {
  kind: "thing" | "room" | "span";
  which: string;
  start: string;
  end: string;
}

/** Whether it is said what. */
export function isWhole({ kind, which, start, end }: Part): boolean {
  const isSaid = kind === "span" ? !!start : kind === "room" ? !!which : /^[a-z0-9_]+\.[a-z0-9_]+$/.test(which);
  return isSaid && (!start || !end || start < end);
}

/** The fields of the action. */
export function forgotten({ kind, which, start, end }: Part): Record<string, unknown> {
  return {
    ...(kind === "thing" ? { entity_id: [which] } : kind === "room" ? { area_id: [which] } : {}),
    ...(start ? { start } : {}),
    ...(end ? { end } : {}),
  };
}
