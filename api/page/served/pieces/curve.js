// Curves of experience over the steps of a journey: in the cell of each step its part of every line.

import { html } from "../html.js";
import { numberText } from "../numbers.js";
import { words } from "../words.js";
import { Value } from "./value.js";

const TOP = 8; // per cent of the height left above 2 and below −2
// Each pen has a shape of its own, so that no two differ by colour alone.
const MARKS = [
  html`<circle r="5" />`,
  html`<rect x="-4.5" y="-4.5" width="9" height="9" />`,
  html`<path d="M0 -6L5.5 4.5H-5.5z" />`,
  html`<path d="M0 -6L6 0L0 6L-6 0z" />`,
  html`<path d="M-2 -5.5h4v3.5h3.5v4H2V5.500h-4V2h-3.500v-4H-2z" />`,
];
export const PENS = MARKS.length;

export function Mark({ pen }) {
  return html`<svg class=${`mark pen-${pen}`} viewBox="-7 -7 14 14" aria-hidden="true">${MARKS[pen]}</svg>`;
}

const height = (value) => `${TOP + ((2 - value) / 4) * (100 - 2 * TOP)}%`;

// The two halves of a line in the cell of one step, each to the middle between this step and the one beside it.
function halves(values, place) {
  const value = values[place];
  if (value === null || value === undefined) return [];
  const beside = [
    [values[place - 1], "0%"],
    [values[place + 1], "100%"],
  ];
  return beside
    .filter(([other]) => other !== null && other !== undefined)
    .map(([other, x]) => ({ x, from: height((value + other) / 2), to: height(value) }));
}

function Line({ values, place, ...pen }) {
  return halves(values, place).map(
    ({ x, from, to }) => html`<line key=${x} x1=${x} y1=${from} x2="50%" y2=${to} ...${pen} />`,
  );
}

// `curves`: `{name, pen, values}` of each, by step; `expected`: the values expected at each step.
export function CurveCell({ curves, expected, place }) {
  const known = curves.filter(({ values }) => values[place] !== null && values[place] !== undefined);
  const hoped = expected[place];
  return html`<td class="curve">
    <svg class="plot" aria-hidden="true">
      ${[-2, -1, 0, 1, 2].map((value) => html`<line key=${value} class=${value === 0 ? "zero" : "rule"} x1="0%" x2="100%" y1=${height(value)} y2=${height(value)} />`)}
      <${Line} values=${expected} place=${place} class="expected" />
      ${hoped !== null && html`<line class="expected" x1="44%" x2="56%" y1=${height(hoped)} y2=${height(hoped)} />`}
      ${curves.map(({ pen, values }) => html`<${Line} key=${pen} values=${values} place=${place} class=${`line pen-${pen}`} />`)}
      ${known.map(
        ({ pen, values }) =>
          html`<svg key=${pen} x="50%" y=${height(values[place])} class=${`dot pen-${pen}`}>${MARKS[pen]}</svg>`,
      )}
    </svg>
    <ul class="curve-values">
      ${known.map(
        ({ name, pen, values }) =>
          html`<li key=${pen} title=${name}><${Mark} pen=${pen} /><span class="unseen">${name}</span> <${Value} of=${values[place]} /></li>`,
      )}
      ${hoped !== null && html`<li class="faint" title=${words.board.expected}><span class="dotted" aria-hidden="true"></span><span class="unseen">${words.board.expected}</span> <${Value} of=${hoped} /></li>`}
    </ul>
  </td>`;
}

// The name of the lane of curves, with its scale.
export function CurveScale() {
  return html`<span class="scale" aria-hidden="true">${[2, 1, 0, -1, -2].map((value) => html`<span key=${value}>${numberText(value)}</span>`)}</span>`;
}
