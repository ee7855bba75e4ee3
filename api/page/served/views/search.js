// Search: what is found by words, grouped by kind, each with where it stands.

import { addressWith, go, recordAddress } from "../address.js";
import { kinds } from "../documents.js";
import { html } from "../html.js";
import { wholeText } from "../numbers.js";
import { Choice } from "../pieces/choice.js";
import { Pages } from "../pieces/pages.js";
import { RecordLink } from "../pieces/record_link.js";
import { Value } from "../pieces/value.js";
import { ViewFrame } from "../pieces/view_frame.js";
import { labelOfKind, pluralOf } from "../record_kinds.js";
import { useAnswer } from "../requests.js";
import { fieldWords, words } from "../words.js";

const own = words.search;
const UNSEARCHED = ["MEASUREMENT", "CHANGE", "IMPORT"]; // kinds that no words are searched in
const KINDS = Object.values(kinds)
  .filter(({ kind }) => !UNSEARCHED.includes(kind))
  .map(({ kind, plural }) => ({ value: kind, label: fieldWords(plural) }))
  .sort((a, b) => a.label.localeCompare(b.label));

export function SearchView({ address }) {
  const text = address.given.get("text")?.trim();
  return text ? html`<${Found} address=${address} text=${text} />` : html`<${ViewFrame} title=${own.name}><p class="empty">${own.hint}</p><//>`;
}

function Found({ address, text }) {
  const { given } = address;
  const asked = given.getAll("kind");
  const variables = { text, kinds: asked.length > 0 ? asked : undefined, after: given.get("after") ?? undefined };
  const answer = useAnswer("Search", variables);
  const found = answer.data?.search;
  const total = found && html`<p class="totals"><strong><${Value} of=${found.totalCount} as=${wholeText} /></strong> ${own.found(found.totalCount)} <bdi>“${text}”</bdi></p>`;
  return html`<${ViewFrame} title=${own.name} beside=${total} ...${answer}>
    <form class="filters" aria-label=${words.filters} onSubmit=${(event) => event.preventDefault()}>
      <div class="choices"><${Choice} name="kind" label=${own.kind} options=${KINDS} address=${address} /></div>
    </form>
    ${found && (found.edges.length > 0 ? html`<${Groups} edges=${found.edges} /><${Pages} of=${found} address=${address} what=${own.records} />` : html`<p class="empty">${own.nothing}</p>`)}
  <//>`;
}

// The records of each kind below one another, kinds in the order of their best.
function Groups({ edges }) {
  const groups = new Map();
  for (const edge of edges) groups.set(edge.kind, [...(groups.get(edge.kind) ?? []), edge]);
  return html`<div class="found">
    ${[...groups].map(([kind, found]) => {
      const name = fieldWords(pluralOf(labelOfKind(kind)));
      return html`<section key=${kind} class="region">
        <h2>${name}</h2>
        <ul class="records" aria-label=${name}>
          ${found.map(({ node, place }) => html`<li key=${node.id}><${RecordLink} of=${node} />${place?.journey && place.journey.id !== node.id && html` <${PlaceText} of=${place} />`}</li>`)}
        </ul>
      </section>`;
    })}
  </div>`;
}

function PlaceText({ of }) {
  const { journey, phase, journeys } = of;
  return html`<small>${own.in} <a href=${recordAddress(journey.id)}><bdi>${journey.name}</bdi></a>${phase && html`, <bdi>${phase.name}</bdi>`}${journeys > 1 && ` ${own.others(journeys - 1)}`}</small>`;
}

// The field of the header that searches from everywhere.
export function SearchBox({ address }) {
  const submit = (event) => {
    event.preventDefault();
    const text = event.currentTarget.elements.text.value.trim();
    const searched = { path: "/search", given: new URLSearchParams() };
    if (text) go(addressWith(searched, { text }));
  };
  const text = address.path === "/search" ? (address.given.get("text") ?? "") : "";
  return html`<form class="search" role="search" aria-label=${own.form} action="/search" onSubmit=${submit}>
    <input key=${text} type="search" name="text" aria-label=${own.name} aria-keyshortcuts="/" placeholder=${words.searchHint} autocomplete="off" defaultValue=${text} />
  </form>`;
}

// The key `/` goes to the field, but where one writes.
export function focusOnSlash() {
  addEventListener("keydown", (event) => {
    const { target } = event;
    const writes = target instanceof Element && target.closest("input:not([type=checkbox]), textarea, select, [contenteditable]");
    if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey || writes) return;
    event.preventDefault();
    const field = document.querySelector('.search [name="text"]');
    field.focus();
    field.select();
  });
}
