// Numbers, days and words of records as the page shows them.

import { html } from "../html.js";
import { NOTHING, dayText, momentText, numberText } from "../numbers.js";
import { enumWords, words } from "../words.js";

// A number of the API: its value for machines, its text for people.
export function Value({ of, as = numberText }) {
  if (of === null || of === undefined) return html`<span class="nothing">${NOTHING}</span>`;
  return html`<data value=${String(of)}>${as(of)}</data>`;
}

export const Day = ({ of }) => html`<time datetime=${of}>${dayText(of)}</time>`;
export const Moment = ({ of }) => html`<time datetime=${of}>${momentText(of)}</time>`;

// A state in a word, marked by its shade.
export function Status({ of }) {
  return html`<span class=${`status status-${of.toLowerCase().replaceAll("_", "-")}`}>${enumWords(of)}</span>`;
}

const OVER = ["REACHED", "SOLVED"];

// How far something is: a bar beside its share. What is over can have work below it that is not done.
export function Progress({ of, as, status }) {
  if (of === null || of === undefined) return html`<${Value} of=${null} />`;
  return html`<span class="progress"><svg class="bar" viewBox="0 0 36 8" aria-hidden="true"><rect width="36" height="8" rx="4" /><rect class="done" width=${36 * Math.min(1, of)} height="8" rx="4" /></svg><${Value} of=${of} as=${as} />${OVER.includes(status) && of < 1 && html` <small>${words.ofWork}</small>`}</span>`;
}

export const more = (connection) => {
  const count = connection.totalCount - connection.nodes.length;
  return count > 0 ? words.more(count) : null;
};
