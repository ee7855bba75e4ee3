// What the page knows of kinds of record: which one an id is of, how it is asked, in which region its links stand.

import { kinds } from "./documents.js";

const labels = Object.fromEntries(Object.entries(kinds).map(([label, kind]) => [kind.prefix, label]));
const byKind = Object.fromEntries(Object.entries(kinds).map(([label, kind]) => [kind.kind, label]));

export const labelOf = (id) => labels[id.split("_")[0]] ?? null;
export const labelOfKind = (kind) => byKind[kind] ?? kind;
export const propertiesOf = (label) => kinds[label].properties;
export const pluralOf = (label) => kinds[label].plural;
export const linksOf = (label) => kinds[label].links;

// The region of a card in which records of a kind stand; those of any other kind stand with the work.
const REGIONS = {
  places: ["Journey", "Phase", "Step", "Touchpoint", "Channel", "Vision", "Product"],
  evidence: ["Insight", "Quote", "Source", "Persona", "Segment", "Competitor"],
  effect: ["Metric", "Measurement"],
};

export function regionOf(label) {
  return Object.keys(REGIONS).find((region) => REGIONS[region].includes(label)) ?? "work";
}

// The links of a kind that lead to records of a region, by name.
export function linksIn(label, region) {
  return Object.entries(kinds[label].links)
    .filter(([name, targets]) => name !== "tags" && regionOf(targets[0]) === region)
    .map(([name]) => name);
}
