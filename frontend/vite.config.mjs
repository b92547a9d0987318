// Two entries, the panel and the cards; what is behind the first view is a chunk of its own, and so is Lit. Every name has a
// digest of its content but two: the card's, which pages that a browser has kept name too, and that of the file which leads to
// the panel, which Home Assistant goes on naming from an update of HomeIQ until it is restarted. All imports are relative.
import { createHash } from "node:crypto";
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { transform } from "lightningcss";
import { defineConfig } from "vite";
import { digest } from "./sources.mjs";

/** Writes which file is which, for Home Assistant. */
const toldToHomeAssistant = {
  name: "told-to-home-assistant",
  writeBundle({ dir }, bundle) {
    const entries = Object.values(bundle).filter((one) => one.type === "chunk" && one.isEntry);
    const named = Object.fromEntries(entries.map((one) => [one.name, one.fileName]));
    writeFileSync(join(dir, "panel.js"), `import"./${named.panel}"`);
    const asked = (name) => `${name}?v=${createHash("sha256").update(readFileSync(join(dir, name))).digest("hex").slice(0, 8)}`;
    const said = { digest: digest(), panel: asked("panel.js"), card: asked(named.card) };
    writeFileSync(join(dir, "bundle.json"), `${JSON.stringify(said, null, 2)}\n`);
  },
};

/** As a style sheet is made short, but for its last semicolon. */
const shortStyle = (style) => transform({ filename: "part.css", code: Buffer.from(style), minify: true }).code.toString();

/** Between these tags a line break shows nothing: what is drawn there begins a line of its own. */
const BLOCK = "(?:article|dd|div|dl|dt|figure|footer|h1|h2|h3|header|li|main|nav|ol|p|section|table|tbody|td|th|thead|tr|ul)";
const BREAKS = new RegExp(`\\s*\\n\\s*(?=</?${BLOCK}\\b)|(?<=</${BLOCK}>)\\s*\\n\\s*`, "g");

/** What a parser adds by itself at the end of a template: end tags; and quotes around a word. */
const LAST_TAGS = /(?:<\/[\w-]+>\s*)+`/g;
const QUOTED = /(?<=<[^<>`]*\s[\w-]+=)"([\w-]+)"(?=[\s>])/g;

const MARK = "/**/"; // what a style begins with until it has its place

/** Styles as short as they can be, and templates without indentation: they are no files of their own to a minifier. */
const shortTemplates = {
  name: "short-templates",
  transform(code, id) {
    if (!id.includes("/src/")) return null;
    const short = code.replace(/\bcss`([^`]*)`/g, (_, style) => `css\`${MARK}${shortStyle(style)}\``).replace(BREAKS, "").replace(/\n[ \t]+/g, "\n");
    return short.replace(QUOTED, "$1").replace(LAST_TAGS, "`");
  },
};

/** Styles beside each other: they are alike, and what is packed looks back only so far. */
const stylesTogether = {
  name: "styles-together",
  renderChunk(code) {
    const styles = [];
    const rest = code.replace(/[\w$]+`\/\*\*\/[^`]*`/g, (style) => `__styles[${styles.push(style.replace(MARK, "")) - 1}]`);
    return styles.length ? rest.replace(/^(?:import [^;]*;\s*)*/, (imports) => `${imports}const __styles = [${styles.join(",")}];\n`) : null;
  },
};

/** Fields that Lit watches are said once a class: what its decorators would do for each only takes room. */
const plainFields = {
  name: "plain-fields",
  transform(code, id) {
    if (!id.includes("/src/")) return null;
    const whole = /(?:_decorate\(\[(?:property|state)\([^\]]*?\)\], \w+\.prototype, "\w+", void 0\);\s*)+/g;
    const plain = code.replace(whole, (all) => {
      const one = /_decorate\(\[(property|state)\(([^\]]*?)\)\], (\w+)\.prototype, "(\w+)", void 0\);/g;
      const fields = [...all.matchAll(one)];
      const said = fields.map(([, kind, how, , name]) => `${name}: ${kind === "state" ? "{ state: true }" : how || "{}"}`);
      return `${fields[0][3]}.properties = { ${said.join(", ")} };\n`;
    });
    if (/\b_decorate\(/.test(plain)) this.error(`${id} has a decorator that is not said plainly`);
    return plain;
  },
};

/** Chunks have no styles of their own and nothing is loaded ahead, so what would look after that only takes room. */
const plainImports = {
  name: "plain-imports",
  configResolved({ plugins }) {
    const needless = ["vite:build-import-analysis", "native:import-analysis-build"];
    plugins.splice(0, plugins.length, ...plugins.filter(({ name }) => !needless.includes(name)));
  },
};

/** What cards say before any text is asked for, in all languages that there are. */
const TRANSLATIONS = "../custom_components/homeiq/translations";
const FIELDS = ["title", "area", "max", "brought"];
const cards = Object.fromEntries(
  readdirSync(TRANSLATIONS).sort().map((name) => {
    const { card, offer } = JSON.parse(readFileSync(join(TRANSLATIONS, name), "utf8")).config_panel;
    return [name.replace(".json", ""), { ...offer, ...Object.fromEntries(FIELDS.map((field) => [field, card[field]])) }];
  }),
);

export default defineConfig({
  base: "./",
  define: { __DIGEST__: JSON.stringify(digest()), __CARDS__: JSON.stringify(cards) },
  plugins: [shortTemplates, stylesTogether, plainFields, plainImports, toldToHomeAssistant],
  build: {
    outDir: "../custom_components/homeiq/www",
    emptyOutDir: true,
    license: { fileName: "licenses.md" },
    target: ["chrome120", "safari17.2", "firefox121"],
    modulePreload: false,
    assetsDir: "",
    rolldownOptions: {
      input: { panel: "src/panel.ts", card: "src/card.ts" },
      preserveEntrySignatures: "strict",
      output: {
        format: "es",
        entryFileNames: (chunk) => (chunk.name === "card" ? "card.js" : "[name]-[hash].js"),
        chunkFileNames: "[name]-[hash].js",
        codeSplitting: {
          groups: [
            { name: "lit", test: /node_modules[\\/](lit|lit-html|lit-element|@lit)[\\/](?!directive)/, priority: 4 },
            { name: "page", test: /src[\\/]home-assistant/, priority: 3 },
            { name: "shared", test: /src[\\/](live[\\/](documents|home|topic|merged|deeds)|parts[\\/](part|style|icon|note|marks|chart|chosen|waits|rung|verdict|actions|deciding|toast)|texts|words|views[\\/]view)\.ts|mdi/, priority: 2 },
            { name: "bodies", test: /src[\\/](live[\\/](day|clock|ticking)|parts[\\/]track|card[\\/](bodies|body|day-body|suggestions-body|dashboard))\.ts/, priority: 1 },
          ],
        },
      },
    },
  },
  test: { environment: "happy-dom", include: ["test/**/*.test.ts"] },
});
