// Goals by journeys: in each cell the opportunities that contribute, and the solutions under way and launched.

import { recordAddress } from "../address.js";
import { html, useRef } from "../html.js";
import { wholeText } from "../numbers.js";
import { words } from "../words.js";
import { useGridKeys } from "./grid_keys.js";
import { RecordLink } from "./record_link.js";
import { Value } from "./value.js";

const own = words.goals;
const SHADES = 4; // solutions from which on a cell gets no darker

const distinct = (records) => [...new Map(records.map((record) => [record.id, record])).values()];

export function CoverageTable({ of }) {
  const table = useRef();
  const keys = useGridKeys(table);
  if (of.length === 0) return html`<p class="faint">${own.uncovered}</p>`;
  const goals = distinct(of.map(({ goal }) => goal));
  const journeys = distinct(of.map(({ journey }) => journey)).sort((a, b) => a.name.localeCompare(b.name));
  const cells = new Map(of.map((cell) => [`${cell.goal.id} ${cell.journey.id}`, cell]));
  return html`<div class="scroller">
      <table ref=${table} class="grid covered" role="grid" aria-label=${own.coverage} ...${keys}>
        <thead>
          <tr>
            <th scope="col" class="corner">${own.goal}</th>
            ${journeys.map((journey) => html`<th key=${journey.id} scope="col" class="journey"><a href=${recordAddress(journey.id)} title=${journey.name}><bdi>${journey.name}</bdi></a></th>`)}
          </tr>
        </thead>
        <tbody>
          ${goals.map(
            (goal) =>
              html`<tr key=${goal.id}>
                <th scope="row" class="corner"><${RecordLink} of=${goal} /></th>
                ${journeys.map((journey) => html`<${Cell} key=${journey.id} of=${cells.get(`${goal.id} ${journey.id}`)} />`)}
              </tr>`,
          )}
        </tbody>
      </table>
    </div>
    <p class="legend">${own.legend}</p>`;
}

function Cell({ of }) {
  if (!of) return html`<td class="steps"></td>`;
  const active = of.underWay + of.launched;
  const shade = active > 0 ? `shade-${Math.min(active, SHADES)}` : "idle";
  return html`<td class=${`steps ${shade}`} title=${own.cell(of.opportunities, of.underWay, of.launched)}>
    <${Value} of=${of.opportunities} as=${wholeText} /><small><${Value} of=${of.underWay} as=${wholeText} /> · <${Value} of=${of.launched} as=${wholeText} /></small>
  </td>`;
}
