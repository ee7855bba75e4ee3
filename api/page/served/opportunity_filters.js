// What narrows a list of opportunities: parameters of the address, what they mean to the API, the choices there are.

import { ask } from "./requests.js";
import { enumWords } from "./words.js";

// Filters by records, with the list that they are chosen from.
export const RECORDS = { journey: "journeys", team: "teams", goal: "goals", tag: "tags", persona: "personas" };
const ENUMS = {
  status: ["OPEN", "IN_PROGRESS", "SOLVED", "DISMISSED"],
  quadrant: ["QUICK_WIN", "BIG_BET", "FILL_IN", "TIME_SINK"],
};
export const FILTERS = [...Object.keys(RECORDS), ...Object.keys(ENUMS)];
const BELOW = 3; // levels of goals below one that is named

const options = (values) => values.map((value) => ({ value, label: enumWords(value) }));
export const enumOptions = (name) => options(ENUMS[name]);

const among = (ids) => ({ id: { in: ids } });
const inJourney = (journey) => ({ steps: { some: { phase: { is: { journey: { is: journey } } } } } });

// A goal of these ids, or one up to three levels below it.
function goalsBelow(ids) {
  const levels = [among(ids)];
  while (levels.length <= BELOW) levels.push({ parent: { is: levels.at(-1) } });
  return { OR: levels };
}

// The same meaning that the filters of reports have.
const MEANINGS = {
  journey: (ids) => inJourney(among(ids)),
  team: (ids) => ({
    OR: [
      { team: { is: among(ids) } },
      { solutions: { some: { team: { is: among(ids) } } } },
      { solutions: { some: { deliveryTeams: { some: among(ids) } } } },
    ],
  }),
  goal: (ids) => ({ goals: { some: goalsBelow(ids) } }),
  tag: (ids) => ({ tags: { some: among(ids) } }),
  persona: (ids) => inJourney({ personas: { some: among(ids) } }),
  status: (values) => ({ status: { in: values } }),
  quadrant: (values) => ({ quadrant: { in: values } }),
};

// The `where` of a list of opportunities; undefined where nothing narrows it.
export function opportunityWhere(given) {
  const parts = FILTERS.filter((name) => given.has(name)).map((name) => MEANINGS[name](given.getAll(name)));
  if (given.get("idle")) parts.push({ solutions: { none: {} } });
  return parts.length > 0 ? { AND: parts } : undefined;
}

// The `orderBy` that `order=VALUE.DESC` means; the default for anything else.
export function orderOf(given, known, preset) {
  const text = given.get("order");
  const [field, direction] = (Object.hasOwn(known, text ?? "") ? text : preset).split(".");
  return { text: `${field}.${direction}`, orderBy: [{ field, direction }] };
}

// The choices of each filter by records, known once a view has asked for them: `{total, options}`.
const known = {};

export const choicesKnown = () => Object.keys(known).length > 0;

export function keepChoices(data) {
  for (const [name, list] of Object.entries(RECORDS)) {
    const found = data?.[`${list}Known`];
    if (found) {
      known[name] = {
        total: found.totalCount,
        options: found.nodes.map((node) => ({ value: node.id, label: node.name })),
      };
    }
  }
  return known;
}

// Records whose names hold a text, for lists that are too long to be chosen from.
export async function findChoices(name, text) {
  const { data } = await ask("Choices", { [name]: true, text });
  return data[RECORDS[name]].nodes.map((node) => ({ value: node.id, label: node.name }));
}
