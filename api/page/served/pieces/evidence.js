// What people said: insights with their quotes, quotes with their sources.

import { html } from "../html.js";
import { enumWords, words } from "../words.js";
import { RecordLink } from "./record_link.js";
import { Day, Value, more } from "./value.js";

const own = words.card;

function Said({ of }) {
  return html`<blockquote>
    <a href=${`/records/${of.id}`} class="said"><bdi>${of.text}</bdi></a>
    <footer>
      ${of.source && html`<${RecordLink} of=${of.source} />`}
      ${of.saidOn && html` <${Day} of=${of.saidOn} />`}
    </footer>
  </blockquote>`;
}

// The source of a quote.
export function QuoteSource({ data: { record } }) {
  if (record.__typename !== "Quote" || !record.source) return null;
  const { source } = record;
  return html`<p class="path">${own.said} <${RecordLink} of=${source} />${source.kind && html` <span class="faint">${enumWords(source.kind)}</span>`} ${source.heldOn && html`<${Day} of=${source.heldOn} />`}</p>`;
}

export function Evidence({ data: { record } }) {
  if (record.quotes?.nodes[0]?.text !== undefined) return html`<${QuoteList} of=${record.quotes} />`;
  const told = record.insights?.nodes.some((insight) => insight.impact !== undefined);
  return told ? html`<${InsightList} of=${record.insights} />` : null;
}

function QuoteList({ of }) {
  const rest = more(of);
  return html`<ul class="said-list">${of.nodes.map((quote) => html`<li key=${quote.id}><${Said} of=${quote} /></li>`)}</ul>
    ${rest && html`<p class="faint">${rest}</p>`}`;
}

function InsightList({ of }) {
  const rest = more(of);
  return html`<ul class="insights">
      ${of.nodes.map(
        (insight) =>
          html`<li key=${insight.id}>
            <p>
              <${RecordLink} of=${insight} />
              <small>${[insight.kind, insight.voice, insight.basis].filter(Boolean).map(enumWords).join(" · ")}${insight.impact !== null && html` · ${own.impact} <${Value} of=${insight.impact} />`}</small>
            </p>
            ${insight.quotes?.nodes.length > 0 && html`<${QuoteList} of=${insight.quotes} />`}
          </li>`,
      )}
    </ul>
    ${rest && html`<p class="faint">${rest}</p>`}`;
}
