// The address is the state of the page: where it is, and what is asked there.

import { useEffect, useState } from "./html.js";

const listeners = new Set();

function currentAddress() {
  return { path: location.pathname, given: new URLSearchParams(location.search) };
}

export function useAddress() {
  const [address, setAddress] = useState(currentAddress);
  useEffect(() => {
    const read = () => setAddress(currentAddress());
    listeners.add(read);
    addEventListener("popstate", read);
    return () => {
      listeners.delete(read);
      removeEventListener("popstate", read);
    };
  }, []);
  return address;
}

// Opens an address of the page; the place before it stays in the history.
export function go(address) {
  if (address !== location.pathname + location.search) {
    history.pushState(null, "", address);
    listeners.forEach((listener) => listener());
  }
}

const LOOKS = ["open", "turned", "lanes", "group"]; // parameters that show the same answer another way
const PLACES = ["after", "from", "columnsAfter", "columnsFrom"]; // how far a list is turned

// An address with some parameters set to a value or a list, or taken away (null); a changed question starts over.
export function addressWith({ path, given }, changes) {
  const changed = new URLSearchParams(given);
  const isAskedAnew = !Object.keys(changes).every((name) => LOOKS.includes(name));
  for (const name of PLACES) {
    if (isAskedAnew && !(name in changes)) changed.delete(name);
  }
  for (const [name, value] of Object.entries(changes)) {
    changed.delete(name);
    for (const item of value === null ? [] : [value].flat()) changed.append(name, item);
  }
  const text = changed.toString();
  return text ? `${path}?${text}` : path;
}

export function isJourney(id) {
  return id.startsWith("jrn_");
}

// Where a record is read: a journey on its board, all else on its card.
export function recordAddress(id) {
  return `/${isJourney(id) ? "journeys" : "records"}/${encodeURIComponent(id)}`;
}

// Follows links to views without loading the page anew; others, and those opened elsewhere, go their way.
export function followLinks(isView) {
  document.addEventListener("click", (event) => {
    const link = event.target instanceof Element ? event.target.closest("a[href]") : null;
    const plain = event.button === 0 && !(event.metaKey || event.ctrlKey || event.shiftKey || event.altKey);
    if (!link || !plain || event.defaultPrevented || link.target || link.hasAttribute("download")) return;
    if (link.origin !== location.origin || link.getAttribute("href").startsWith("#") || !isView(link.pathname)) return;
    event.preventDefault();
    go(link.pathname + link.search);
  });
}
