// What hangs on a record: what it is linked to, and what would be left without any if it went.

import { html } from "../html.js";
import { wholeText } from "../numbers.js";
import { labelOfKind, pluralOf } from "../record_kinds.js";
import { fieldWords, words } from "../words.js";
import { RecordList } from "./record_link.js";
import { Value } from "./value.js";

const own = words.card;
const ID = /^[a-z]{3,4}_[0-9a-z]{26}$/; // stands in place of the name of a record that has none

export function Impact({ data: { impact } }) {
  if (!impact) return null;
  const { links, orphaned } = impact;
  if (links.length === 0) return html`<p class="faint">${own.free}</p>`;
  return html`<div class="impact">
    <${Counts} title=${own.links} of=${links} />
    ${orphaned.length > 0 && html`<${Counts} title=${own.orphaned} of=${orphaned} alarm />`}
    ${["goals", "journeys", "teams"].map(
      (name) => impact[name].length > 0 && html`<div key=${name}><h3>${own[name]}</h3><${RecordList} of=${impact[name]} /></div>`,
    )}
  </div>`;
}

function Counts({ title, of, alarm }) {
  return html`<div class=${alarm ? "alarmed" : null}>
    <h3>${title}</h3>
    <ul class="records">
      ${of.map(
        ({ kind, count, names }) =>
          html`<li key=${kind}><strong><${Value} of=${count} as=${wholeText} /></strong> ${fieldWords(count === 1 ? labelOfKind(kind) : pluralOf(labelOfKind(kind))).toLowerCase()}
            <${Names} of=${names} count=${count} /></li>`,
      )}
    </ul>
  </div>`;
}

function Names({ of, count }) {
  const names = of.filter((name) => !ID.test(name));
  if (names.length === 0) return null;
  return html`<small><bdi>${names.join(", ")}</bdi>${count > names.length && ` ${words.more(count - names.length)}`}</small>`;
}
