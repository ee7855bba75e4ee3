// The records that a record is linked to, by the name of the link, where no other part of its card shows them.

import { html } from "../html.js";
import { linksIn } from "../record_kinds.js";
import { fieldWords } from "../words.js";
import { RecordList } from "./record_link.js";
import { workLists } from "./work.js";

// Whether a part of the card that was made for a link shows it, told by what that part asks of it.
function isShown(record, name, value) {
  const first = value.edges?.[0]?.node ?? value.nodes?.[0] ?? value;
  switch (name) {
    case "team":
    case "place":
      return true;
    case "phase":
      return Boolean(record.place);
    case "source":
      return record.__typename === "Quote";
    case "insights":
      return first.impact !== undefined;
    case "quotes":
      return first.source !== undefined;
    case "metrics":
      return record.metricReadings !== undefined;
    default:
      return Boolean(first.place) || workLists(record).includes(name);
  }
}

export function LinkLists({ data: { record }, label, region }) {
  const lists = linksIn(label, region).map((name) => ({ name, value: record[name] }));
  return lists
    .filter(({ value }) => value && (value.id || (value.nodes ?? value.edges ?? value).length > 0))
    .filter(({ name, value }) => !isShown(record, name, value))
    .map(
      ({ name, value }) =>
        html`<div key=${name}>
          <h3>${fieldWords(name)}</h3>
          <${RecordList} of=${value.id ? [value] : value} />
        </div>`,
    );
}
