// Weave: opportunities as rows, journeys as columns, in each cell the steps of the journey at which one lies.

import { addressWith, go, recordAddress } from "../address.js";
import { orderOf, useNarrowedAnswer } from "../filters.js";
import { html, useEffect, useRef } from "../html.js";
import { numberText, shareText, wholeText } from "../numbers.js";
import { FILTERS, opportunityWhere } from "../opportunity_filters.js";
import { Chain } from "../pieces/chain.js";
import { FilterForm, IdleTick } from "../pieces/filter_form.js";
import { useGridKeys } from "../pieces/grid_keys.js";
import { Pages } from "../pieces/pages.js";
import { RecordLink } from "../pieces/record_link.js";
import { Progress, Status, Value } from "../pieces/value.js";
import { ViewFrame } from "../pieces/view_frame.js";
import { enumWords, words } from "../words.js";

const PRESET = "VALUE.DESC";
const SHADES = 4; // steps in one journey from which a cell gets no darker
const NOBODY = `opp_${"0".repeat(26)}`; // no opportunity has this id; the server keeps one plan for all ids of one length
const own = words.weave;
const FACTS = [
  { name: "status", head: own.status, order: "STATUS.ASC", cell: (row) => html`<${Status} of=${row.status} />` },
  { name: "value", head: own.value, order: "VALUE.DESC", cell: (row) => html`<${Value} of=${row.value} />` },
  { name: "effort", head: own.effort, order: "EFFORT.ASC", cell: (row) => html`<${Value} of=${row.effort} />` },
  { name: "reach", head: own.reach, order: "JOURNEY_COUNT.DESC", cell: (row) => html`<${Value} of=${row.reach.journeys} />` },
  { name: "owner", head: own.owner, cell: (row) => row.team && html`<${RecordLink} of=${row.team} />` },
  { name: "done", head: own.progress, order: "PROGRESS.DESC", cell: (row) => html`<${Progress} of=${row.progress} status=${row.status} as=${shareText} />` },
];

function variablesOf({ given }, orderBy) {
  return {
    where: opportunityWhere(given),
    orderBy,
    after: given.get("after") ?? undefined,
    columnsAfter: given.get("columnsAfter") ?? undefined,
    open: given.get("open") ?? NOBODY,
  };
}

const visionOf = (journey) => journey.visions.nodes[0]?.name ?? own.noVision;
const GROUPS = { VISION: visionOf, LIFECYCLE: (journey) => enumWords(journey.lifecycle) };

// By vision, those without one last, then by name.
function byVision(a, b) {
  const [one, other] = [a, b].map(({ visions }) => visions.nodes[0]?.name);
  if (one !== other) return !other || (one && one.localeCompare(other) < 0) ? -1 : 1;
  return a.name.localeCompare(b.name);
}

// The journeys of a page in the order of their groups; they come as most rows touch them.
function groupedColumns(journeys, groupOf) {
  const groups = new Map();
  for (const journey of [...journeys].sort(byVision)) {
    const name = groupOf(journey);
    groups.set(name, [...(groups.get(name) ?? []), journey]);
  }
  return [...groups].map(([name, columns]) => ({ name, columns }));
}

export function WeaveView({ address }) {
  const order = orderOf(address.given, own.orders, PRESET);
  const variables = variablesOf(address, order.orderBy);
  const { answer, ...form } = useNarrowedAnswer("Weave", FILTERS, address.given, variables);
  const open = address.given.get("open");
  const close = () => go(addressWith(address, { open: null }));
  return html`<${ViewFrame} title=${own.name} wide ...${answer} beside=${answer.data && html`<${Totals} weave=${answer.data.weave} />`}>
    <${FilterForm} address=${address} names=${FILTERS} ...${form} orders=${own.orders} order=${order.text}>
      <${GroupChoice} address=${address} />
      <${IdleTick} address=${address} />
    <//>
    ${answer.data &&
    html`<div class=${open ? "weave opened" : "weave"}>
      <${WeaveGrid} weave=${answer.data.weave} address=${address} order=${order.text} open=${open} close=${close} />
      ${open && answer.data.opened?.id === open && html`<${Chain} of=${answer.data.opened} close=${close} />`}
    </div>`}
  <//>`;
}

function Totals({ weave }) {
  const { rows, journeys } = weave;
  return html`<p class="totals">
    <strong><${Value} of=${rows.totalCount} as=${wholeText} /></strong> ${own.rows(rows.totalCount)} ${own.touching}${" "}
    <strong><${Value} of=${journeys.totalCount} as=${wholeText} /></strong> ${own.columns(journeys.totalCount)}
  </p>`;
}

function GroupChoice({ address }) {
  const change = (event) => go(addressWith(address, { group: event.currentTarget.value === "VISION" ? null : event.currentTarget.value }));
  return html`<div class="choice group-choice">
    <label for="choice-group">${own.group}</label>
    <select id="choice-group" name="group" value=${address.given.get("group") ?? "VISION"} onChange=${change}>
      ${Object.entries(own.groups).map(([value, label]) => html`<option key=${value} value=${value}>${label}</option>`)}
    </select>
  </div>`;
}

function WeaveGrid({ weave, address, order, open, close }) {
  const table = useRef();
  const keys = useGridKeys(table, open ? () => closeAndReturn(table, open, close) : null);
  const groups = groupedColumns(weave.journeys.nodes, GROUPS[address.given.get("group")] ?? visionOf);
  const steps = new Map(weave.cells.map((cell) => [`${cell.opportunity} ${cell.journey}`, cell.steps]));
  useEffect(() => {
    const escape = (event) => event.key === "Escape" && open && closeAndReturn(table, open, close);
    addEventListener("keydown", escape);
    return () => removeEventListener("keydown", escape);
  });
  if (weave.rows.nodes.length === 0) return html`<p class="empty">${own.empty}</p>`;
  return html`<div class="weave-table">
    <div class="scroller">
      <table ref=${table} class="grid" role="grid" aria-label=${own.grid} aria-rowcount=${weave.rows.totalCount + 2} ...${keys}>
        <thead>
          <tr class="groups">
            <td class="corner"></td>
            <td class="chain-cell"></td>
            ${FACTS.map((fact) => html`<td key=${fact.name} class=${`fact fact-${fact.name}`}></td>`)}
            ${groups.map(({ name, columns }) => html`<th key=${name} scope="colgroup" colspan=${columns.length}><bdi>${name}</bdi></th>`)}
          </tr>
          <tr>
            <th scope="col" class="corner"><${OrderLink} address=${address} order=${order} by="NAME.ASC" text=${own.opportunity} /></th>
            <th scope="col" class="chain-cell"><span class="unseen">${own.chain}</span></th>
            ${FACTS.map(
              (fact) =>
                html`<th key=${fact.name} scope="col" class=${`fact fact-${fact.name}`} aria-sort=${sortWord(fact.order, order)}
                  title=${fact.name === "reach" ? own.reachAbout : undefined}>
                  ${fact.order ? html`<${OrderLink} address=${address} order=${order} by=${fact.order} text=${fact.head} />` : fact.head}
                </th>`,
            )}
            ${groups.map(({ columns }) =>
              columns.map(
                (journey, place) =>
                  html`<th key=${journey.id} scope="col" class=${place === 0 ? "journey begins" : "journey"}>
                    <a href=${recordAddress(journey.id)} title=${journey.name}><bdi>${journey.name}</bdi></a>
                  </th>`,
              ),
            )}
          </tr>
        </thead>
        <tbody>
          ${weave.rows.nodes.map(
            (row) =>
              html`<${WeaveRow} key=${row.id} row=${row} groups=${groups} steps=${steps} address=${address} isOpen=${row.id === open} />`,
          )}
        </tbody>
      </table>
    </div>
    <${Below} weave=${weave} address=${address} />
  </div>`;
}

function closeAndReturn(table, open, close) {
  close();
  table.current?.querySelector(`[data-opens="${CSS.escape(open)}"]`)?.focus();
}

const sortWord = (own, order) =>
  own && own === order ? (own.endsWith("DESC") ? "descending" : "ascending") : null;

function OrderLink({ address, order, by, text }) {
  const isSet = by === order;
  return html`<a class=${isSet ? "order set" : "order"} href=${addressWith(address, { order: by })}>${text}</a>`;
}

function WeaveRow({ row, groups, steps, address, isOpen }) {
  const openAddress = addressWith(address, { open: isOpen ? null : row.id });
  return html`<tr class=${isOpen ? "open" : null}>
    <th scope="row" class="corner"><${RecordLink} of=${row} title=${row.name} /></th>
    <td class="chain-cell">
      <button type="button" data-opens=${row.id} aria-expanded=${isOpen ? "true" : "false"} aria-label=${own.chainOf(row.name)} onClick=${() => go(openAddress)}>
        <svg viewBox="0 0 16 16" aria-hidden="true"><path d="M6 3l5 5-5 5" /></svg>
      </button>
    </td>
    ${FACTS.map((fact) => html`<td key=${fact.name} class=${`fact fact-${fact.name}`}>${fact.cell(row)}</td>`)}
    ${groups.map(({ columns }) =>
      columns.map((journey, place) => {
        const count = steps.get(`${row.id} ${journey.id}`);
        const shade = count ? `steps filled shade-${Math.min(count, SHADES)}` : "steps";
        return html`<td key=${journey.id} class=${place === 0 ? `${shade} begins` : shade} title=${count ? own.cell(count, journey.name) : undefined}
          onClick=${count ? () => go(addressWith(address, { open: row.id })) : null}>${count ? html`<${Value} of=${count} />` : null}</td>`;
      }),
    )}
  </tr>`;
}

// What the shades mean, and where the other rows and columns are.
function Below({ weave, address }) {
  return html`<div class="below">
    <p class="legend" aria-hidden="true">${own.legend}
      ${[1, 2, 3, 4].map((count) => html`<span key=${count} class=${`shade-${count}`}>${count === SHADES ? `${count}+` : count}</span>`)}
    </p>
    <${Pages} of=${weave.rows} address=${address} what=${own.allRows} />
    <${Pages} of=${weave.journeys} address=${address} what=${words.journeys.name} columns />
  </div>`;
}
