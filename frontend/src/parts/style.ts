/** What all parts share. Colours are mixed from the theme's own, so they can be read in any theme. */

import { css } from "lit";

export const colours = css`
  :host {
    --hq-accent: color-mix(in srgb, var(--primary-color) 70%, var(--primary-text-color));
    --hq-fill: color-mix(in srgb, var(--primary-color) 75%, #000);
    --hq-tint: color-mix(in srgb, var(--primary-color) 12%, var(--card-background-color));
    --hq-bad: color-mix(in srgb, var(--error-color) 65%, var(--primary-text-color));
    --hq-warn: color-mix(in srgb, var(--warning-color) 42%, var(--primary-text-color));
    --hq-good: color-mix(in srgb, var(--success-color) 65%, var(--primary-text-color));
    --hq-radius: var(--ha-card-border-radius, 12px);
  }
`;

export const shared = css`
  :host {
    color: var(--primary-text-color);
    font: 14px/20px var(--ha-font-family-body, Roboto, sans-serif);
  }
  *,
  *::before,
  *::after {
    box-sizing: border-box;
  }
  h1,
  h2,
  h3,
  p,
  ul,
  ol,
  dl,
  dd,
  figure {
    margin: 0;
    padding: 0;
    font-weight: 400;
  }
  ul,
  ol {
    list-style: none;
  }
  b,
  h2,
  h3 {
    font-weight: 500;
  }
  h2 {
    font-size: 16px;
    line-height: 22px;
  }
  h3 {
    font-size: 14px;
  }
  a {
    color: var(--hq-accent);
    text-decoration: none;
    font-weight: 500;
  }
  a:not([href]) {
    color: inherit;
  }
  p,
  h2,
  h3,
  dd,
  a,
  .grow {
    overflow-wrap: anywhere;
    hyphens: auto;
  }
  /* Titles are in the home's language, which may run the other way; they stand where all else does. */
  p,
  h2,
  h3,
  dd,
  .title,
  .small,
  .button {
    unicode-bidi: plaintext;
    text-align: -webkit-match-parent;
    text-align: match-parent;
  }
  /* What says something by its colour keeps it where a system has colours of its own. */
  i,
  .toggle,
  .day {
    forced-color-adjust: none;
  }
  .icon {
    width: 24px;
    height: 24px;
    fill: currentColor;
    flex: none;
  }
  .small {
    font-size: 12px;
    line-height: 16px;
  }
  .dim {
    color: var(--secondary-text-color);
  }
  .bad {
    color: var(--hq-bad);
  }
  .good {
    color: var(--hq-good);
  }
  .title {
    font-weight: 500;
  }
  /* A row of a list that leads somewhere. */
  .item {
    display: flex;
    gap: 12px;
    padding: 12px 16px;
    color: inherit;
    font-weight: 400;
  }
  .item > .icon {
    color: var(--secondary-text-color);
  }
  .item:focus-visible,
  .line:focus-visible {
    outline-offset: -3px;
  }
  .rows > li + li {
    border-top: 1px solid var(--divider-color);
  }
  /* What is pressed as a whole line. */
  .bare {
    width: 100%;
    border: 0;
    background: none;
    color: inherit;
    font: inherit;
    text-align: start;
    cursor: pointer;
  }
  /* What something is, its title, and what it was worth. */
  .about {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 8px;
    min-height: 24px;
  }
  .about + h2 {
    font-size: 18px;
    line-height: 24px;
    margin-block: 8px;
    text-wrap: pretty;
  }
  .verdict {
    font-size: 15px;
    line-height: 22px;
    text-wrap: pretty;
  }
  /* A name, and across from it a value. */
  dl > div,
  .both {
    display: flex;
    gap: 16px;
    justify-content: space-between;
    padding-block: 6px;
  }
  dt {
    color: var(--secondary-text-color);
  }
  .meter {
    height: 6px;
    border-radius: 3px;
    background: var(--secondary-background-color);
    overflow: hidden;
  }
  .meter i {
    display: block;
    height: 100%;
    background: var(--primary-color);
  }
  /* What is said of a day, with the way to it. */
  .chosen {
    min-height: 16px;
    margin-top: 4px;
  }
  .chosen a {
    display: inline-block;
    padding-block: 14px;
    margin-block: -14px;
  }
  .grow {
    flex: 1;
    min-width: 0;
  }
  .unseen {
    position: absolute;
    width: 1px;
    height: 1px;
    overflow: hidden;
    clip-path: inset(50%);
    white-space: nowrap;
  }
  .card {
    display: block;
    background: var(--card-background-color);
    border: 1px solid var(--divider-color);
    border-radius: var(--hq-radius);
    overflow: hidden;
  }
  .card > header,
  .inside {
    padding: 14px 16px;
  }
  header {
    display: flex;
    align-items: center;
    gap: 8px;
  }
  /* The way to all of it, across from its heading. */
  header > .tap {
    padding: 12px 0;
    margin-block: -12px;
  }
  .inside + .inside,
  .card > header + * {
    border-top: 1px solid var(--divider-color);
  }
  .inside > h3 {
    margin-bottom: 8px;
  }
  .buttons {
    display: flex;
    flex-wrap: wrap;
    gap: 8px;
    align-items: center;
  }
  .button {
    font: 500 14px/20px var(--ha-font-family-body, Roboto, sans-serif);
    min-height: 40px;
    padding: 6px 12px;
    border-radius: 22px;
    border: 1px solid color-mix(in srgb, var(--primary-text-color) 30%, var(--card-background-color));
    background: none;
    color: var(--hq-accent);
    display: inline-flex;
    align-items: center;
    justify-content: center;
    gap: 6px;
    text-align: center;
    cursor: pointer;
  }
  .button .icon {
    width: 18px;
    height: 18px;
  }
  .button.main {
    background: var(--hq-fill);
    border-color: transparent;
    color: #fff;
  }
  select.button {
    text-align: start;
    max-width: 100%;
    background: var(--card-background-color);
    color-scheme: light dark;
  }
  .button.plain {
    border-color: transparent;
    padding-inline: 8px;
  }
  .button.no {
    color: var(--hq-bad);
  }
  .button.never {
    background: color-mix(in srgb, var(--error-color) 80%, #000);
    border-color: transparent;
    color: #fff;
  }
  .button:disabled,
  a.button:not([href]) {
    opacity: 0.5;
    cursor: default;
  }
  .choice[aria-pressed="true"],
  .choice[aria-checked="true"],
  .choice[aria-current] {
    background: var(--hq-tint);
    border-color: var(--hq-accent);
  }
  .round {
    width: 44px;
    height: 44px;
    display: grid;
    place-items: center;
    border: 0;
    border-radius: 50%;
    background: none;
    color: inherit;
    cursor: pointer;
    flex: none;
  }
  :focus-visible {
    outline: 3px solid var(--hq-accent);
    outline-offset: 2px;
  }
  @media (pointer: coarse), (max-width: 870px) {
    .button,
    .tap {
      min-height: 44px;
    }
  }
  @keyframes fade {
    from {
      opacity: 0;
    }
  }
  .stack {
    display: grid;
    gap: 16px;
    grid-template-columns: minmax(0, 1fr);
  }
  /* What is still to come, once it takes a moment. */
  .waits {
    padding: 2px 16px 16px;
  }
  .waits i,
  .bar {
    display: block;
    height: 14px;
    margin-top: 14px;
    width: 70%;
    border-radius: 22px;
    background: var(--secondary-background-color);
    animation: fade 0s 150ms backwards;
  }
  .waits :nth-child(even) {
    margin-top: 6px;
    width: 40%;
  }
  .bar {
    height: 28px;
    margin: 4px 0 16px;
    width: min(280px, 70%);
  }
  @media (prefers-reduced-motion: no-preference) {
    .fades {
      animation: fade 150ms;
    }
    .waits i,
    .bar {
      animation-duration: 150ms;
    }
  }
`;

/** What is typed into. */
export const field = css`
  input {
    font: inherit;
    font-size: 16px;
    max-width: 100%;
    min-height: 44px;
    border-radius: 22px;
    padding: 0 16px;
    color: inherit;
    background: var(--card-background-color);
    border: 1px solid color-mix(in srgb, var(--primary-text-color) 45%, var(--card-background-color));
    color-scheme: light dark;
  }
  input::placeholder {
    color: var(--secondary-text-color);
    opacity: 1;
  }
`;
