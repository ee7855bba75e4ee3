// A choice in a form: a native list of few, a field that searches among many; what is chosen stands below it.

import { addressWith, go } from "../address.js";
import { html, useEffect, useRef, useState } from "../html.js";
import { words } from "../words.js";

// Filters that are not listed as chosen, as their fields show them.
export const UNNAMED = ["idle", "since", "actor"];
const PAUSE = 200; // milliseconds after the last letter until it is asked

// A native list. With one thing chosen it offers the others instead of it, or beside it.
export function Choice({ name, label, options, address, empty = words.any }) {
  const chosen = address.given.getAll(name);
  const rest = options.filter(({ value }) => !chosen.includes(value));
  const change = (event) => {
    const { value } = event.currentTarget;
    const also = value.startsWith("+");
    const values = value === "" ? null : also ? [...chosen, value.slice(1)] : value;
    go(addressWith(address, { [name]: values }));
  };
  const shown = (sign) =>
    rest.map(({ value, label }) => html`<option key=${sign + value} value=${sign + value}>${label}</option>`);
  const only = options.find(({ value }) => value === chosen[0]);
  return html`<div class=${chosen.length ? "choice set" : "choice"}>
    <label for=${`choice-${name}`}>${label}</label>
    <select id=${`choice-${name}`} name=${name} value=${chosen.length ? "=" : ""} onChange=${change}>
      <option value="">${empty}</option>
      ${chosen.length > 0 &&
      html`<option value="=">${chosen.length === 1 && only ? only.label : words.chosen(chosen.length)}</option>`}
      ${chosen.length === 0 && shown("")}
      ${chosen.length > 0 && rest.length > 0 && html`<optgroup label=${words.instead}>${shown("")}</optgroup>`}
      ${chosen.length > 0 && rest.length > 0 && html`<optgroup label=${words.also}>${shown("+")}</optgroup>`}
    </select>
  </div>`;
}

// A field that searches: `find(text)` answers with options; choosing one adds it.
export function SearchedChoice({ name, label, find, address }) {
  const [options, setOptions] = useState([]);
  const [active, setActive] = useState(-1);
  const field = useRef();
  const waiting = useRef();
  useEffect(() => () => clearTimeout(waiting.current), []);
  const chosen = address.given.getAll(name);
  const search = () => {
    clearTimeout(waiting.current);
    waiting.current = setTimeout(async () => {
      const found = await find(field.current.value.trim()).catch(() => []);
      setOptions(found.filter(({ value }) => !chosen.includes(value)));
      setActive(-1);
    }, PAUSE);
  };
  const choose = (option) => {
    field.current.value = "";
    setOptions([]);
    go(addressWith(address, { [name]: [...chosen, option.value] }));
  };
  const onKeyDown = (event) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step && options.length > 0) {
      event.preventDefault();
      setActive((active + step + options.length) % options.length);
    } else if (event.key === "Enter" && options.length > 0) {
      event.preventDefault();
      choose(options[Math.max(active, 0)]);
    } else if (event.key === "Escape") {
      setOptions([]);
    }
  };
  const list = `options-${name}`;
  return html`<div class=${chosen.length ? "choice set" : "choice"}>
    <label for=${`choice-${name}`}>${label}</label>
      <input ref=${field} id=${`choice-${name}`} type="text" role="combobox" autocomplete="off" placeholder=${words.typeToFind}
        aria-expanded=${options.length > 0 ? "true" : "false"} aria-controls=${list} aria-autocomplete="list"
        aria-activedescendant=${active >= 0 ? `${list}-${active}` : null}
        onInput=${search} onFocus=${search} onKeyDown=${onKeyDown} onBlur=${() => setTimeout(() => setOptions([]), PAUSE)} />
    <ul id=${list} role="listbox" aria-label=${label} hidden=${options.length === 0}>
      ${options.map(
        (option, place) =>
          html`<li key=${option.value} id=${`${list}-${place}`} role="option" aria-selected=${place === active ? "true" : "false"}
            onMouseDown=${() => choose(option)}><bdi>${option.label}</bdi></li>`,
      )}
    </ul>
  </div>`;
}

// What is chosen in a form, each with a button that takes it away. `labels` finds the name of a value.
export function Chosen({ names, address, label, labels }) {
  const items = names.flatMap((name) => address.given.getAll(name).map((value) => ({ name, value })));
  if (items.length === 0) return null;
  const without = ({ name, value }) =>
    addressWith(address, { [name]: address.given.getAll(name).filter((other) => other !== value) });
  return html`<ul class="chosen">
    ${items.map((item) => {
      const text = labels(item.name, item.value);
      return html`<li key=${item.name + item.value}>
        <span>${label(item.name)}:</span> <bdi>${text}</bdi>
        <button type="button" aria-label=${words.remove(text)} onClick=${() => go(without(item))}>×</button>
      </li>`;
    })}
    <li><button type="button" class="plain" onClick=${() => go(addressWith(address, Object.fromEntries([...names, ...UNNAMED].map((name) => [name, null]))))}>${words.clear}</button></li>
  </ul>`;
}
