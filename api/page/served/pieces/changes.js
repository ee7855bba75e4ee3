// What changed in a record, newest first: when, by whom, and what.

import { html } from "../html.js";
import { fieldWords, words } from "../words.js";
import { Moment, more } from "./value.js";

const MOST = 4; // fields that are named

function fieldNames(change) {
  const names = [...new Set(change.fields.map((field) => fieldWords(field.name.split(".")[0]).toLowerCase()))];
  const rest = names.length - MOST;
  return names.slice(0, MOST).join(", ") + (rest > 0 ? ` ${words.more(rest)}` : "");
}

export function Changes({ data: { changes } }) {
  const rest = more(changes);
  if (changes.nodes.length === 0) return html`<p class="faint">${words.card.unchanged}</p>`;
  return html`<ol class="changes">
      ${changes.nodes.map(
        (change) =>
          html`<li key=${change.id}><${Moment} of=${change.at} /> <bdi>${change.actor}</bdi> ${words.change[change.operation]}${["CREATE", "DELETE"].includes(change.operation) ? "" : ` ${fieldNames(change)}`}</li>`,
      )}
    </ol>
    ${rest && html`<p class="faint">${rest}</p>`}`;
}
