// Money of a record's solutions, and their sums by currency as the API adds them.

import { html } from "../html.js";
import { moneyText } from "../numbers.js";
import { enumWords, words } from "../words.js";
import { RecordLink } from "./record_link.js";
import { Day, Value } from "./value.js";

const own = words.card;
const AMOUNTS = [
  ["cost", own.cost],
  ["expectedValue", own.expected],
  ["realisedValue", own.realised],
];

const has = (item) => AMOUNTS.some(([name]) => item[name] !== null && item[name] !== undefined);

export function Money({ data: { record } }) {
  const items = (record.solutions?.nodes ?? []).filter(has);
  return items.length > 0 ? html`<${MoneyTable} items=${items} sums=${record.solutions.aggregate} />` : null;
}

function MoneyTable({ items, sums }) {
  const currencies = [...new Set(AMOUNTS.flatMap(([name]) => sums?.[name]?.map((sum) => sum.currency) ?? []))];
  const sumOf = (name, currency) => sums[name].find((sum) => sum.currency === currency)?.sum ?? null;
  return html`<div class="scroller" tabindex="0" role="group" aria-label=${own.regions.money}>
    <table class="money">
      <thead>
        <tr><th scope="col">${own.solution}</th>${AMOUNTS.map(([name, text]) => html`<th key=${name} scope="col" class="number">${text}</th>`)}</tr>
      </thead>
      <tbody>
        ${items.map(
          (item) =>
            html`<tr key=${item.id}>
              <th scope="row"><${RecordLink} of=${item} /></th>
              ${AMOUNTS.map(([name]) => html`<td key=${name} class="number"><${Value} of=${item[name]} as=${(value) => moneyText(value, item.currency)} /></td>`)}
            </tr>`,
        )}
      </tbody>
      ${currencies.length > 0 &&
      html`<tfoot>
        ${currencies.map(
          (currency) =>
            html`<tr key=${currency}><th scope="row">${own.total}</th>${AMOUNTS.map(([name]) => html`<td key=${name} class="number"><${Value} of=${sumOf(name, currency)} as=${(value) => moneyText(value, currency)} /></td>`)}</tr>`,
        )}
      </tfoot>`}
    </table>
  </div>`;
}

// What a journey costs to serve in a year, and what that rests on.
export function CostToServe({ data: { record } }) {
  const cost = record.costToServe;
  if (!cost || cost.totals.length === 0) return null;
  return html`<p class="path">
    ${own.costToServe}:${" "}
    ${cost.totals.map((total) => html`<strong key=${total.currency}><${Value} of=${total.amount} as=${(amount) => moneyText(amount, total.currency)} /></strong> `)}
    <span class="faint">${enumWords(cost.basis).toLowerCase()}${cost.from && html`, <${Day} of=${cost.from} /> – <${Day} of=${cost.to} />`}</span>
  </p>`;
}
