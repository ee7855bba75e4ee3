// The future twin of a journey: its steps, each with what it replaces, or that it is new.

import { html } from "../html.js";
import { words } from "../words.js";
import { RecordLink } from "./record_link.js";
import { Value } from "./value.js";

const own = words.board;

export function Future({ of }) {
  const heading = `future-${of.id}`;
  return html`<section class="future" aria-labelledby=${heading}>
    <h2 id=${heading}>${own.future}: <${RecordLink} of=${of} /> ${of.experience !== null && html`<${Value} of=${of.experience} />`}</h2>
    <ol>
      ${of.phases.map(
        (phase) =>
          html`<li key=${phase.id}>
            <h3><bdi>${phase.name}</bdi></h3>
            <ul>
              ${phase.steps.map(
                (step) =>
                  html`<li key=${step.id}>
                    <${RecordLink} of=${step} /> ${step.experience !== null && html`<${Value} of=${step.experience} />`}
                    <small>${step.replaces.nodes.length === 0 ? own.isNew : html`${own.replaces} ${step.replaces.nodes.map((old, place) => html`${place > 0 && ", "}<${RecordLink} key=${old.id} of=${old} />`)}`}</small>
                  </li>`,
              )}
            </ul>
          </li>`,
      )}
    </ol>
  </section>`;
}
