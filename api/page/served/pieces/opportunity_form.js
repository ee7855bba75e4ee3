// The filters and the order of a list of opportunities, as a form whose state is the address.

import { addressWith, go } from "../address.js";
import { html } from "../html.js";
import { FILTERS, RECORDS, enumOptions, findChoices } from "../opportunity_filters.js";
import { words } from "../words.js";
import { Choice, Chosen, SearchedChoice } from "./choice.js";
import { Fold } from "./fold.js";

// `known` are the choices of each filter by records, `named` the records that the address names.
export function OpportunityForm({ address, known, named, orders, order, children }) {
  const names = new Map(named.filter(Boolean).map((record) => [record.id, record.name]));
  const optionsOf = (name) => (RECORDS[name] ? (known[name]?.options ?? []) : enumOptions(name));
  const labelOf = (name, value) =>
    optionsOf(name).find((option) => option.value === value)?.label ?? names.get(value) ?? value;
  const choice = (name) => {
    const isLong = RECORDS[name] && known[name] && known[name].total > known[name].options.length;
    const label = words.byName[name];
    return isLong
      ? html`<${SearchedChoice} key=${name} name=${name} label=${label} address=${address} find=${(text) => findChoices(name, text)} />`
      : html`<${Choice} key=${name} name=${name} label=${label} address=${address} options=${optionsOf(name)} />`;
  };
  const setOrder = (event) => go(addressWith(address, { order: event.currentTarget.value }));
  const setIdle = (event) => go(addressWith(address, { idle: event.currentTarget.checked ? "1" : null }));
  return html`<form class="filters" aria-label=${words.filters} onSubmit=${(event) => event.preventDefault()}>
    <${Fold} title=${words.filters} set=${FILTERS.filter((name) => address.given.has(name)).length}><div class="choices">
      ${FILTERS.map(choice)}
      <div class="choice">
        <label for="choice-order">${words.order}</label>
        <select id="choice-order" name="order" value=${order} onChange=${setOrder}>
          ${Object.entries(orders).map(([value, label]) => html`<option key=${value} value=${value}>${label}</option>`)}
        </select>
      </div>
      <label class="tick">
        <input type="checkbox" name="idle" checked=${Boolean(address.given.get("idle"))} onChange=${setIdle} />
        ${words.weave.idle}
      </label>
      ${children}
    </div><//>
    <${Chosen} names=${FILTERS} address=${address} label=${(name) => words.byName[name]} labels=${labelOf} />
  </form>`;
}
