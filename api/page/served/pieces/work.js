// What is done: goals, opportunities and solutions with how far each is, and who delivers.

import { html } from "../html.js";
import { shareText } from "../numbers.js";
import { fieldWords, words } from "../words.js";
import { RecordLink } from "./record_link.js";
import { Day, Progress, Status, Value, more } from "./value.js";

const own = words.card;
const LISTS = ["goals", "parent", "children", "opportunities", "solutions", "deliveries"];

// The lists of a record whose items tell how far they are.
export function workLists(record) {
  return LISTS.filter((name) => record[name]?.nodes?.[0]?.status !== undefined);
}

export function Work({ data: { record } }) {
  return workLists(record).map((name) => html`<${WorkTable} key=${name} name=${name} of=${record[name]} />`);
}

function WorkTable({ name, of }) {
  const has = (field) => of.nodes.some((item) => item[field] !== null && item[field] !== undefined);
  const teams = of.nodes.some((item) => item.deliveryTeams || item.team);
  const rest = more(of);
  return html`<div class="scroller" tabindex="0" role="group" aria-label=${fieldWords(name)}>
      <table class="work">
        <thead>
          <tr>
            <th scope="col">${fieldWords(name)}</th>
            <th scope="col">${own.status}</th>
            ${has("value") && html`<th scope="col" class="number">${words.weave.value}</th>`}
            ${has("progress") && html`<th scope="col">${own.progress}</th>`}
            ${teams && html`<th scope="col">${own.deliveredBy}</th>`}
            ${has("launchedOn") && html`<th scope="col">${own.launched}</th>`}
            ${has("dueOn") && html`<th scope="col">${own.due}</th>`}
          </tr>
        </thead>
        <tbody>
          ${of.nodes.map(
            (item) =>
              html`<tr key=${item.id}>
                <th scope="row"><${RecordLink} of=${item} /></th>
                <td><${Status} of=${item.status} /></td>
                ${has("value") && html`<td class="number"><${Value} of=${item.value} /></td>`}
                ${has("progress") && html`<td><${Progress} of=${item.progress} status=${item.status} as=${shareText} /></td>`}
                ${teams && html`<td><${Teams} of=${item} /></td>`}
                ${has("launchedOn") && html`<td>${item.launchedOn && html`<${Day} of=${item.launchedOn} />`}</td>`}
                ${has("dueOn") && html`<td>${item.dueOn && html`<${Day} of=${item.dueOn} />`}</td>`}
              </tr>`,
          )}
        </tbody>
      </table>
    </div>
    ${rest && html`<p class="faint">${rest}</p>`}`;
}

// The teams that deliver a solution, else the one that owns it.
function Teams({ of }) {
  const teams = of.deliveryTeams?.nodes.length > 0 ? of.deliveryTeams.nodes : of.team ? [of.team] : [];
  return teams.map((team, place) => html`${place > 0 && ", "}<${RecordLink} key=${team.id} of=${team} />`);
}
