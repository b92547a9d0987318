/** Differences as HomeIQ sends them: JSON Merge Patch, RFC 7396. */

export type Json = string | number | boolean | null | Json[] | { [name: string]: Json };

function isObject(value: unknown): value is Record<string, Json> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** Returns what a patch makes of a document; parts that it doesn't touch stay the same objects. */
export function merged(document: Json | undefined, patch: Json): Json {
  if (!isObject(patch)) return patch;
  const result: Record<string, Json> = isObject(document) ? { ...document } : {};
  for (const [name, value] of Object.entries(patch)) {
    if (value === null) delete result[name];
    else result[name] = merged(result[name], value);
  }
  return result;
}
