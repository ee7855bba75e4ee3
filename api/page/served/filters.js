// Filters that views share: by which records and words lists are narrowed, and the choices there are.

import { documents } from "./documents.js";
import { useRef } from "./html.js";
import { ask, useAnswer } from "./requests.js";
import { enumWords } from "./words.js";

// Filters by records, with the list that they are chosen from.
export const RECORDS = { journey: "journeys", team: "teams", goal: "goals", tag: "tags", persona: "personas" };
const ENUMS = {
  status: ["OPEN", "IN_PROGRESS", "SOLVED", "DISMISSED"],
  quadrant: ["QUICK_WIN", "BIG_BET", "FILL_IN", "TIME_SINK"],
  state: ["CURRENT", "FUTURE", "RESEARCH"],
};

export const enumOptions = (name) => ENUMS[name].map((value) => ({ value, label: enumWords(value) }));
export const among = (ids) => ({ id: { in: ids } });

// Conditions that all hold; undefined where there are none.
export const allOf = (conditions) => (conditions.length > 0 ? { AND: conditions } : undefined);

// The `orderBy` that `order=VALUE.DESC` means; the default for anything else.
export function orderOf(given, known, preset) {
  const text = given.get("order");
  const [field, direction] = (Object.hasOwn(known, text ?? "") ? text : preset).split(".");
  return { text: `${field}.${direction}`, orderBy: [{ field, direction }] };
}

// The choices of each filter by records, known once a view has asked for them: `{total, options}`.
const known = {};

const optionsOf = (records) =>
  records.map(({ id, name }) => ({ value: id, label: name })).sort((a, b) => a.label.localeCompare(b.label));

function keepChoices(data) {
  for (const [name, list] of Object.entries(RECORDS)) {
    const found = data?.[`${list}Known`];
    if (found) known[name] = { total: found.totalCount, options: optionsOf(found.nodes) };
  }
  return known;
}

// Records whose names hold a text, for lists that are too long to be chosen from.
export async function findChoices(name, text) {
  const { data } = await ask("Choices", { [name]: true, text });
  return optionsOf(data[RECORDS[name]].nodes);
}

// What a document answers to the variables of a view, with the choices of its filters by records (which those
// with many lists of them are asked for once only) and the names of the records that the address names.
export function useNarrowedAnswer(document, names, given, variables) {
  const asked = useRef(null);
  const byRecord = names.filter((name) => RECORDS[name]);
  const named = byRecord.flatMap((name) => given.getAll(name));
  const text = JSON.stringify([variables, named]);
  if (asked.current?.text !== text) {
    const all = { ...variables, naming: named.length > 0, named };
    if (documents[document].includes("$choices")) all.choices = !byRecord.every((name) => known[name]);
    asked.current = { text, variables: all };
  }
  const answer = useAnswer(document, asked.current.variables);
  return { answer, known: keepChoices(answer.data), named: answer.data?.named ?? [] };
}
