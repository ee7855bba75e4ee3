// The chain of an opportunity: the goals it serves, where it lies, what solves it, and who delivers that.

import { recordAddress } from "../address.js";
import { html } from "../html.js";
import { shareText } from "../numbers.js";
import { words } from "../words.js";
import { RecordLink, RecordList } from "./record_link.js";
import { Progress, Status, Value } from "./value.js";

const own = words.weave;

// The teams that deliver the solutions, or own those that nobody delivers, each once.
function teamsOf(solutions) {
  const teams = solutions.flatMap((item) => (item.deliveryTeams.nodes.length > 0 ? item.deliveryTeams.nodes : item.team ? [item.team] : []));
  return [...new Map(teams.map((team) => [team.id, team])).values()];
}

export function Chain({ of, close }) {
  return html`<aside class="chain" aria-label=${own.chainOf(of.name)}>
    <button type="button" class="close" aria-label=${words.close} onClick=${close}>×</button>
    <ol>
      <li class="goals">
        <h2>${own.goals}</h2>
        ${of.goals.nodes.length === 0 && html`<p class="faint">${own.noGoals}</p>`}
        <${RecordList} of=${of.goals} shown=${(goal) => html`<${RecordLink} of=${goal} /> <${Progress} of=${goal.progress} status=${goal.status} as=${shareText} />`} />
      </li>
      <li class="self">
        <h2>${own.opportunity}</h2>
        <p class="name"><${RecordLink} of=${of} /></p>
        <p><${Status} of=${of.status} /> ${own.value} <${Value} of=${of.value} />, ${own.effort.toLowerCase()} <${Value} of=${of.effort} /></p>
        <p>${of.team && html`${own.owner} <${RecordLink} of=${of.team} /> `}<${Progress} of=${of.progress} status=${of.status} as=${shareText} /></p>
      </li>
      <li class="places">
        <h2>${own.places}</h2>
        ${of.places.length === 0 && html`<p class="faint">${own.noPlaces}</p>`}
        <ul>
          ${of.places.map(
            ({ journey, steps }) =>
              html`<li key=${journey.id}>
                <a href=${recordAddress(journey.id)}><bdi>${journey.name}</bdi></a>
                <${RecordList} of=${steps} />
              </li>`,
          )}
        </ul>
      </li>
      <li class="solutions">
        <h2>${own.solutions}</h2>
        ${of.solutions.nodes.length === 0 && html`<p class="faint">${own.noSolutions}</p>`}
        <${RecordList} of=${of.solutions} shown=${(solution) => html`<${RecordLink} of=${solution} /> <${Status} of=${solution.status} />`} />
      </li>
      <li class="teams">
        <h2>${own.teams}</h2>
        ${teamsOf(of.solutions.nodes).length === 0 && html`<p class="faint">${own.noTeams}</p>`}
        <${RecordList} of=${teamsOf(of.solutions.nodes)} />
      </li>
    </ol>
  </aside>`;
}
