// Where a record lies: its steps with their journeys, or the place of a step.

import { html } from "../html.js";
import { words } from "../words.js";
import { RecordLink } from "./record_link.js";
import { Value, more } from "./value.js";

const own = words.card;

// The steps of a record, with the reason of each link where links have one.
function stepRows(steps) {
  const edges = steps?.edges ?? steps?.nodes?.map((node) => ({ node }));
  return edges?.filter(({ node }) => node.place) ?? [];
}

export function Places({ data: { record } }) {
  if (record.place) return html`<${StepPlace} of=${record.place} />`;
  const rows = stepRows(record.steps);
  if (rows.length > 0) return html`<${StepTable} rows=${rows} left=${more({ ...record.steps, nodes: rows })} />`;
  return record.places?.length > 0 ? html`<${PlaceList} of=${record.places} />` : null;
}

function StepPlace({ of }) {
  return html`<p class="path"><${RecordLink} of=${of.journey} /> <span aria-hidden="true">›</span> <${RecordLink} of=${of.phase} /></p>`;
}

function StepTable({ rows, left }) {
  const byJourney = [...rows].sort((a, b) => a.node.place.journey.name.localeCompare(b.node.place.journey.name));
  const reasons = rows.some(({ rationale }) => rationale);
  return html`<div class="scroller" tabindex="0" role="group" aria-label=${own.regions.places}>
      <table>
        <thead>
          <tr><th scope="col">${own.journey}</th><th scope="col">${own.phase}</th><th scope="col">${own.step}</th><th scope="col" class="number">${own.experience}</th>${reasons && html`<th scope="col">${own.rationale}</th>`}</tr>
        </thead>
        <tbody>
          ${byJourney.map(({ node, rationale }) => {
            const { journey, phase } = node.place;
            return html`<tr key=${node.id}>
              <td><${RecordLink} of=${journey} /></td>
              <td><${RecordLink} of=${phase} /></td>
              <th scope="row"><${RecordLink} of=${node} />${node.momentOfTruth && html` <small class="truth">${own.truth}</small>`}</th>
              <td class="number"><${Value} of=${node.experience} /></td>
              ${reasons && html`<td><bdi>${rationale}</bdi></td>`}
            </tr>`;
          })}
        </tbody>
      </table>
    </div>
    ${left && html`<p class="faint">${left}</p>`}`;
}

function PlaceList({ of }) {
  return html`<ul class="records">
    ${of.map(
      ({ journey, steps }) =>
        html`<li key=${journey.id}><${RecordLink} of=${journey} />: ${steps.map((step, place) => html`${place > 0 && ", "}<${RecordLink} key=${step.id} of=${step} />`)}</li>`,
    )}
  </ul>`;
}
