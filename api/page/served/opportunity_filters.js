// What narrows a list of opportunities: parameters of the address, and what they mean to the API.

import { allOf, among } from "./filters.js";

export const FILTERS = ["journey", "team", "goal", "tag", "persona", "status", "quadrant"];
const BELOW = 3; // levels of goals below one that is named

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

// The conditions on a list of opportunities.
export function opportunityConditions(given) {
  const parts = FILTERS.filter((name) => given.has(name)).map((name) => MEANINGS[name](given.getAll(name)));
  return given.get("idle") ? [...parts, { solutions: { none: {} } }] : parts;
}

// The `where` of a list of opportunities; undefined where nothing narrows it.
export const opportunityWhere = (given) => allOf(opportunityConditions(given));
