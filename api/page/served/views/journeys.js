// Journeys: all of them as a tree, each below the journey whose step it details, or whose future it is.

import { allOf, among, useNarrowedAnswer } from "../filters.js";
import { html } from "../html.js";
import { wholeText } from "../numbers.js";
import { FilterForm } from "../pieces/filter_form.js";
import { Pages } from "../pieces/pages.js";
import { RecordLink } from "../pieces/record_link.js";
import { TreeTable } from "../pieces/tree_table.js";
import { Value } from "../pieces/value.js";
import { ViewFrame } from "../pieces/view_frame.js";
import { enumWords, words } from "../words.js";

const own = words.journeys;
const FILTERS = ["team", "state"];
const COLUMNS = [
  { name: "name", text: own.journey },
  { name: "state", text: own.state },
  { name: "lifecycle", text: own.lifecycle },
  { name: "owner", text: words.weave.owner },
  { name: "experience", text: own.experience, number: true },
  { name: "opportunities", text: own.opportunities, number: true },
  { name: "missed", text: own.missed, number: true },
];
const MEANINGS = {
  team: (ids) => ({ OR: [{ team: { is: among(ids) } }, { contributors: { some: among(ids) } }] }),
  state: (values) => ({ state: { in: values } }),
};

// The journeys that one lies below, each once.
function parentsOf(journey) {
  const above = journey.details.nodes.map((step) => step.place.journey);
  const all = journey.futureOf ? [...above, journey.futureOf] : above;
  return [...new Map(all.map((parent) => [parent.id, parent])).values()].filter(({ id }) => id !== journey.id);
}

// The journeys of a page as a tree; those whose parents are all elsewhere say so.
function treeOf(journeys) {
  const here = new Set(journeys.map(({ id }) => id));
  const placed = journeys.map((journey) => ({ journey, parents: parentsOf(journey) }));
  const seen = new Set();
  const row = ({ journey, parents }, above) => {
    const path = [...above, journey.id];
    path.forEach((id) => seen.add(id));
    const below = placed.filter((other) => !path.includes(other.journey.id) && other.parents.some(({ id }) => id === journey.id));
    return rowOf(journey, path, parents.filter(({ id }) => !here.has(id)), below.map((other) => row(other, path)));
  };
  const roots = placed.filter(({ parents }) => !parents.some(({ id }) => here.has(id))).map((item) => row(item, []));
  const astray = placed.filter(({ journey }) => !seen.has(journey.id)).map((item) => rowOf(item.journey, [item.journey.id], [], []));
  return [...roots, ...astray];
}

function rowOf(journey, path, away, below) {
  const missed = journey.metricReadings.filter(({ missedTargets }) => missedTargets > 0).length;
  return {
    key: path.join("."),
    name: journey.name,
    below,
    head: html`<${RecordLink} of=${journey} />${away.length > 0 && html` <small>${own.below} <${RecordLink} of=${away[0]} /></small>`}`,
    cells: [
      html`<span class=${`state state-${journey.state.toLowerCase()}`}>${enumWords(journey.state)}</span>`,
      enumWords(journey.lifecycle),
      journey.team && html`<${RecordLink} of=${journey.team} />`,
      html`<${Value} of=${journey.experience} />`,
      html`<${Value} of=${journey.opportunities.totalCount} as=${wholeText} />`,
      html`<a class=${missed ? "alarm" : null} href=${`/reports/targets.html?journey=${journey.id}`}><${Value} of=${missed} as=${wholeText} /></a>`,
    ],
  };
}

export function JourneysView({ address }) {
  const { given } = address;
  const where = allOf(FILTERS.filter((name) => given.has(name)).map((name) => MEANINGS[name](given.getAll(name))));
  const { answer, ...form } = useNarrowedAnswer("Journeys", FILTERS, given, { where, after: given.get("after") ?? undefined });
  const journeys = answer.data?.journeys;
  const total = journeys && html`<p class="totals"><strong><${Value} of=${journeys.totalCount} as=${wholeText} /></strong> ${words.weave.columns(journeys.totalCount)}</p>`;
  return html`<${ViewFrame} title=${own.name} beside=${total} ...${answer}>
    <${FilterForm} address=${address} names=${FILTERS} ...${form} />
    ${journeys?.nodes.length === 0 && html`<p class="empty">${own.empty}</p>`}
    ${journeys?.nodes.length > 0 && html`<${TreeTable} label=${own.name} columns=${COLUMNS} rows=${treeOf(journeys.nodes)} address=${address} /><${Pages} of=${journeys} address=${address} what=${own.name} />`}
  <//>`;
}
