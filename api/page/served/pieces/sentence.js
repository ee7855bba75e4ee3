// A change as a sentence, as reports tell it: what was done to a record, its values and its links by name.

import { html } from "../html.js";
import { numberText, wholeText } from "../numbers.js";
import { labelOf, labelOfKind, linksOf, pluralOf, propertiesOf } from "../record_kinds.js";
import { enumWords, fieldWords, words } from "../words.js";
import { RecordLink } from "./record_link.js";
import { Value } from "./value.js";

const own = words.sentence;
const LONGEST = 80; // letters of a value
const WHOLE = ["CREATE", "DELETE"]; // operations whose fields are all that the record held
const ALONE = 3; // records that came or went together and are told one by one
const PROVENANCE = "sources"; // where a record was read from: counted, not told

const fieldsOf = ({ operation, fields }) => (WHOLE.includes(operation) ? [] : fields);
const isProvenance = ({ name }) => name.split(".")[0] === PROVENANCE;
const lower = (name) => fieldWords(name).toLowerCase();

// What a change is told together with: whatever was done alike in one transaction.
function foldOf(change) {
  const { at, actor, kind, operation } = change;
  const told = fieldsOf(change);
  if (told.length > 0 && told.every(isProvenance)) return `${at} ${actor} ${PROVENANCE}`;
  if (WHOLE.includes(operation) || kind === "MEASUREMENT") return `${at} ${actor} ${kind} ${operation}`;
  return null;
}

// Changes in their order, in lists: each of one change, or of several that are told together.
export function foldedChanges(changes) {
  const runs = [];
  for (const change of changes) {
    const fold = foldOf(change);
    if (fold && runs.at(-1)?.fold === fold) runs.at(-1).changes.push(change);
    else runs.push({ fold, changes: [change] });
  }
  return runs.flatMap(({ changes }) => (changes.length > ALONE ? [changes] : changes.map((change) => [change])));
}

export function ChangeSentence({ of }) {
  return of.length > 1 ? html`<${Folded} of=${of} />` : html`<${Single} of=${of[0]} />`;
}

function Folded({ of }) {
  const [{ kind, operation, fields }] = of;
  const count = html`<${Value} of=${of.length} as=${wholeText} />`;
  if (!WHOLE.includes(operation) && fields.every(isProvenance)) return html`<p>${count} ${own.provenance}</p>`;
  const done = own.manyDone[operation] ?? own.manyChanged;
  return html`<details>
    <summary>${count} ${fieldWords(pluralOf(labelOfKind(kind))).toLowerCase()} ${done}</summary>
    <ul class="records">${of.map((change) => html`<li key=${change.id}><${Subject} of=${change} /></li>`)}</ul>
  </details>`;
}

function Subject({ of: { recordId, recordName, operation } }) {
  if (operation === "DELETE" || !recordName) return html`<bdi>${recordName ?? lower(labelOf(recordId) ?? recordId)}</bdi>`;
  return html`<${RecordLink} of=${{ id: recordId, name: recordName }} />`;
}

function Single({ of }) {
  const label = labelOfKind(of.kind);
  const names = new Map(of.mentions.map(({ recordId, name }) => [recordId, name]));
  const clauses = fieldsOf(of)
    .filter((field) => !isProvenance(field))
    .flatMap((field) => clausesOf(label, field, names));
  const done = own.done[of.operation] ?? (clauses.length === 0 && own.readFrom);
  return html`<p><span class="kind">${fieldWords(label)}</span> <${Subject} of=${of} />${done && ` ${done}`}${clauses.length > 0 && (done ? ", " : ": ")}${clauses.map((clause, place) => html`${place > 0 && "; "}${clause}`)}</p>`;
}

const parsed = (text) => (text === null ? null : JSON.parse(text));

// What changed in a field: a property from what to what, of a link what came and what went.
function clausesOf(label, field, names) {
  const [name, inner] = field.name.split(".");
  const before = parsed(field.before);
  const after = parsed(field.after);
  const link = linksOf(label)[name];
  if (inner) return reasonClauses(inner, before ?? {}, after ?? {}, names);
  if (!link) return [html`${lower(name)} ${between(shownValue(label, name, before), shownValue(label, name, after))}`];
  const isMany = Array.isArray(before) || Array.isArray(after);
  if (!isMany) return [html`${lower(name)} ${between(named(before, names), named(after, names))}`];
  const had = before ?? [];
  const has = after ?? [];
  const parts = [
    [has.filter((id) => !had.includes(id)), own.added],
    [had.filter((id) => !has.includes(id)), own.removed],
  ];
  return parts.filter(([ids]) => ids.length > 0).map(([ids, done]) => html`${lower(name)} ${listed(ids.map((id) => named(id, names)))} ${done}`);
}

// Properties of links, by the record at their end.
function reasonClauses(inner, before, after, names) {
  const ids = Object.keys({ ...before, ...after }).filter((id) => before[id] !== after[id]);
  return ids.map((id) => html`${lower(inner)} ${own.at} ${named(id, names)} ${between(plain(before[id]), plain(after[id]))}`);
}

function between(before, after) {
  if (before === null) return html`${own.setTo} ${after}`;
  return after === null ? html`${before} ${own.takenAway}` : html`${own.from} ${before} ${own.to} ${after}`;
}

function named(id, names) {
  if (id === null) return null;
  if (names.has(id)) return html`<${RecordLink} of=${{ id, name: names.get(id) }} />`;
  return own.gone(lower(labelOf(id) ?? id));
}

const listed = (items) => items.map((item, place) => html`${place > 0 && (place === items.length - 1 ? ` ${own.and} ` : ", ")}${item}`);

function shownValue(label, name, value) {
  const isEnum = propertiesOf(label).find((property) => property.name === name)?.type === "enum";
  return isEnum && typeof value === "string" ? enumWords(value) : plain(value);
}

function plain(value) {
  if (value === null || value === undefined) return null;
  if (typeof value === "boolean") return value ? words.yes : words.no;
  if (typeof value === "number") return numberText(value);
  if (Array.isArray(value)) return value.length > 0 ? listed(value.map(plain)) : words.none;
  const text = String(value);
  return html`<bdi>“${text.length > LONGEST ? `${text.slice(0, LONGEST - 1)}…` : text}”</bdi>`;
}
