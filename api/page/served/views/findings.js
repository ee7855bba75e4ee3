// Findings: what is missing, where teams work side by side, and which teams meet where.

import { allOf, among, useNarrowedAnswer } from "../filters.js";
import { html } from "../html.js";
import { wholeText } from "../numbers.js";
import { opportunityWhere } from "../opportunity_filters.js";
import { FilterForm } from "../pieces/filter_form.js";
import { Pages } from "../pieces/pages.js";
import { RecordLink, RecordList } from "../pieces/record_link.js";
import { TeamTable } from "../pieces/team_table.js";
import { Value } from "../pieces/value.js";
import { Contents, ViewFrame } from "../pieces/view_frame.js";
import { words } from "../words.js";

const own = words.findings;
const FILTERS = ["team", "journey"];
const atJourney = (journeys) => ({ steps: { some: { phase: { is: { journey: { is: among(journeys) } } } } } });
const ownedBy = (teams) => ({ team: { is: among(teams) } });

// What the filters mean for each kind of record, as in the report of gaps.
const MEANINGS = {
  steps: {
    journey: (ids) => ({ phase: { is: { journey: { is: among(ids) } } } }),
    team: (ids) => ({ OR: [ownedBy(ids), { phase: { is: { journey: { is: ownedBy(ids) } } } }] }),
  },
  insights: {
    journey: atJourney,
    team: (ids) => ({ OR: [ownedBy(ids), { steps: { some: ownedBy(ids) } }] }),
  },
  goals: { journey: (ids) => ({ opportunities: { some: atJourney(ids) } }), team: ownedBy },
  journeys: {
    journey: among,
    team: (ids) => ({ OR: [ownedBy(ids), { contributors: { some: among(ids) } }] }),
  },
  metrics: {
    journey: (ids) => ({ OR: [{ journeys: { some: among(ids) } }, atJourney(ids)] }),
    team: ownedBy,
  },
};

function variablesOf(given) {
  const ids = (name) => (given.has(name) ? given.getAll(name) : undefined);
  const filters = Object.entries(MEANINGS).map(([kind, meanings]) => [
    kind,
    allOf(FILTERS.filter((name) => given.has(name)).map((name) => meanings[name](given.getAll(name)))),
  ]);
  return {
    ...Object.fromEntries(filters),
    opportunities: opportunityWhere(given),
    journeyIds: ids("journey"),
    teamIds: ids("team"),
    after: given.get("after") ?? undefined,
  };
}

export function FindingsView({ address }) {
  const { answer, ...form } = useNarrowedAnswer("Findings", FILTERS, address.given, variablesOf(address.given));
  const { data } = answer;
  return html`<${ViewFrame} title=${own.name} wide ...${answer} beside=${html`<${Contents} of=${Object.entries(own.regions)} />`}>
    <${FilterForm} address=${address} names=${FILTERS} ...${form} />
    ${data &&
    html`<div class="regions">
      <${Region} name="gaps"><${Gaps} of=${data.gaps} given=${address.given} /><//>
      <${Region} name="overlaps" count=${data.overlaps.totalCount}><${Overlaps} of=${data.overlaps} /><${Pages} of=${data.overlaps} address=${address} what=${own.regions.overlaps} /><//>
      <${Region} name="teams"><${TeamTable} of=${data.teamPairs} named=${address.given.getAll("team")} /><//>
    </div>`}
  <//>`;
}

function Region({ name, count, children }) {
  return html`<section class=${`region ${name}`} aria-labelledby=${`region-${name}`}>
    <h2 id=${`region-${name}`}>${own.regions[name]}</h2>
    <p class="faint about-region">${count !== undefined && html`<strong><${Value} of=${count} as=${wholeText} /></strong> `}${own.about[name]}</p>
    ${children}
  </section>`;
}

// The address of a report, narrowed alike.
function reportAddress(name, given) {
  const asked = FILTERS.flatMap((name) => given.getAll(name).map((value) => [name, value]));
  const text = new URLSearchParams(asked).toString();
  return `/reports/${name}.html${text && `?${text}`}`;
}

function Gaps({ of, given }) {
  const found = Object.entries(own.gaps).map(([name, title]) => ({ name, title, list: of[name] }));
  const none = found.filter(({ list }) => list.totalCount === 0);
  return html`<div class="gap-list">
      ${found
        .filter(({ list }) => list.totalCount > 0)
        .map(
          ({ name, title, list }) =>
            html`<div key=${name} class="gap">
              <h3><strong><${Value} of=${list.totalCount} as=${wholeText} /></strong> ${title}</h3>
              <${RecordList} of=${list} shown=${(record) => html`<${Missing} of=${record} />`} />
            </div>`,
        )}
    </div>
    ${none.length > 0 && html`<p class="faint note">${own.none}: ${none.map(({ title }) => title.toLowerCase()).join(", ")}</p>`}
    <p class="note ways">${Object.entries(own.all).map(([name, text]) => html`<a key=${name} href=${reportAddress(name, given)}>${text}</a>`)}</p>`;
}

function Missing({ of }) {
  return html`<${RecordLink} of=${of} />${of.place && html` <small>${own.in} <${RecordLink} of=${of.place.journey} /></small>`}${of.value !== undefined && of.value !== null && html` <strong><${Value} of=${of.value} /></strong>`}`;
}

function Overlaps({ of }) {
  if (of.nodes.length === 0) return html`<p class="faint">${own.noOverlaps}</p>`;
  return html`<div class="scroller" tabindex="0" role="group" aria-label=${own.regions.overlaps}>
    <table>
      <thead>
        <tr>${["step", "journey", "teams", "solutions", "opportunities"].map((name) => html`<th key=${name} scope="col">${own.columns[name]}</th>`)}</tr>
      </thead>
      <tbody>
        ${of.nodes.map(
          (overlap) =>
            html`<tr key=${overlap.step.id + overlap.teams.map(({ id }) => id)}>
              <th scope="row"><${RecordLink} of=${overlap.step} />${overlap.direct && html` <small>${own.direct}</small>`}</th>
              <td><${RecordLink} of=${overlap.step.place.journey} /></td>
              <td><${RecordList} of=${overlap.teams} /></td>
              <td><${RecordList} of=${overlap.solutions} /></td>
              <td><${RecordList} of=${overlap.opportunities} /></td>
            </tr>`,
        )}
      </tbody>
    </table>
  </div>`;
}
