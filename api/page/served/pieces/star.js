// The star of a moment of truth.

import { html } from "../html.js";

export function Star({ label }) {
  const named = label ? { role: "img", "aria-label": label } : { "aria-hidden": "true" };
  return html`<svg class="star" viewBox="0 0 20 20" ...${named}><path d="M10 1.500l2.600 5.700 6.200.7-4.600 4.200 1.300 6.100L10 15.100l-5.500 3.100 1.300-6.100L1.200 7.900l6.200-.7z" /></svg>`;
}
