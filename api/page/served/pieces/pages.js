// Which part of a list is shown, and where the rest is: what comes after it, and its start.

import { addressWith } from "../address.js";
import { html } from "../html.js";
import { wholeText } from "../numbers.js";
import { words } from "../words.js";

// Columns beside rows are turned by parameters of their own, and start over with the rows.
const ROWS = { after: "after", from: "from", next: words.next, start: words.start };
const COLUMNS = { after: "columnsAfter", from: "columnsFrom", next: words.nextJourneys, start: words.firstJourneys };

// Kept in the address, as a list that is read by cursors does not know how far it is.
function placeOf({ given }, { after, from }) {
  return given.has(after) ? Number.parseInt(given.get(from), 10) || null : 1;
}

function shownText(from, count, all) {
  if (from === null) return words.shownOf(wholeText(count), wholeText(all));
  return words.shown(wholeText(from), wholeText(from + count - 1), wholeText(all));
}

// `what` names the records of the list `of` where there are several lists; with `columns` they stand side by side.
export function Pages({ of, address, what, columns = false }) {
  const by = columns ? COLUMNS : ROWS;
  const isLater = address.given.has(by.after);
  const count = (of.nodes ?? of.edges).length;
  if (!of.pageInfo.hasNextPage && !isLater) return null;
  const from = placeOf(address, by);
  const kept = columns ? { after: address.given.get("after"), from: address.given.get("from") } : { open: null };
  const next = { ...kept, [by.after]: of.pageInfo.endCursor, [by.from]: from === null ? null : from + count };
  return html`<p class="pages">
    <span>${what} ${shownText(from, count, of.totalCount)}</span>
    ${isLater && html`<a href=${addressWith(address, { ...kept, [by.after]: null, [by.from]: null })}>${by.start}</a>`}
    ${of.pageInfo.hasNextPage && html`<a href=${addressWith(address, next)}>${by.next}</a>`}
  </p>`;
}
