// Changes: what was done, newest first, as sentences; what was done to many records at once is told once.

import { addressWith, go } from "../address.js";
import { kinds } from "../documents.js";
import { allOf } from "../filters.js";
import { html } from "../html.js";
import { dayText, wholeText } from "../numbers.js";
import { FilterForm } from "../pieces/filter_form.js";
import { Pages } from "../pieces/pages.js";
import { RecordLink } from "../pieces/record_link.js";
import { ChangeSentence, foldedChanges } from "../pieces/sentence.js";
import { Value } from "../pieces/value.js";
import { ViewFrame } from "../pieces/view_frame.js";
import { labelOfKind, pluralOf } from "../record_kinds.js";
import { useAnswer } from "../requests.js";
import { fieldWords, words } from "../words.js";

const own = words.changes;
const FILTERS = ["kind"];
const FOLDED_AWAY = "MEASUREMENT"; // counted, and told one by one where they are asked for
const KINDS = Object.values(kinds)
  .map(({ kind, plural }) => ({ value: kind, label: fieldWords(plural) }))
  .sort((a, b) => a.label.localeCompare(b.label));

const isDay = (text) => /^\d{4}-\d\d-\d\d$/.test(text ?? "");

function variablesOf(given) {
  const since = given.get("since");
  const actor = given.get("actor");
  const asked = given.getAll("kind");
  const counted = [
    ...(isDay(since) ? [{ at: { gte: `${since}T00:00:00Z` } }] : []),
    ...(actor ? [{ actor: { contains: actor } }] : []),
  ];
  const kind = asked.length > 0 ? { in: asked } : { ne: FOLDED_AWAY };
  return { where: allOf([...counted, { kind }]), counted: allOf(counted), after: given.get("after") ?? undefined };
}

export function ChangesView({ address }) {
  const answer = useAnswer("Changes", variablesOf(address.given));
  const changes = answer.data?.changes;
  return html`<${ViewFrame} title=${own.name} ...${answer} beside=${changes && html`<${Total} of=${changes} />`}>
    <${FilterForm} address=${address} names=${FILTERS} options=${{ kind: KINDS }}><${Narrowed} address=${address} /><//>
    ${answer.data && html`<${KindCounts} of=${answer.data.counted.kinds} address=${address} />`}
    ${changes && (changes.nodes.length > 0 ? html`<${Feed} of=${changes.nodes} /><${Pages} of=${changes} address=${address} what=${own.name} />` : html`<p class="empty">${own.nothing}</p>`)}
  <//>`;
}

function Total({ of }) {
  return html`<p class="totals"><strong><${Value} of=${of.totalCount} as=${wholeText} /></strong> ${own.count(of.totalCount)}</p>`;
}

// The day since which, and the person by whom.
function Narrowed({ address }) {
  const field = (name, type) => {
    // A year that is half typed (0202-11-01) narrows nothing yet.
    const set = ({ currentTarget: { value } }) => /^0\d{3}-/.test(value) || go(addressWith(address, { [name]: value || null }));
    const value = address.given.get(name) ?? "";
    return html`<div class=${value ? `choice ${type} set` : `choice ${type}`}>
      <label for=${`choice-${name}`}>${own[name]}</label>
      <input id=${`choice-${name}`} type=${type} name=${name} value=${value} onChange=${set} />
    </div>`;
  };
  return html`${field("since", "date")}${field("actor", "text")}`;
}

// How many changes there are of each kind; each leads to those alone.
function KindCounts({ of, address }) {
  if (of.length === 0) return null;
  return html`<ul class="kind-counts" aria-label=${own.byKind}>
    ${of.map(
      ({ value, count }) =>
        html`<li key=${value}><a href=${addressWith(address, { kind: value })}>${fieldWords(pluralOf(labelOfKind(value)))} <strong><${Value} of=${count} as=${wholeText} /></strong></a></li>`,
    )}
  </ul>`;
}

function Feed({ of }) {
  const items = foldedChanges(of);
  return html`<ol class="feed" aria-label=${own.name}>
    ${items.map((item, place) => {
      const { at, actor } = item[0];
      const isNewDay = place === 0 || dayText(items[place - 1][0].at) !== dayText(at);
      return html`<li key=${item[0].id}>
        ${isNewDay && html`<h2>${dayText(at)} <small>UTC</small></h2>`}
        <article>
          <p class="when"><time datetime=${at}>${at.slice(11, 16)}</time> <bdi>${actor}</bdi></p>
          <div><${ChangeSentence} of=${item} /><${Journeys} of=${item[0]} /></div>
        </article>
      </li>`;
    })}
  </ol>`;
}

function Journeys({ of }) {
  const names = new Map(of.mentions.map(({ recordId, name }) => [recordId, name]));
  const journeys = of.journeyIds.filter((id) => names.has(id) && id !== of.recordId);
  if (journeys.length === 0) return null;
  return html`<small>${own.in} ${journeys.map((id, place) => html`${place > 0 && ", "}<${RecordLink} key=${id} of=${{ id, name: names.get(id) }} />`)}</small>`;
}
