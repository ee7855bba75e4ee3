// Goals: a tree of goals, their opportunities and solutions with progress and money; and what is done where.

import { allOf, among, useNarrowedAnswer } from "../filters.js";
import { html } from "../html.js";
import { moneyText, shareText, wholeText } from "../numbers.js";
import { CoverageTable } from "../pieces/coverage_table.js";
import { FilterForm } from "../pieces/filter_form.js";
import { Pages } from "../pieces/pages.js";
import { RecordLink } from "../pieces/record_link.js";
import { TreeTable } from "../pieces/tree_table.js";
import { Day, Progress, Status, Value, more } from "../pieces/value.js";
import { ViewFrame } from "../pieces/view_frame.js";
import { words } from "../words.js";

const own = words.goals;
const FILTERS = ["team"];
const AMOUNTS = ["cost", "expected", "realised"];
const COLUMNS = [
  { name: "name", text: own.goal },
  { name: "status", text: words.weave.status },
  { name: "value", text: words.weave.value, number: true },
  { name: "done", text: words.weave.progress },
  { name: "due", text: words.card.due },
  { name: "owner", text: words.weave.owner },
  ...AMOUNTS.map((name) => ({ name, text: words.card[name], number: true })),
];

// Amounts of one row by name: `{currency, amount}` of each currency.
const Amounts = ({ of }) =>
  of.map(({ currency, amount }) => html`<div key=${currency}><${Value} of=${amount} as=${(value) => moneyText(value, currency)} /></div>`);

function rowOf(record, kind, path, amounts, below, folded) {
  return {
    key: path.join("."),
    name: record.name,
    below,
    folded,
    head: html`<span class=${`mark-${kind}`} title=${own.kinds[kind]}><span class="unseen">${own.kinds[kind]} </span></span><${RecordLink} of=${record} />${record.away && html` <small>${own.below} <${RecordLink} of=${record.away} /></small>`}`,
    cells: [
      html`<${Status} of=${record.status} />`,
      record.value !== undefined && html`<${Value} of=${record.value} />`,
      html`<${Progress} of=${record.progress} status=${record.status} as=${shareText} />`,
      record.dueOn && html`<${Day} of=${record.dueOn} />`,
      record.team && html`<${RecordLink} of=${record.team} />`,
      ...AMOUNTS.map((name) => html`<${Amounts} of=${amounts[name].filter(({ amount }) => amount !== null)} />`),
    ],
  };
}

function moreRow(connection, path) {
  const text = more(connection);
  const row = { key: `${path.join(".")}.more`, name: text, below: [], head: html`<span class="faint">${text}</span>` };
  return text ? [{ ...row, cells: COLUMNS.slice(1).map(() => null) }] : [];
}

function solutionRow(solution, above) {
  const { currency, cost, expectedValue, realisedValue } = solution;
  const amount = (value) => [{ currency, amount: value }];
  const amounts = { cost: amount(cost), expected: amount(expectedValue), realised: amount(realisedValue) };
  return rowOf(solution, "solution", [...above, solution.id], amounts, []);
}

function opportunityRow(opportunity, above) {
  const path = [...above, opportunity.id];
  const { solutions } = opportunity;
  const sums = (name) => solutions.aggregate[name].map(({ currency, sum }) => ({ currency, amount: sum }));
  const amounts = { cost: sums("cost"), expected: sums("expectedValue"), realised: sums("realisedValue") };
  const below = [...solutions.nodes.map((solution) => solutionRow(solution, path)), ...moreRow(solutions, path)];
  return rowOf(opportunity, "opportunity", path, amounts, below, true);
}

// The goals of a page as a tree: below each its goals, its opportunities, and solutions that only it names.
function treeOf(goals, money) {
  const here = new Set(goals.map(({ id }) => id));
  const row = (goal, above) => {
    const path = [...above, goal.id];
    const children = goals.filter(({ id, parent }) => parent?.id === goal.id && !path.includes(id));
    const resolving = new Set(goal.opportunities.nodes.flatMap(({ solutions }) => solutions.nodes.map(({ id }) => id)));
    const alone = goal.solutions.nodes.filter(({ id }) => !resolving.has(id));
    const below = [
      ...children.map((child) => row(child, path)),
      ...goal.opportunities.nodes.map((opportunity) => opportunityRow(opportunity, path)),
      ...moreRow(goal.opportunities, path),
      ...alone.map((solution) => solutionRow(solution, path)),
    ];
    const totals = money.filter(({ key }) => key === goal.id);
    const amounts = Object.fromEntries(AMOUNTS.map((name) => [name, totals.map((total) => ({ currency: total.currency, amount: total[name] }))]));
    const away = goal.parent && !here.has(goal.parent.id) ? goal.parent : null;
    return rowOf({ ...goal, away }, "goal", path, amounts, below, children.length === 0);
  };
  return goals.filter(({ parent }) => !parent || !here.has(parent.id)).map((goal) => row(goal, []));
}

export function GoalsView({ address }) {
  const { given } = address;
  const teams = given.getAll("team");
  const variables = {
    where: allOf(teams.length > 0 ? [{ team: { is: among(teams) } }] : []),
    after: given.get("after") ?? undefined,
    columnsAfter: given.get("columnsAfter") ?? undefined,
  };
  const { answer, ...form } = useNarrowedAnswer("Goals", FILTERS, given, variables);
  const { data } = answer;
  const total = data && html`<p class="totals"><strong><${Value} of=${data.goals.totalCount} as=${wholeText} /></strong> ${own.count(data.goals.totalCount)}</p>`;
  return html`<${ViewFrame} title=${own.name} wide beside=${total} ...${answer}>
    <${FilterForm} address=${address} names=${FILTERS} ...${form} />
    ${data?.goals.nodes.length === 0 && html`<p class="empty">${own.empty}</p>`}
    ${data?.goals.nodes.length > 0 &&
    html`<${TreeTable} label=${own.name} columns=${COLUMNS} rows=${treeOf(data.goals.nodes, data.moneyTotals)} address=${address} />
      <${Pages} of=${data.goals} address=${address} what=${own.name} />`}
    ${data && html`<${Covered} data=${data} address=${address} />`}
  <//>`;
}

function Covered({ data, address }) {
  return html`<section class="coverage" aria-labelledby="coverage">
    <h2 id="coverage">${own.coverage}</h2>
    <${CoverageTable} goals=${data.goals.nodes} of=${data.coverage} />
    <${Pages} of=${data.coverage.journeys} address=${address} what=${words.journeys.name} columns />
  </section>`;
}
