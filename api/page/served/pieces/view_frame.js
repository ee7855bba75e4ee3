// What every view has: its name as heading and title, whether it is still loading, and what went wrong.

import { html, useEffect, useRef, useState } from "../html.js";
import { words } from "../words.js";

let opened = false; // the first view leaves the focus where the browser puts it

export function ViewFrame({ title, above, beside, busy, isLate, problems = [], again, wide, children }) {
  const heading = useRef();
  const [told, setTold] = useState("");
  useEffect(() => {
    document.title = title ? `${title} – ${words.product}` : words.product;
  }, [title]);
  // What a narrowed list holds now is told to those who do not see it; not within what is busy, which is not read out.
  useEffect(() => {
    setTold(isLate ? words.preparing : busy ? words.loading : (heading.current.closest(".heading").querySelector(".totals")?.textContent ?? ""));
  });
  useEffect(() => {
    if (opened) {
      heading.current.focus({ preventScroll: true });
      scrollTo(0, 0);
    }
    opened = true;
  }, []);
  return html`<main id="content" tabindex="-1" aria-busy=${busy ? "true" : "false"} class=${wide ? "wide" : null}>
    <div class="heading">
      <div>
        ${above && html`<p class="above">${above}</p>`}
        <h1 ref=${heading} tabindex="-1"><bdi>${title ?? (problems.length > 0 ? words.failed : words.loading)}</bdi></h1>
      </div>
      ${beside}
    </div>
    ${isLate && html`<p class="note">${words.preparing}</p>`}
    ${problems.length > 0 &&
    html`<div class="problems" role="alert">
      ${problems.map((problem) => html`<p>${problem}</p>`)}
      <button type="button" onClick=${again}>${words.again}</button>
    </div>`}
    ${children}
  </main>
  <p role="status" class="unseen">${told}</p>`;
}

// Links to the regions of a long view: `[name, text]` of each.
export const Contents = ({ of }) =>
  html`<nav class="ways contents" aria-label=${words.contents}>${of.map(([name, text]) => html`<a key=${name} href=${`#region-${name}`}>${text}</a>`)}</nav>`;

// What stands in place of a record that there is not.
export function Unknown(answer) {
  return html`<${ViewFrame} title=${words.unknown} ...${answer}><p>${words.unknownAbout}</p><//>`;
}
