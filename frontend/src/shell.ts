/** How the panel's frame looks: tabs above where there is room, below where there is not. */

import { css } from "lit";

export const shell = css`
  :host {
    display: block;
    height: calc(100dvh - var(--safe-area-inset-top, 0px) - var(--safe-area-inset-bottom, 0px));
    background: var(--primary-background-color);
  }
  .shell {
    container-type: inline-size;
    height: 100%;
    display: flex;
    flex-direction: column;
    position: relative;
  }
  header {
    flex: none;
    height: var(--header-height, 56px);
    gap: 4px;
    padding: 0 12px;
    background: var(--app-header-background-color, var(--card-background-color));
    color: var(--app-header-text-color, var(--primary-text-color));
    border-bottom: var(--app-header-border-bottom, 1px solid var(--divider-color));
  }
  .back:dir(rtl) {
    transform: scaleX(-1);
  }
  .name {
    font-size: 20px;
    margin-inline: 12px;
  }
  main {
    flex: 1;
    min-height: 0;
    overflow: auto;
    overscroll-behavior: contain;
  }
  .inner {
    max-width: 1180px;
    margin: 0 auto;
    padding: 16px;
    min-height: 100%;
  }
  /* Grey, and as easy to read. */
  main.away .inner > :not(homeiq-note) {
    filter: grayscale(1);
  }
  homeiq-note {
    margin-bottom: 12px;
  }
  homeiq-note .button {
    margin-top: 8px;
    display: flex;
  }
  .more {
    margin-inline-start: auto;
    position: relative;
  }
  .more summary {
    list-style: none;
  }
  .more > div {
    position: absolute;
    inset-inline-end: 0;
    top: 100%;
    z-index: 6;
    min-width: 220px;
    padding: 8px 0;
    border-radius: 8px;
    color: var(--primary-text-color);
    background: var(--card-background-color);
    border: 1px solid var(--divider-color);
  }
  .more .bare {
    display: block;
    padding: 12px 16px;
  }
  .more button:disabled {
    opacity: 0.5;
  }
  .tabs {
    display: flex;
    height: 100%;
  }
  .tabs a {
    display: flex;
    align-items: center;
    gap: 8px;
    padding: 0 14px;
    color: inherit;
    border-bottom: 2px solid transparent;
    position: relative;
    hyphens: manual;
  }
  .above a {
    color: color-mix(in srgb, var(--app-header-text-color, var(--primary-text-color)) 75%, var(--app-header-background-color, var(--card-background-color)));
  }
  .above a[aria-current] {
    color: color-mix(in srgb, var(--primary-color) 70%, var(--app-header-text-color, var(--primary-text-color)));
    border-color: currentColor;
  }
  .tabs a:focus-visible {
    outline-offset: -3px;
    outline-color: currentColor;
  }
  .badge {
    background: var(--hq-fill);
    color: #fff;
    border-radius: 10px;
    min-width: 20px;
    padding: 0 6px;
    font-size: 12px;
    line-height: 20px;
    text-align: center;
  }
  /* Where texts are large, in two rows. */
  .below {
    flex: none;
    flex-wrap: wrap;
    height: auto;
    min-height: 56px;
    background: var(--card-background-color);
    border-top: 1px solid var(--divider-color);
  }
  .below a {
    flex: 1 1 auto;
    flex-direction: column;
    justify-content: center;
    gap: 0;
    padding: 4px 0;
    font-size: 12px;
    line-height: 16px;
    border: 0;
    color: var(--secondary-text-color);
  }
  .below span {
    white-space: nowrap;
  }
  .below a[aria-current] {
    color: var(--hq-accent);
  }
  .below .badge {
    position: absolute;
    top: 2px;
    inset-inline-start: calc(50% + 4px);
    min-width: 16px;
    line-height: 16px;
    padding: 0 4px;
  }
  .toasts {
    position: absolute;
    inset-inline: 12px;
    bottom: 24px;
    z-index: 5;
    pointer-events: none;
  }
  .toasts > * {
    pointer-events: auto;
    display: block;
  }
  @container (min-width: 870px) {
    .below,
    .back.suggestions {
      display: none;
    }
    .menu.hides {
      display: grid;
    }
    .name {
      display: none;
    }
  }
  @container (max-width: 869px) {
    .above,
    .menu.hides {
      display: none;
    }
    .toasts {
      bottom: 68px;
    }
    .inner {
      padding: 12px;
    }
  }
`;
