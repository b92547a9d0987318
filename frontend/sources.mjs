// What the bundle is built from, and the digest that says so: in the page, in the bundle and in a test without Node.
import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { join, relative, sep } from "node:path";
import { fileURLToPath } from "node:url";

const HERE = fileURLToPath(new URL(".", import.meta.url));
const BESIDE = ["package-lock.json", "sources.mjs", "tsconfig.json", "vite.config.mjs"];

/** All sources, as paths below this folder with slashes, in the order of their code units. */
export function sources() {
  const inside = readdirSync(join(HERE, "src"), { recursive: true, withFileTypes: true })
    .filter((one) => one.isFile())
    .map((one) => relative(HERE, join(one.parentPath ?? one.path, one.name)).split(sep).join("/"));
  return [...BESIDE, ...inside].sort((one, other) => (one < other ? -1 : 1));
}

/** Sixteen hexadecimal digits of all names and contents. */
export function digest() {
  const sum = createHash("sha256");
  for (const name of sources()) {
    sum.update(`${name}\0`);
    sum.update(readFileSync(join(HERE, name)));
    sum.update("\0");
  }
  return sum.digest("hex").slice(0, 16);
}
