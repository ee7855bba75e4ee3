// The documents that the page asks with, and the kinds of record there are; the server makes both of its model.

const answer = await fetch("/page/documents.json");
export const { documents, kinds } = await answer.json();
