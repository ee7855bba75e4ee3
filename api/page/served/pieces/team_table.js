// Teams by teams: at how many steps two of them work side by side.

import { html } from "../html.js";
import { wholeText } from "../numbers.js";
import { words } from "../words.js";
import { RecordLink } from "./record_link.js";
import { Value } from "./value.js";

const own = words.findings;
const SHADES = [1, 3, 6, 10]; // steps from which on a cell gets darker

const shadeOf = (steps) => SHADES.filter((least) => steps >= least).length;

// The teams of all pairs, those that meet at most steps first; of pairs with one of `named`, where any is named.
function meetingTeams(pairs) {
  const steps = new Map();
  for (const { a, b, steps: count } of pairs) {
    for (const team of [a, b]) steps.set(team.id, { team, count: (steps.get(team.id)?.count ?? 0) + count });
  }
  return [...steps.values()].sort((a, b) => b.count - a.count || a.team.name.localeCompare(b.team.name)).map(({ team }) => team);
}

export function TeamTable({ of, named }) {
  const pairs = of.nodes.filter(({ a, b }) => named.length === 0 || named.includes(a.id) || named.includes(b.id));
  if (pairs.length === 0) return html`<p class="faint">${own.noPairs}</p>`;
  const teams = meetingTeams(pairs);
  const rows = named.length > 0 ? teams.filter(({ id }) => named.includes(id)) : teams;
  const found = new Map(pairs.flatMap((pair) => [[`${pair.a.id} ${pair.b.id}`, pair], [`${pair.b.id} ${pair.a.id}`, pair]]));
  return html`<div class="scroller" tabindex="0" role="group" aria-label=${own.regions.teams}>
      <table class="team-table">
        <thead>
          <tr><td></td>${teams.map((team) => html`<th key=${team.id} scope="col" class="journey"><${RecordLink} of=${team} title=${team.name} /></th>`)}</tr>
        </thead>
        <tbody>
          ${rows.map(
            (row) =>
              html`<tr key=${row.id}>
                <th scope="row"><${RecordLink} of=${row} /></th>
                ${teams.map((column) => html`<${PairCell} key=${column.id} pair=${found.get(`${row.id} ${column.id}`)} isSelf=${row.id === column.id} />`)}
              </tr>`,
          )}
        </tbody>
      </table>
    </div>
    ${of.pageInfo.hasNextPage && html`<p class="faint">${own.firstPairs(of.nodes.length)}</p>`}`;
}

function PairCell({ pair, isSelf }) {
  if (!pair) return html`<td class=${isSelf ? "steps self" : "steps"}></td>`;
  const about = own.pair(wholeText(pair.steps), wholeText(pair.direct), wholeText(pair.solutions));
  return html`<td class=${`steps shade-${shadeOf(pair.steps)}`} title=${about}><${Value} of=${pair.steps} as=${wholeText} /></td>`;
}
