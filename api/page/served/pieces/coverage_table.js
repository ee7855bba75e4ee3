// Goals by journeys: in each cell the opportunities that contribute, and the solutions under way and launched.

import { recordAddress } from "../address.js";
import { html } from "../html.js";
import { wholeText } from "../numbers.js";
import { words } from "../words.js";
import { RecordLink } from "./record_link.js";
import { Value } from "./value.js";

const own = words.goals;
const SHADES = 4; // solutions from which on a cell gets no darker

// `goals` of a page, those for which nothing is done left out, by the journeys of a page.
export function CoverageTable({ goals, of }) {
  const journeys = of.journeys.nodes;
  const cells = new Map(of.cells.map((cell) => [`${cell.goal} ${cell.journey}`, cell]));
  const rows = goals.filter(({ id }) => of.cells.some(({ goal }) => goal === id));
  if (rows.length === 0) return html`<p class="faint">${own.uncovered}</p>`;
  return html`<div class="scroller" tabindex="0" role="group" aria-label=${own.coverage}>
      <table class="grid covered" aria-label=${own.coverage}>
        <thead>
          <tr>
            <th scope="col" class="corner">${own.goal}</th>
            ${journeys.map((journey) => html`<th key=${journey.id} scope="col" class="journey"><a href=${recordAddress(journey.id)} title=${journey.name}><bdi>${journey.name}</bdi></a></th>`)}
          </tr>
        </thead>
        <tbody>
          ${rows.map(
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
