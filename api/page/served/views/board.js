// Board: one journey, phase by phase and step by step, in lanes that can be switched on and off.

import { addressWith, go, recordAddress } from "../address.js";
import { html, useRef } from "../html.js";
import { durationText, wholeText } from "../numbers.js";
import { Choice, Chosen } from "../pieces/choice.js";
import { CurveCell, CurveScale, Mark, PENS } from "../pieces/curve.js";
import { Fold } from "../pieces/fold.js";
import { Future } from "../pieces/future.js";
import { useGridKeys } from "../pieces/grid_keys.js";
import { Readings } from "../pieces/reading.js";
import { RecordLink, RecordList, calledText } from "../pieces/record_link.js";
import { Star } from "../pieces/star.js";
import { Status, Value } from "../pieces/value.js";
import { Unknown, ViewFrame } from "../pieces/view_frame.js";
import { useAnswer } from "../requests.js";
import { enumWords, words } from "../words.js";

const own = words.board;
const QUOTES = 4; // in a cell
const KINDS = { PAIN: "pains", GAIN: "gains", NEED: "needs" }; // of insights; all others are observations

const filled = (...connections) => connections.some((connection) => (connection?.nodes ?? connection)?.length > 0);

// Every lane: whether a step has something in it, and what stands in its cell.
const LANES = {
  description: {
    has: (step) => step.description || step.momentOfTruthReason,
    cell: (step) => html`
      ${step.description && html`<p class="prose" title=${step.description}><bdi>${step.description}</bdi></p>`}
      ${step.momentOfTruthReason && html`<p class="truth" title=${step.momentOfTruthReason}><${Star} /> <bdi>${step.momentOfTruthReason}</bdi></p>`}
    `,
  },
  experience: { has: () => true },
  channels: {
    has: (step) => filled(step.channels, step.touchpoints),
    cell: (step) => html`<${RecordList} of=${step.channels} /><${RecordList} of=${step.touchpoints} />`,
  },
  pains: felt("pains"),
  gains: felt("gains"),
  needs: felt("needs"),
  observations: felt("observations"),
  quotes: {
    has: (step) => quotesOf(step).length > 0,
    cell: (step) => html`<ul class="records">${quotesOf(step).map((quote) => html`<li key=${quote.id} class="quote"><${RecordLink} of=${quote} /></li>`)}</ul>`,
  },
  opportunities: {
    has: (step) => filled(step.opportunities),
    cell: (step, journey) => html`<${RecordList} of=${step.opportunities} shown=${(item) => html`<${OpportunityItem} of=${item} journey=${journey} />`} />`,
  },
  solutions: {
    has: (step) => filled(step.solutions),
    cell: (step) => html`<${RecordList} of=${step.solutions} shown=${(item) => html`<${RecordLink} of=${item} /> <${Status} of=${item.status} />`} />`,
  },
  metrics: {
    has: (step) => filled(step.metricReadings),
    cell: (step) => html`<${Readings} of=${step.metricReadings} competitors=${step.competitorReadings} />`,
  },
  teams: { has: (step) => step.team, cell: (step) => step.team && html`<${RecordLink} of=${step.team} />` },
  nested: {
    has: (step) => filled(step.detailedBy),
    cell: (step) => html`<${RecordList} of=${step.detailedBy} shown=${(item) => html`<${RecordLink} of=${item} /> <${Value} of=${item.experience} />`} />`,
  },
};
const NAMES = Object.keys(LANES);

// A lane of insights of some kinds.
function felt(name) {
  const of = (step) => step.insights.nodes.filter(({ kind }) => (KINDS[kind] ?? "observations") === name);
  return {
    has: (step) => of(step).length > 0,
    cell: (step) => html`<${RecordList} of=${of(step)} shown=${(item) => html`<${RecordLink} of=${item} /> <${Value} of=${item.impact} />`} />`,
  };
}

// One quote of each of a step's insights, each once.
function quotesOf(step) {
  const quotes = step.insights.nodes.flatMap((insight) => insight.quotes.nodes);
  return [...new Map(quotes.map((quote) => [quote.id, quote])).values()].slice(0, QUOTES);
}

// The lanes that the address asks for; all of them where it says nothing.
function lanesOf(given) {
  if (!given.has("lanes")) return NAMES;
  const named = given.getAll("lanes").flatMap((text) => text.split(","));
  return NAMES.filter((name) => named.includes(name));
}

function variablesOf(id, given) {
  const personas = given.getAll("persona");
  const isFelt = { status: { ne: "DISMISSED" } };
  if (personas.length === 0) return { id, felt: isFelt };
  return { id, personas, felt: { AND: [isFelt, { personas: { some: { id: { in: personas } } } }] } };
}

export function BoardView({ address, id }) {
  const answer = useAnswer("Board", variablesOf(id, address.given));
  const journey = answer.data?.journey;
  if (answer.data && !journey) return html`<${Unknown} ...${answer} />`;
  const above = journey && html`${enumWords(journey.state)} · ${enumWords(journey.lifecycle)}${journey.rigour && ` · ${enumWords(journey.rigour)}`}`;
  const beside = journey && html`<p class="ways"><a href=${`/records/${id}`}>${own.about}</a><a href=${`/reports/journey.html?journey=${id}`}>${words.asReport}</a>${(journey.futureOf || journey.futures.nodes.length > 0) && html`<a href=${`/reports/comparison.html?journey=${id}`}>${own.comparison}</a>`}</p>`;
  return html`<${ViewFrame} title=${journey?.name} above=${above} beside=${beside} wide ...${answer}>
    ${journey &&
    html`<${Facts} of=${journey} />
      <${LaneForm} address=${address} journey=${journey} />
      <${BoardGrid} journey=${journey} lanes=${lanesOf(address.given)} />
      ${journey.futures.nodes.map((future) => html`<${Future} key=${future.id} of=${future} />`)}`}
  <//>`;
}

function Fact({ name, children }) {
  return html`<div><dt>${name}</dt><dd>${children}</dd></div>`;
}

function Facts({ of }) {
  return html`${of.intent && html`<blockquote class="intent" aria-label=${own.intent}><bdi>${of.intent}</bdi></blockquote>`}
    <dl class="facts">
      ${of.team && html`<${Fact} name=${own.owner}><${RecordLink} of=${of.team} /><//>`}
      ${of.experience !== null && html`<${Fact} name=${own.experience}><${Value} of=${of.experience} /><//>`}
      ${of.frequencyPerYear !== null && html`<${Fact} name=${own.frequency}><${Value} of=${of.frequencyPerYear} as=${wholeText} /><//>`}
      ${of.visions.nodes.length > 0 && html`<${Fact} name=${own.serves}><${RecordList} of=${of.visions} /><//>`}
      ${of.futureOf && html`<${Fact} name=${own.futureOf}><${RecordLink} of=${of.futureOf} /><//>`}
      ${of.details.nodes.length > 0 &&
      html`<${Fact} name=${own.detail}>
        <${RecordList} of=${of.details} shown=${(step) => html`<${RecordLink} of=${step} /> <span class="faint">(<${RecordLink} of=${step.place.journey} />)</span>`} />
      <//>`}
      ${of.metricReadings.length > 0 && html`<${Fact} name=${own.metrics}><${Readings} of=${of.metricReadings} /><//>`}
    </dl>`;
}

function LaneForm({ address, journey }) {
  const shown = lanesOf(address.given);
  const toggle = (name) => {
    const lanes = NAMES.filter((other) => (other === name ? !shown.includes(name) : shown.includes(other)));
    go(addressWith(address, { lanes: lanes.length === NAMES.length ? null : lanes.join(",") }));
  };
  const options = journey.personas.nodes.map((persona) => ({ value: persona.id, label: persona.name }));
  const label = words.byName.persona;
  return html`<form class="filters" aria-label=${words.filters} onSubmit=${(event) => event.preventDefault()}>
    <${Fold} title=${words.filters} set=${address.given.getAll("persona").length + (address.given.has("lanes") ? 1 : 0)}><div class="choices">
      ${options.length > 0 && html`<${Choice} name="persona" label=${label} options=${options} address=${address} empty=${own.everyone} />`}
      <fieldset class="lanes">
        <legend>${own.lanes}</legend>
        ${NAMES.map(
          (name) =>
            html`<label key=${name} class="pill"><input type="checkbox" name="lanes" value=${name} checked=${shown.includes(name)} onChange=${() => toggle(name)} /><span>${own.lanesByName[name]}</span></label>`,
        )}
      </fieldset>
    </div><//>
    <${Chosen} names=${["persona"]} address=${address} label=${() => label} labels=${(_, id) => options.find(({ value }) => value === id)?.label ?? id} />
  </form>`;
}

// The curves to draw: of each persona; of everyone where there is none.
function curvesOf(journey) {
  const [everyone, ...personas] = journey.experienceCurves;
  const drawn = personas.length > 0 ? personas.slice(0, PENS) : [everyone];
  return drawn.map(({ persona, points }, pen) => ({
    name: persona?.name ?? own.everyone,
    persona,
    pen,
    values: points.map((point) => point.value),
  }));
}

function BoardGrid({ journey, lanes }) {
  const table = useRef();
  const keys = useGridKeys(table);
  const steps = journey.phases.flatMap((phase) => phase.steps.map((step, place) => ({ ...step, begins: place === 0 })));
  const curves = curvesOf(journey);
  const expected = journey.experienceCurves[0].points.map((point) => point.expected);
  const shown = lanes.filter((name) => steps.some(LANES[name].has));
  const empty = lanes.filter((name) => !shown.includes(name)).map((name) => own.lanesByName[name]);
  if (steps.length === 0) return html`<p class="empty">${own.noSteps}</p>`;
  return html`<${Legend} curves=${curves} hidden=${!shown.includes("experience")} />
    <div class="scroller">
      <table ref=${table} class="grid board" role="grid" aria-label=${own.grid} ...${keys}>
        <thead>
          <tr class="phases">
            <td class="corner"></td>
            ${journey.phases
              .filter((phase) => phase.steps.length > 0)
              .map(
                (phase) =>
                  html`<th key=${phase.id} scope="colgroup" colspan=${phase.steps.length}><span class="phase"><bdi>${phase.name}</bdi>${phase.stage && html` <small><bdi>${phase.stage}</bdi></small>`}</span></th>`,
              )}
          </tr>
          <tr>
            <td class="corner"></td>
            ${steps.map((step) => html`<${StepHead} key=${step.id} of=${step} />`)}
          </tr>
        </thead>
        <tbody>
          ${shown.map(
            (name) =>
              html`<tr key=${name} class=${`lane-${name}`}>
                <th scope="row" class="corner">${own.lanesByName[name]}${name === "experience" && html`<${CurveScale} />`}</th>
                ${steps.map((step, place) =>
                  name === "experience"
                    ? html`<${CurveCell} key=${step.id} curves=${curves} expected=${expected} place=${place} />`
                    : html`<td key=${step.id} class=${step.begins ? "begins" : null}>${LANES[name].has(step) && LANES[name].cell(step, journey)}</td>`,
                )}
              </tr>`,
          )}
        </tbody>
      </table>
    </div>
    ${empty.length > 0 && html`<p class="faint note">${own.emptyLanes}: ${empty.join(", ")}</p>`}`;
}

function Legend({ curves, hidden }) {
  if (hidden) return null;
  return html`<ul class="pens" aria-label=${own.legend}>
    ${curves.map(({ name, pen, persona }) => html`<li key=${pen}><${Mark} pen=${pen} /> ${persona ? html`<${RecordLink} of=${persona} />` : name}</li>`)}
    <li><span class="dotted" aria-hidden="true"></span> ${own.expected}</li>
    <li><${Star} /> ${own.truth}</li>
  </ul>`;
}

function StepHead({ of }) {
  const facts = [of.moment && enumWords(of.moment), of.layer !== "CUSTOMER" && enumWords(of.layer), of.durationSeconds !== null && durationText(of.durationSeconds)];
  const text = facts.filter(Boolean).join(" · ");
  return html`<th scope="col" class=${of.begins ? "step begins" : "step"} title=${(of.momentOfTruth && of.momentOfTruthReason) || undefined}>
    <${RecordLink} of=${of} />${of.momentOfTruth && html` <${Star} label=${own.truth} />`}
    ${text && html`<small>${text}</small>`}
  </th>`;
}

function OpportunityItem({ of, journey }) {
  const others = of.places.filter((place) => place.journey.id !== journey.id);
  return html`<div class="opportunity">
    <${RecordLink} of=${of} /> <${Status} of=${of.status} /> ${of.value !== null && html`<strong><${Value} of=${of.value} /></strong>`}
    ${others.length > 0 &&
    html`<details>
      <summary>${own.also(others.length)}</summary>
      <ul>${others.map(({ journey }) => html`<li key=${journey.id}><a href=${recordAddress(journey.id)}>${calledText(journey)}</a></li>`)}</ul>
    </details>`}
  </div>`;
}
