// Matrix: value against effort of opportunities as numbered dots, with the list of them beside.

import { go, recordAddress } from "../address.js";
import { EDGE, fieldOf, placedDots } from "../dots.js";
import { allOf, useNarrowedAnswer } from "../filters.js";
import { html, useEffect, useMemo, useState } from "../html.js";
import { numberText, wholeText } from "../numbers.js";
import { FILTERS, opportunityConditions } from "../opportunity_filters.js";
import { FilterForm, IdleTick } from "../pieces/filter_form.js";
import { Pages } from "../pieces/pages.js";
import { RecordLink } from "../pieces/record_link.js";
import { Status, Value, more } from "../pieces/value.js";
import { ViewFrame } from "../pieces/view_frame.js";
import { enumWords, words } from "../words.js";

const own = words.matrix;
const CLOSED = ["SOLVED", "DISMISSED"];
// Where the name of each quadrant stands: at the left or right border, above or below.
const CORNERS = { QUICK_WIN: [0, 0], BIG_BET: [1, 0], FILL_IN: [0, 1], TIME_SINK: [1, 1] };
const MIDDLE = { effort: 2.5, value: 50 };

const dotClass = ({ of }) =>
  `quadrant-${of.priority.quadrant.toLowerCase().replace("_", "-")}${CLOSED.includes(of.status) ? " closed" : ""}`;

export function MatrixView({ address }) {
  const { given } = address;
  const rated = [{ value: { isNull: false } }, { effort: { isNull: false } }, ...opportunityConditions(given)];
  const open = allOf([...rated, { status: { notIn: CLOSED } }]);
  const closed = allOf([...rated, { status: { in: CLOSED } }]);
  const variables = { open, closed, after: given.get("after") ?? undefined };
  const { answer, ...form } = useNarrowedAnswer("Matrix", FILTERS, given, variables);
  return html`<${ViewFrame} title=${own.name} wide ...${answer} beside=${answer.data && html`<${Totals} of=${answer.data} />`}>
    <${FilterForm} address=${address} names=${FILTERS} ...${form}><${IdleTick} address=${address} /><//>
    ${answer.data && html`<${Plot} open=${answer.data.open} closed=${answer.data.closed} address=${address} />`}
  <//>`;
}

function Totals({ of }) {
  return html`<p class="totals">
    <strong><${Value} of=${of.open.totalCount} as=${wholeText} /></strong> ${own.open},${" "}
    <strong><${Value} of=${of.closed.totalCount} as=${wholeText} /></strong> ${own.closed}
  </p>`;
}

const narrow = matchMedia("(max-width: 700px)");

function useNarrow() {
  const [isNarrow, setNarrow] = useState(narrow.matches);
  useEffect(() => {
    const read = () => setNarrow(narrow.matches);
    narrow.addEventListener("change", read);
    return () => narrow.removeEventListener("change", read);
  }, []);
  return isNarrow;
}

function Plot({ open, closed, address }) {
  const [named, setNamed] = useState(null);
  const all = [...open.nodes, ...closed.nodes];
  const isNarrow = useNarrow();
  const field = useMemo(() => fieldOf(all, isNarrow), [open, closed, isNarrow]);
  const dots = useMemo(() => placedDots(all, field), [field]);
  if (all.length === 0) return html`<p class="empty">${own.empty}</p>`;
  const groups = [
    { title: own.open, of: open, dots: dots.slice(0, open.nodes.length), isLater: address.given.has("after") },
    { title: own.closed, of: closed, dots: dots.slice(open.nodes.length) },
  ];
  return html`<div class="matrix">
    <${Field} field=${field} dots=${dots} named=${named} setNamed=${setNamed} />
    <div class="dot-lists">
      <ol class="dots" aria-label=${own.list} onMouseLeave=${() => setNamed(null)}>
        ${groups.map((group) => html`<${DotGroup} key=${group.title} ...${group} named=${named} setNamed=${setNamed} />`)}
      </ol>
      <${Pages} of=${open} address=${address} what=${own.list} />
    </div>
  </div>`;
}

function DotGroup({ title, of, dots, isLater, named, setNamed }) {
  if (dots.length === 0) return null;
  return html`<li class="dots-title">${title}${!isLater && more(of) && html` <small>${own.firstOf(dots.length, of.totalCount)}</small>`}</li>
    ${dots.map((dot) => html`<${DotItem} key=${dot.of.id} dot=${dot} isNamed=${dot.of.id === named} setNamed=${setNamed} />`)}`;
}

function DotItem({ dot, isNamed, setNamed }) {
  const { of, number } = dot;
  const name = () => setNamed(of.id);
  return html`<li class=${isNamed ? "named" : null} onMouseEnter=${name} onFocusIn=${name}>
    <span class=${`dot-number ${dotClass(dot)}`}>${number}</span>
    <span class="dot-name"><${RecordLink} of=${of} />${of.status !== "OPEN" && html` <${Status} of=${of.status} />`}</span>
    <span class="dot-numbers"><${Value} of=${of.value} /> <small>${own.for}</small> <${Value} of=${of.effort} /></span>
  </li>`;
}

function Field({ field, dots, named, setNamed }) {
  const shown = dots.find((dot) => dot.of.id === named);
  const { wide, high } = field;
  const values = [];
  for (let value = field.low; value <= 100; value += 10) values.push(value);
  return html`<figure class="field">
    <svg viewBox="-46 -26 ${wide + 54} ${high + 74}" role="img" aria-label=${own.field}>
      <rect class="frame" width=${wide} height=${high} rx="8" />
      <line class="middle" x1=${field.x(MIDDLE.effort)} x2=${field.x(MIDDLE.effort)} y2=${high} />
      <line class="middle" y1=${field.y(MIDDLE.value)} y2=${field.y(MIDDLE.value)} x2=${wide} />
      ${Object.entries(CORNERS).map(
        ([quadrant, [right, down]]) =>
          html`<text key=${quadrant} class=${`corner-name quadrant-${quadrant.toLowerCase().replace("_", "-")}`} x=${right ? wide - 8 : 8}
            y=${down ? high - 9 : 18} text-anchor=${right ? "end" : "start"}>${enumWords(quadrant)}</text>`,
      )}
      ${[0, 1, 2, 3, 4, 5].map((effort) => html`<text key=${effort} class="tick-text" x=${field.x(effort)} y=${high + 18} text-anchor="middle">${effort}</text>`)}
      ${values.map((value) => html`<text key=${value} class="tick-text" x="-8" y=${field.y(value) + 4} text-anchor="end">${value}</text>`)}
      <text class="axis" x=${wide / 2} y=${high + 40} text-anchor="middle">${own.effortAxis}</text>
      <text class="axis" x="-40" y="-10">${own.valueAxis}</text>
      ${dots.map(
        (dot) =>
          html`<g key=${dot.of.id} class=${`plotted ${dotClass(dot)}${dot === shown ? " named" : ""}`} onMouseEnter=${() => setNamed(dot.of.id)}
            onMouseLeave=${() => setNamed(null)} onClick=${() => go(recordAddress(dot.of.id))}>
            <circle cx=${dot.x} cy=${dot.y} r=${dot.radius} />
            <text x=${dot.x} y=${dot.y + 3.6} text-anchor="middle">${dot.number}</text>
          </g>`,
      )}
      ${shown && html`<${DotName} dot=${shown} wide=${wide} />`}
    </svg>
    <figcaption>${own.sizes} <${Sizes} field=${field} /> ${own.aside}</figcaption>
  </figure>`;
}

const LETTER = 14; // what a letter of a name is wide, at most

function DotName({ dot, wide }) {
  const { of, x, y, radius } = dot;
  const longest = Math.floor(wide / LETTER);
  const text = of.name.length > longest ? `${of.name.slice(0, longest - 1)}…` : of.name;
  const isRight = x > wide / 2;
  return html`<text class="dot-label" x=${isRight ? x - radius - 6 : x + radius + 6} y=${Math.max(EDGE, y + 4)} text-anchor=${isRight ? "end" : "start"}>${text}</text>`;
}

function Sizes({ field }) {
  const sizes = [...new Set([1, Math.ceil(field.most / 2), field.most])];
  return sizes.map((journeys) => {
    const radius = field.radius(journeys);
    return html`<span key=${journeys} class="size"><svg viewBox="-16 -16 32 32" aria-hidden="true"><circle r=${radius} /></svg>${numberText(journeys)}</span>`;
  });
}
