/** What cards say where Home Assistant has not asked for our texts yet: in its list of cards, and in their editor. */

const TEXTS = __CARDS__; // said once: what is defined stands wherever it is named

export function said(key: string): string {
  const { lang } = document.documentElement;
  const texts = TEXTS[lang] ?? TEXTS[lang.slice(0, 2)] ?? TEXTS.en;
  return texts?.[key] ?? key;
}
