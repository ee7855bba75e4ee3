// Card: one record of any kind, what it says, what it is linked to, what it did, and what hangs on it.

import { isJourney, recordAddress } from "../address.js";
import { html } from "../html.js";
import { Changes } from "../pieces/changes.js";
import { Effects, MetricTrend } from "../pieces/effects.js";
import { Facts } from "../pieces/facts.js";
import { Impact } from "../pieces/impact.js";
import { Evidence, QuoteSource } from "../pieces/evidence.js";
import { LinkLists } from "../pieces/link_lists.js";
import { CostToServe, Money } from "../pieces/money.js";
import { Places } from "../pieces/places.js";
import { PlaceReadings } from "../pieces/reading.js";
import { calledText } from "../pieces/record_link.js";
import { Contents, Unknown, ViewFrame } from "../pieces/view_frame.js";
import { Work } from "../pieces/work.js";
import { labelOf } from "../record_kinds.js";
import { useAnswer } from "../requests.js";
import { fieldWords, words } from "../words.js";

const own = words.card;

// The regions of a card in their order; each is drawn where one of its parts has something to show.
const REGIONS = {
  places: [Places],
  evidence: [QuoteSource, Evidence],
  work: [Work],
  effect: [PlaceReadings, Effects, MetricTrend],
  money: [CostToServe, Money],
  changes: [Changes],
  hangs: [Impact],
};

export function CardView({ id }) {
  const label = labelOf(id);
  return label ? html`<${RecordCard} id=${id} label=${label} />` : html`<${Unknown} />`;
}

function RecordCard({ id, label }) {
  const answer = useAnswer(`${label}Card`, { id, recordId: id });
  const record = answer.data?.record;
  if (answer.data && !record) return html`<${Unknown} ...${answer} />`;
  const above = html`<span class="kind">${fieldWords(label[0].toLowerCase() + label.slice(1))}</span>`;
  return html`<${ViewFrame} title=${record && calledText(record)} above=${above} beside=${record && html`<${Ways} of=${record} />`} ...${answer}>
    ${record && html`<${Facts} of=${record} label=${label} /><${Regions} data=${answer.data} label=${label} />`}
  <//>`;
}

// Where else a record can be looked at.
function Ways({ of }) {
  if (isJourney(of.id)) return html`<p class="ways"><a href=${recordAddress(of.id)}>${own.board}</a></p>`;
  if (of.__typename === "Opportunity") return html`<p class="ways"><a href=${`/weave?open=${of.id}`}>${own.inWeave}</a><a href=${`/reports/opportunity.html?opportunity=${of.id}`}>${words.asReport}</a></p>`;
  return null;
}

function Regions({ data, label }) {
  const regions = Object.entries(REGIONS)
    .map(([name, parts]) => ({ name, parts: parts.flatMap((part) => part({ data, label }) ?? []), lists: LinkLists({ data, label, region: name }) }))
    .filter(({ parts, lists }) => parts.length > 0 || lists.length > 0);
  return html`<${Contents} of=${regions.map(({ name }) => [name, own.regions[name]])} />
  <div class="regions">
    ${regions.map(
      ({ name, parts, lists }) =>
        html`<section key=${name} aria-labelledby=${`region-${name}`} class=${`region ${name}`}>
          <h2 id=${`region-${name}`}>${own.regions[name]}</h2>
          ${parts} ${lists.length > 0 && html`<div class="lists">${lists}</div>`}
        </section>`,
    )}
  </div>`;
}
