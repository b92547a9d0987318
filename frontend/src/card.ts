/**
 * On every page of Home Assistant, so it only says that there are cards and a dashboard. Nothing may import this file.
 *
 * Home Assistant's page puts a registry of its own in the place of the browser's, which knows nothing of what was
 * defined before, and it may come later than this file: so it is waited for.
 */

void customElements.whenDefined("home-assistant").then(() => import("./card/cards"));

export {};
