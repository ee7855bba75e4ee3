// The one way to the data: a document of the page asked of /graphql.

import { documents } from "./documents.js";
import { useEffect, useRef, useState } from "./html.js";
import { words } from "./words.js";

const KEPT = 20; // answers shown at once when somebody comes back, while they are asked again
const answers = new Map();

// The answer of a document: `data`, and what went wrong in parts of it. Throws where there is no data.
export async function ask(name, variables, signal) {
  let answer;
  try {
    const response = await fetch("/graphql", {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify({ query: documents[name], variables }),
      signal,
    });
    answer = await response.json();
  } catch (error) {
    if (signal?.aborted) throw error;
    throw new Error(words.unreachable);
  }
  if (!answer.data) throw new Error(answer.errors?.map((error) => error.message).join(" ") || words.unreachable);
  return { data: answer.data, problems: (answer.errors ?? []).map((error) => error.message) };
}

function keepAnswer(key, answer) {
  answers.delete(key);
  answers.set(key, answer);
  if (answers.size > KEPT) answers.delete(answers.keys().next().value);
}

// What a document answers: `data` (that of the question before it while `busy`), `problems`, `again` to retry.
export function useAnswer(name, variables) {
  const key = `${name} ${JSON.stringify(variables)}`;
  const [state, setState] = useState({ key: null, data: null, problems: [] });
  const [attempt, setAttempt] = useState(0);
  const latest = useRef();
  latest.current = key;
  useEffect(() => {
    const stop = new AbortController();
    if (answers.has(key)) setState({ key: null, ...answers.get(key) });
    ask(name, variables, stop.signal).then(
      (answer) => {
        keepAnswer(key, answer);
        if (latest.current === key) setState({ key, ...answer });
      },
      (error) => {
        if (!stop.signal.aborted && latest.current === key)
          setState((before) => ({ key, data: before.data, problems: [error.message] }));
      },
    );
    return () => stop.abort();
  }, [key, attempt]);
  const again = () => {
    setState((before) => ({ ...before, key: null, problems: [] }));
    setAttempt(attempt + 1);
  };
  return { data: state.data, problems: state.problems, busy: state.key !== key, again };
}
