// The views: the name of each, its address, and what shows it.

import { BoardView } from "./views/board.js";
import { CardView } from "./views/card.js";
import { WeaveView } from "./views/weave.js";
import { words } from "./words.js";

// Those with a `name` stand in the navigation; `id` is what the address says in its place.
export const views = [
  { name: words.weave.name, path: "/weave", pattern: /^\/weave$/, View: WeaveView },
  { path: "/journeys/", pattern: /^\/journeys\/([^/]+)$/, View: BoardView },
  { path: "/records/", pattern: /^\/records\/([^/]+)$/, View: CardView },
];

// The view at a path, and the id in it; nothing where there is none.
export function viewAt(path) {
  for (const view of views) {
    const found = view.pattern.exec(path);
    if (found) return { ...view, id: found[1] ? decodeURIComponent(found[1]) : null };
  }
  return null;
}
