/** An automation as the text that people know from Home Assistant. Only what JSON can say is written. */

export function yaml(value: unknown, indent = ""): string {
  if (Array.isArray(value)) {
    if (!value.length) return " []\n";
    return `\n${value.map((one) => `${indent}-${item(one, `${indent}  `)}`).join("")}`;
  }
  if (typeof value === "object" && value !== null) {
    const entries = Object.entries(value);
    if (!entries.length) return " {}\n";
    return `\n${entries.map(([name, one]) => `${indent}${name}:${yaml(one, `${indent}  `)}`).join("")}`;
  }
  return ` ${scalar(value)}\n`;
}

/** The first line of an object in a list stands behind its dash. */
function item(value: unknown, indent: string): string {
  const written = yaml(value, indent);
  return written.startsWith("\n") ? ` ${written.slice(1 + indent.length)}` : written;
}

function scalar(value: unknown): string {
  if (typeof value !== "string") return String(value);
  return /^[A-Za-z_][\w .\-–]*$/.test(value) && !/^(true|false|null|yes|no|on|off|y|n)$/i.test(value) && !value.endsWith(" ")
    ? value
    : JSON.stringify(value);
}
