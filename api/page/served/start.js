// Starts the page: its header, and the view that the address means.

import { followLinks, useAddress } from "./address.js";
import { html } from "./html.js";
import { render } from "./vendored/preact.js";
import { viewAt, views } from "./views.js";
import { words } from "./words.js";

function Header({ path }) {
  return html`<header class="top">
    <a class="mark" href="/weave"><img src="/page/icon.svg" alt="" width="28" height="28" />${words.product}</a>
    <nav aria-label=${words.views}>
      <ul>
        ${views
          .filter((view) => view.name)
          .map(
            (view) =>
              html`<li key=${view.path}><a href=${view.path} aria-current=${view.pattern.test(path) ? "page" : null}>${view.name}</a></li>`,
          )}
      </ul>
    </nav>
  </header>`;
}

function Page() {
  const address = useAddress();
  const { View, id } = viewAt(address.path);
  return html`<a class="skip" href="#content">${words.skip}</a>
    <${Header} path=${address.path} />
    <${View} key=${address.path} address=${address} id=${id} />`;
}

const root = document.getElementById("page");
root.textContent = "";
render(html`<${Page} />`, root);
followLinks((path) => viewAt(path) !== null);
