// What work did to metrics: before and after with the interval of the change; and a metric month by month.

import { html } from "../html.js";
import { changeText, measuredText } from "../numbers.js";
import { words } from "../words.js";
import { RecordLink } from "./record_link.js";
import { Day, Value } from "./value.js";

const own = words.card;

export function Effects({ data: { record } }) {
  const rows = record.effect
    ? record.effect.map((effect) => ({ effect }))
    : (record.solutions?.nodes ?? []).flatMap((solution) => (solution.effect ?? []).map((effect) => ({ effect, solution })));
  return rows.length > 0 ? html`<${EffectTable} rows=${rows} />` : null;
}

function EffectTable({ rows }) {
  const named = rows.some(({ solution }) => solution);
  return html`<div class="scroller" tabindex="0" role="group" aria-label=${own.regions.effect}>
    <table class="effects">
      <thead>
        <tr>
          ${named && html`<th scope="col">${own.solution}</th>`}
          <th scope="col">${own.metric}</th>
          <th scope="col">${own.launched}</th>
          <th scope="col" class="number">${own.before}</th>
          <th scope="col" class="number">${own.after}</th>
          <th scope="col" class="number">${own.change}</th>
          <th scope="col">${own.interval}</th>
          <th scope="col">${own.verdict}</th>
        </tr>
      </thead>
      <tbody>
        ${rows.map(({ effect, solution }) => html`<${EffectRow} key=${(solution?.id ?? "") + effect.metric.id} of=${effect} solution=${solution} named=${named} />`)}
      </tbody>
    </table>
  </div>`;
}

function EffectRow({ of, solution, named }) {
  const { unit } = of.metric;
  const level = (value) => measuredText(value, unit);
  const change = (value) => changeText(value, unit);
  return html`<tr>
    ${named && html`<td>${solution && html`<${RecordLink} of=${solution} />`}</td>`}
    <th scope="row"><${RecordLink} of=${of.metric} />${!of.direct && html` <small>${own.indirect}</small>`}</th>
    <td><${Day} of=${of.launchedOn} /></td>
    <td class="number"><${Value} of=${of.before} as=${level} /></td>
    <td class="number"><${Value} of=${of.after} as=${level} /></td>
    <td class="number"><strong><${Value} of=${of.change} as=${change} /></strong></td>
    <td>${of.changeLow === null ? html`<${Value} of=${null} />` : html`<${Interval} of=${of} /> <${Value} of=${of.changeLow} as=${change} /> ${own.to} <${Value} of=${of.changeHigh} as=${change} />`}</td>
    <td><span class=${`verdict ${of.verdict.toLowerCase().replaceAll("_", "-")}`}>${words.metric.verdicts[of.verdict]}</span> <small>${own.points(of.pointsBefore, of.pointsAfter)}</small></td>
  </tr>`;
}

// The interval of a change as a line that meets the zero or does not.
function Interval({ of }) {
  const { changeLow: low, changeHigh: high, change } = of;
  const most = Math.max(Math.abs(low), Math.abs(high)) || 1;
  const x = (value) => 40 + (value / most) * 36;
  return html`<svg class="interval" viewBox="0 0 80 14" aria-hidden="true">
    <line class="zero" x1="40" x2="40" y1="0" y2="14" />
    <line class="span" x1=${x(low)} x2=${x(high)} y1="7" y2="7" />
    <circle cx=${x(change)} cy="7" r="3" />
  </svg>`;
}

// A metric over its months: a bar for each above its value, the target as a line through them.
export function MetricTrend({ data: { record } }) {
  const buckets = record.trend?.buckets ?? [];
  if (buckets.length === 0) return null;
  const as = (value) => measuredText(value, record.unit);
  const ends = [0, record.target ?? 0, ...buckets.map((bucket) => bucket.value ?? 0)];
  const low = Math.min(...ends);
  const high = Math.max(...ends);
  const y = (value) => 100 - ((value - low) / (high - low || 1)) * 100;
  return html`<figure class="trend">
    <figcaption>${own.trend}</figcaption>
    <div class="scroller" tabindex="0" role="group" aria-label=${own.trend}>
      <table class="months">
        <thead>
          <tr>${buckets.map((bucket) => html`<th key=${bucket.month} scope="col"><${MonthBar} value=${bucket.value ?? 0} target=${record.target} y=${y} />${bucket.month.slice(0, 7)}</th>`)}</tr>
        </thead>
        <tbody>
          <tr>${buckets.map((bucket) => html`<td key=${bucket.month}><${Value} of=${bucket.value} as=${as} /></td>`)}</tr>
        </tbody>
      </table>
    </div>
  </figure>`;
}

function MonthBar({ value, target, y }) {
  return html`<svg viewBox="0 0 100 100" preserveAspectRatio="none" aria-hidden="true">
    <rect x="12" width="76" y=${Math.min(y(value), y(0))} height=${Math.abs(y(value) - y(0))} />
    ${target !== null && html`<line class="target" x1="0" x2="100" y1=${y(target)} y2=${y(target)} />`}
  </svg>`;
}
