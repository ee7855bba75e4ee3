// The views: the name of each, its address, and what shows it.

import { BoardView } from "./views/board.js";
import { CardView } from "./views/card.js";
import { ChangesView } from "./views/changes.js";
import { FindingsView } from "./views/findings.js";
import { GoalsView } from "./views/goals.js";
import { JourneysView } from "./views/journeys.js";
import { MatrixView } from "./views/matrix.js";
import { SearchView } from "./views/search.js";
import { WeaveView } from "./views/weave.js";
import { words } from "./words.js";

const named = ({ name }, path, View) => ({ name, path, pattern: new RegExp(`^${path}$`), View });

// Those with a `name` stand in the navigation; `id` is what the address says in its place.
export const views = [
  named(words.weave, "/weave", WeaveView),
  named(words.journeys, "/journeys", JourneysView),
  named(words.matrix, "/matrix", MatrixView),
  named(words.goals, "/goals", GoalsView),
  named(words.findings, "/findings", FindingsView),
  named(words.changes, "/changes", ChangesView),
  { path: "/search", pattern: /^\/search$/, View: SearchView },
  { path: "/journeys/", pattern: /^\/journeys\/([^/]+)$/, View: BoardView },
  { path: "/records/", pattern: /^\/records\/([^/]+)$/, View: CardView },
];

// The list of reports is a page that the server writes; this one only puts its header above it.
export const reports = { name: words.reports, path: "/reports", pattern: /^\/reports$/ };

// The view at a path, and the id in it; nothing where there is none.
export function viewAt(path) {
  for (const view of views) {
    const found = view.pattern.exec(path);
    if (found) return { ...view, id: found[1] ? decodeURIComponent(found[1]) : null };
  }
  return null;
}
