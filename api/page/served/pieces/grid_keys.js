// Arrow keys in a table: one of its cells, or a link in one, is the stop of the tab key; the others are reached by arrows.

import { useEffect, useRef } from "../html.js";

const WIDGETS = "a[href], button:not([data-turns]), summary"; // a row is turned by its own keys

function stops(cell) {
  const inside = [...cell.querySelectorAll(WIDGETS)].filter((element) => element.checkVisibility());
  return inside.length > 0 ? inside : [cell];
}

const visibleRows = (table) => [...table.rows].filter((row) => row.checkVisibility());
const visibleCells = (row) => [...row.cells].filter((cell) => cell.checkVisibility());

// The cells of a row with the column in which each begins.
function placedCells(row) {
  let column = 0;
  return [...row.cells].map((cell) => {
    const placed = { cell, from: column, to: column + cell.colSpan };
    column = placed.to;
    return placed;
  });
}

function cellBeside(table, cell, step) {
  const rows = visibleRows(table);
  const from = placedCells(cell.parentElement).find((placed) => placed.cell === cell).from;
  for (let place = rows.indexOf(cell.parentElement) + step; rows[place]; place += step) {
    const found = placedCells(rows[place]).find((placed) => placed.from <= from && from < placed.to);
    if (found?.cell.checkVisibility()) return found.cell;
  }
  return null;
}

// Where a key leads from a stop; nothing where it has no meaning or there is nowhere to go.
function target(table, stop, key, control) {
  const cell = stop.closest("td, th");
  const row = visibleCells(cell.parentElement);
  const rows = visibleRows(table);
  const within = stops(cell);
  const place = within.indexOf(stop);
  const first = (found) => found && stops(found)[0];
  switch (key) {
    case "ArrowRight":
      return first(row[row.indexOf(cell) + 1]);
    case "ArrowLeft":
      return first(row[row.indexOf(cell) - 1]);
    case "ArrowDown":
      return within[place + 1] ?? first(cellBeside(table, cell, 1));
    case "ArrowUp": {
      const above = cellBeside(table, cell, -1);
      return within[place - 1] ?? (above && stops(above).at(-1));
    }
    case "Home":
      return first(control ? visibleCells(rows[0])[0] : row[0]);
    case "End":
      return first(control ? visibleCells(rows.at(-1)).at(-1) : row.at(-1));
    default:
      return null;
  }
}

// The key of the row that an arrow folds or unfolds, where the stop is in its head.
function turnedRow(stop, key) {
  const row = stop.closest("th")?.closest("tr[aria-expanded]");
  const opens = { ArrowRight: "false", ArrowLeft: "true" }[key];
  return row && row.getAttribute("aria-expanded") === opens ? row.dataset.key : null;
}

// Gives a table these keys; `escape` is called where Escape has something to close, `turn` with the key of a
// row to fold or unfold.
export function useGridKeys(table, escape, turn) {
  const current = useRef(null);
  useEffect(() => {
    const all = [...table.current.rows].flatMap((row) => [...row.cells].flatMap(stops));
    if (!all.includes(current.current)) current.current = all.find((stop) => stop.checkVisibility()) ?? null;
    for (const element of table.current.querySelectorAll(`td, th, ${WIDGETS}`)) {
      if (element !== current.current && (element.tabIndex >= 0 || element.matches(WIDGETS))) element.tabIndex = -1;
    }
    for (const stop of all) stop.tabIndex = stop === current.current ? 0 : -1;
  });
  const settle = (stop) => {
    if (current.current) current.current.tabIndex = -1;
    current.current = stop;
    stop.tabIndex = 0;
  };
  const onFocusIn = (event) => {
    const cell = event.target.closest("td, th");
    if (cell && stops(cell).includes(event.target)) settle(event.target);
  };
  const onKeyDown = (event) => {
    if (event.altKey || event.metaKey || !current.current) return;
    const stop = current.current;
    if (event.key === "Escape" && escape) {
      event.preventDefault();
      escape();
    } else if (turn && turnedRow(stop, event.key)) {
      event.preventDefault();
      turn(turnedRow(stop, event.key));
    } else if (event.key === "Enter" && stop.matches("td, th")) {
      event.preventDefault();
      stop.click();
    } else {
      const next = target(table.current, stop, event.key, event.ctrlKey);
      if (next) {
        event.preventDefault();
        settle(next);
        next.focus();
      }
    }
  };
  return { onFocusIn, onKeyDown };
}
