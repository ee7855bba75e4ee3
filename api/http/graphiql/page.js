// Puts GraphiQL on the page, with the saved requests as its first tabs and in a pane of their own.
"use strict";

(async () => {
  const element = React.createElement;
  const answer = await fetch("/graphiql/requests.json");
  const saved = answer.ok ? await answer.json() : [];

  function variables(request) {
    return request.variables ? JSON.stringify(request.variables, null, 2) : "";
  }

  function SavedRequests() {
    const { addTab, queryEditor, variableEditor } = GraphiQL.React.useEditorContext({ nonNull: true });
    const open = (request) => {
      addTab();
      // The editors show the new tab only after this event.
      setTimeout(() => {
        queryEditor.setValue(request.query);
        variableEditor.setValue(variables(request));
      });
    };
    return element(
      "section",
      { "aria-label": "Saved requests" },
      element("div", { className: "graphiql-doc-explorer-title" }, "Saved requests"),
      ...saved.map((request) =>
        element(
          "button",
          { key: request.name, type: "button", className: "saved-request", onClick: () => open(request) },
          request.name,
          request.about ? element("small", null, request.about) : null,
        ),
      ),
    );
  }

  // GraphiQL keeps its tabs from visit to visit; only the first one needs the variables of its tab.
  const isFirstVisit = localStorage.getItem("graphiql:tabState") === null && saved.length > 0;

  const icon = () =>
    element(
      "svg",
      { viewBox: "0 0 20 20", fill: "none", stroke: "currentColor", strokeWidth: 1.5, "aria-hidden": true },
      element("path", { d: "M5 3h10v14l-5-4-5 4z" }),
    );

  ReactDOM.createRoot(document.getElementById("graphiql")).render(
    element(GraphiQL, {
      fetcher: GraphiQL.createFetcher({ url: "/graphql" }),
      defaultTabs: saved.length ? saved.map((r) => ({ query: r.query, variables: variables(r) })) : undefined,
      variables: isFirstVisit ? variables(saved[0]) : undefined,
      defaultEditorToolsVisibility: "variables",
      plugins: [{ title: "Saved requests", icon, content: SavedRequests }],
    }),
  );
})();
