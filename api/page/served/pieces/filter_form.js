// The filters and the order of a list, as a form whose state is the address.

import { addressWith, go } from "../address.js";
import { RECORDS, enumOptions, findChoices } from "../filters.js";
import { html } from "../html.js";
import { words } from "../words.js";
import { Choice, Chosen, SearchedChoice, UNNAMED } from "./choice.js";
import { Fold } from "./fold.js";

const stay = (event) => event.preventDefault();

// `names` are the filters, `known` the choices of each by records, `named` the records that the address names.
// `options` has the choices of filters that are no records and no words that all views share.
export function FilterForm({ address, names, known = {}, named = [], options = {}, orders, order, children }) {
  const called = new Map(named.filter(Boolean).map((record) => [record.id, record.name]));
  const optionsOf = (name) => options[name] ?? (RECORDS[name] ? (known[name]?.options ?? []) : enumOptions(name));
  const labelOf = (name, value) =>
    optionsOf(name).find((option) => option.value === value)?.label ?? called.get(value) ?? value;
  const choice = (name) => {
    const isLong = RECORDS[name] && known[name] && known[name].total > known[name].options.length;
    const given = { name, label: words.byName[name], address };
    return isLong
      ? html`<${SearchedChoice} key=${name} ...${given} find=${(text) => findChoices(name, text)} />`
      : html`<${Choice} key=${name} ...${given} options=${optionsOf(name)} />`;
  };
  const setOrder = (event) => go(addressWith(address, { order: event.currentTarget.value }));
  return html`<form class="filters" aria-label=${words.filters} onSubmit=${stay}>
    <${Fold} title=${words.filters} set=${[...names, ...UNNAMED].filter((name) => address.given.has(name)).length}><div class="choices">
      ${names.map(choice)}
      ${orders &&
      html`<div class="choice order-choice">
        <label for="choice-order">${words.order}</label>
        <select id="choice-order" name="order" value=${order} onChange=${setOrder}>
          ${Object.entries(orders).map(([value, label]) => html`<option key=${value} value=${value}>${label}</option>`)}
        </select>
      </div>`}
      ${children}
    </div><//>
    <${Chosen} names=${names} address=${address} label=${(name) => words.byName[name]} labels=${labelOf} />
  </form>`;
}

// Whether only opportunities are shown that nobody works on.
export function IdleTick({ address }) {
  const set = (event) => go(addressWith(address, { idle: event.currentTarget.checked ? "1" : null }));
  return html`<label class="tick">
    <input type="checkbox" name="idle" checked=${Boolean(address.given.get("idle"))} onChange=${set} />
    ${words.weave.idle}
  </label>`;
}
