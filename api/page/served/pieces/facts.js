// The properties of a record, those that it has, with its numbers and its tags.

import { html } from "../html.js";
import { dayText, durationText, measuredText, moneyText, numberText, shareText, wholeText } from "../numbers.js";
import { propertiesOf } from "../record_kinds.js";
import { enumWords, fieldWords, words } from "../words.js";
import { RecordLink } from "./record_link.js";
import { Star } from "./star.js";
import { Day, Moment, Progress, Status, Value } from "./value.js";

const own = words.card;
const TOLD_ELSEWHERE = new Set(["name", "text", "description", "intent", "key", "currency", "version", "position", "createdAt", "updatedAt"]);
const PROSE = ["intent", "text", "description", "statement", "definition", "momentOfTruthReason"];
const SHARES = new Set(["progressOverride", "share"]);

// Numbers that are worked out, where a kind has them.
const COMPUTED = {
  progress: shareText,
  experience: numberText,
  experienceGap: numberText,
  ageDays: wholeText,
};
const GROUPS = {
  reach: { journeys: wholeText, steps: wholeText, personas: wholeText, teams: wholeText, frequencyPerYear: wholeText },
  priority: { rice: wholeText },
  evidence: { quotes: wholeText, strength: numberText },
};

// How a property of a record is shown, by its type; nothing where it is not set.
function shownProperty(record, { name, type, unit, money }) {
  const value = record[name];
  if (value === null || value === undefined || (Array.isArray(value) && value.length === 0)) return null;
  if (name === "status") return html`<${Status} of=${value} />`;
  switch (type) {
    case "boolean":
      return value ? words.yes : null;
    case "enum":
      return enumWords(value);
    case "date":
      return html`<${Day} of=${value} />`;
    case "datetime":
      return html`<${Moment} of=${value} />`;
    case "texts":
      return html`<ul>${value.map((text) => html`<li key=${text}><bdi>${text}</bdi></li>`)}</ul>`;
    case "int":
    case "float":
      return html`<${Value} of=${value} as=${writing(record, name, unit, money)} />`;
    default:
      return isAddress(value) ? html`<a href=${value} rel="noreferrer noopener" target="_blank">${value}</a>` : html`<bdi>${value}</bdi>`;
  }
}

const isAddress = (text) => /^https?:\/\/\S+$/i.test(text);

function writing(record, name, unit, money) {
  if (money) return (value) => moneyText(value, record[money]);
  if (SHARES.has(name)) return shareText;
  if (unit === "s") return durationText;
  return (value) => measuredText(value, name === "target" ? record.unit : null);
}

function computedFacts(record) {
  const plain = Object.entries(COMPUTED)
    .filter(([name]) => record[name] !== null && record[name] !== undefined)
    .map(([name, as]) => ({
      name: fieldWords(name),
      shown: name === "progress" ? html`<${Progress} of=${record[name]} status=${record.status} as=${as} />` : html`<${Value} of=${record[name]} as=${as} />`,
    }));
  const grouped = Object.entries(GROUPS).flatMap(([group, fields]) =>
    Object.entries(fields)
      .filter(([name]) => record[group]?.[name] !== null && record[group]?.[name] !== undefined)
      .map(([name, as]) => ({
        name: own.computed[`${group}.${name}`],
        shown: html`<${Value} of=${record[group][name]} as=${as} />`,
      })),
  );
  const quadrant = record.priority?.quadrant;
  return [...plain, ...grouped, ...(quadrant ? [{ name: words.byName.quadrant, shown: enumWords(quadrant) }] : [])];
}

export function Facts({ of, label }) {
  const facts = propertiesOf(label)
    .filter(({ name }) => !TOLD_ELSEWHERE.has(name) && !PROSE.includes(name))
    .map((property) => ({ name: fieldWords(property.name), shown: shownProperty(of, property) }))
    .filter(({ shown }) => shown !== null);
  const latest = of.latest !== null && of.latest !== undefined;
  return html`<div class="about">
    ${PROSE.filter((name) => of[name] && !(name === "text" && of.text.length <= 140)).map(
      (name) => html`<p key=${name} class=${`prose ${name}`}>${name === "momentOfTruthReason" && html`<${Star} label=${own.truth} /> `}<bdi>${of[name]}</bdi></p>`,
    )}
    <dl class="facts">
      ${latest &&
      html`<div><dt>${own.latest}</dt><dd><strong><${Value} of=${of.latest} as=${(value) => measuredText(value, of.unit)} /></strong> ${of.latestOn && html`<span class="faint">${dayText(of.latestOn)}</span>`}</dd></div>`}
      ${of.trend?.missedTargets > 0 && html`<div><dt>${own.missed}</dt><dd class="alarm"><${Value} of=${of.trend.missedTargets} as=${wholeText} /></dd></div>`}
      ${[...facts, ...computedFacts(of)].map(({ name, shown }) => html`<div key=${name}><dt>${name}</dt><dd>${shown}</dd></div>`)}
      ${of.team && html`<div><dt>${words.board.owner}</dt><dd><${RecordLink} of=${of.team} /></dd></div>`}
      ${of.tags?.nodes.length > 0 &&
      html`<div><dt>${own.tags}</dt><dd><ul class="tags">${of.tags.nodes.map((tag) => html`<li key=${tag.id}><${RecordLink} of=${tag} /></li>`)}</ul></dd></div>`}
    </dl>
  </div>`;
}
