// A record by its name, as a link to where it is read.

import { recordAddress } from "../address.js";
import { html } from "../html.js";
import { Value, more } from "./value.js";

const LONGEST = 140; // characters of a quote that stand for it

export function calledText(record) {
  const period = record.endsOn && `${record.startsOn} – ${record.endsOn}`;
  const text = record.name ?? record.text ?? record.fileName ?? period ?? record.id;
  return text.length > LONGEST ? `${text.slice(0, LONGEST - 1).trimEnd()}…` : text;
}

export function RecordLink({ of, ...rest }) {
  const result = of.endsOn && of.result !== null ? html` <${Value} of=${of.result} />` : null;
  return html`<a href=${recordAddress(of.id)} ...${rest}><bdi>${calledText(of)}</bdi></a>${result}`;
}

// The records of a connection or a list, one below the other, and how many more there are.
export function RecordList({ of, shown = (record) => html`<${RecordLink} of=${record} />` }) {
  const nodes = of.nodes ?? of;
  const rest = of.nodes ? more(of) : null;
  return html`<ul class="records">
    ${nodes.map((record) => html`<li key=${record.id}>${shown(record)}</li>`)}
    ${rest && html`<li class="faint">${rest}</li>`}
  </ul>`;
}
