// What is folded away where the screen is narrow, and stands open where it is wide.

import { html } from "../html.js";
import { words } from "../words.js";

const WIDE = matchMedia("(min-width: 701px)");

export function Fold({ title, set, children }) {
  if (WIDE.matches) return children;
  return html`<details class="fold">
    <summary>${title}${set > 0 && html` <small>${words.set(set)}</small>`}</summary>
    ${children}
  </details>`;
}
