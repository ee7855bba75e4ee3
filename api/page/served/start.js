// Starts the page: its header, and the view that the address means.

import { followLinks, useAddress } from "./address.js";
import { html } from "./html.js";
import { render } from "./vendored/preact.js";
import { reports, viewAt, views } from "./views.js";
import { SearchBox, focusOnSlash } from "./views/search.js";
import { words } from "./words.js";

function Header({ address }) {
  const { path } = address;
  return html`<header class="top">
    <a class="mark" href="/weave"><img src="/page/icon.svg" alt="" width="28" height="28" />${words.product}</a>
    <nav aria-label=${words.views}>
      <ul>
        ${[...views, reports]
          .filter((view) => view.name)
          .map(
            (view) =>
              html`<li key=${view.path}><a href=${view.path} aria-current=${view.pattern.test(path) ? "page" : null}>${view.name}</a></li>`,
          )}
      </ul>
    </nav>
    <${SearchBox} address=${address} />
  </header>`;
}

function Page() {
  const address = useAddress();
  const view = viewAt(address.path);
  return html`<a class="skip" href="#content">${words.skip}</a>
    <${Header} address=${address} />
    ${view && html`<${view.View} key=${address.path} address=${address} id=${view.id} />`}`;
}

// What the server wrote as a page of its own stays below the header.
const root = document.getElementById("page");
const written = root.querySelector("main.written");
root.textContent = "";
if (written) root.after(written);
render(html`<${Page} />`, root);
followLinks((path) => viewAt(location.pathname) !== null && viewAt(path) !== null);
focusOnSlash();
