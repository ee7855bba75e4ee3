// A table whose rows lie below one another: each with rows below it is folded and unfolded, kept in the address.

import { addressWith, go } from "../address.js";
import { html, useRef } from "../html.js";
import { words } from "../words.js";
import { useGridKeys } from "./grid_keys.js";

// `rows`: `{key, name, head, cells, below, folded}` of each, `folded` where it is so until somebody turns it;
// `columns`: `{name, text, number}` of each.
export function TreeTable({ label, columns, rows, address, top = 1 }) {
  const table = useRef();
  const turned = address.given.getAll("turned");
  const isOpen = (row) => Boolean(row.folded) === turned.includes(row.key);
  const turn = (key) => {
    const kept = turned.includes(key) ? turned.filter((other) => other !== key) : [...turned, key];
    go(addressWith(address, { turned: kept }));
  };
  const keys = useGridKeys(table, null, turn);
  const shown = [];
  const walk = (level) => (row, place, beside) => {
    shown.push({ row, level, place: place + 1, count: beside.length });
    if (isOpen(row)) row.below.forEach(walk(level + 1));
  };
  rows.forEach(walk(top));
  return html`<div class="scroller">
    <table ref=${table} class="grid tree" role="treegrid" aria-label=${label} ...${keys}>
      <thead>
        <tr>${columns.map(({ name, text, number }) => html`<th key=${name} scope="col" class=${`fact-${name}${number ? " number" : ""}`}>${text}</th>`)}</tr>
      </thead>
      <tbody>
        ${shown.map(
          ({ row, level, place, count }) =>
            html`<tr key=${row.key} data-key=${row.key} class=${`level-${Math.min(level, 6)}`} aria-level=${level} aria-posinset=${place} aria-setsize=${count}
              aria-expanded=${row.below.length > 0 ? String(isOpen(row)) : null}>
              <th scope="row" class="corner"><div class="branch">
                ${row.below.length > 0
                  ? html`<button type="button" data-turns tabindex="-1" aria-label=${words.turn(isOpen(row), row.name)} onClick=${() => turn(row.key)}>
                      <svg viewBox="0 0 16 16" aria-hidden="true"><path d=${isOpen(row) ? "M3 6l5 5 5-5" : "M6 3l5 5-5 5"} /></svg>
                    </button>`
                  : html`<span class="leaf"></span>`}
                <span>${row.head}</span>
              </div></th>
              ${row.cells.map((cell, at) => html`<td key=${at} class=${`fact-${columns[at + 1].name}${columns[at + 1].number ? " number" : ""}`}>${cell}</td>`)}
            </tr>`,
        )}
      </tbody>
    </table>
  </div>`;
}
