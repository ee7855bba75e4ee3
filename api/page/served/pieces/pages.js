// Where the other rows of a list are: those after it, and its start.

import { addressWith } from "../address.js";
import { html } from "../html.js";
import { words } from "../words.js";

export function Pages({ of, address }) {
  const isLater = address.given.has("after");
  if (!of.pageInfo.hasNextPage && !isLater) return null;
  return html`<p class="pages">
    ${isLater && html`<a href=${addressWith(address, { after: null })}>${words.start}</a>`}
    ${of.pageInfo.hasNextPage && html`<a href=${addressWith(address, { after: of.pageInfo.endCursor })}>${words.next}</a>`}
  </p>`;
}
