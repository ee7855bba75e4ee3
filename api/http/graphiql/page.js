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
  const kept = JSON.parse(localStorage.getItem("graphiql:tabState"));
  const isFirstVisit = kept === null && saved.length > 0;

  // What the tab that is open asks, answered at once; what would write is left alone.
  async function openingAnswer() {
    const { query, variables } = kept ? kept.tabs[kept.activeTabIndex] : (saved[0] ?? {});
    if (!query || /^\s*(mutation|subscription)\b/m.test(query)) return undefined;
    const given = typeof variables === "string" ? JSON.parse(variables || "null") : variables;
    const response = await fetch("/graphql", {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify({ query, variables: given }),
    });
    return JSON.stringify(await response.json(), null, 2);
  }
  const response = await openingAnswer().catch(() => undefined);

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
      response,
      defaultEditorToolsVisibility: "variables",
      plugins: [{ title: "Saved requests", icon, content: SavedRequests }],
    }),
  );
})();
