// What a metric says at a place: its value beside its target, how long it has missed it, and the competitors.

import { html } from "../html.js";
import { measuredText, wholeText } from "../numbers.js";
import { words } from "../words.js";
import { RecordLink } from "./record_link.js";
import { Value } from "./value.js";

const own = words.metric;

export function Reading({ of, beside = [] }) {
  const { metric, value, missedTargets, scope } = of;
  const as = (number) => measuredText(number, metric.unit);
  return html`<div class=${missedTargets > 0 ? "reading missed" : "reading"}>
    <${RecordLink} of=${metric} />${" "}
    ${value === null ? html`<span class="faint">${own.unmeasured}</span>` : html`<strong><${Value} of=${value} as=${as} /></strong>`}
    ${scope === "OVERALL" && value !== null && html` <span class="faint">${own.overall}</span>`}
    ${metric.target !== null && metric.target !== undefined && html`<span class="faint">, ${own.target} <${Value} of=${metric.target} as=${as} /></span>`}
    ${missedTargets > 0 && html` <span class="alarm">${own.missed} <${Value} of=${missedTargets} as=${wholeText} />×</span>`}
    ${beside.map(
      (other) =>
        html`<span key=${other.competitor.id} class="faint beside"><${RecordLink} of=${other.competitor} /> <${Value} of=${other.value} as=${as} /></span>`,
    )}
  </div>`;
}

// The readings of a place, each with those of competitors for the same metric.
export function Readings({ of, competitors = [] }) {
  return html`<ul class="records">
    ${of.map(
      (reading) =>
        html`<li key=${reading.metric.id}><${Reading} of=${reading} beside=${competitors.filter((other) => other.metric.id === reading.metric.id)} /></li>`,
    )}
  </ul>`;
}

// The readings of a record that metrics measure.
export function PlaceReadings({ data: { record } }) {
  if (!(record.metricReadings?.length > 0)) return null;
  return html`<${Readings} of=${record.metricReadings} competitors=${record.competitorReadings} />`;
}
