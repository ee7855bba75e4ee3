// The one way to the data: a document of the page asked of /graphql.

import { documents } from "./documents.js";
import { useEffect, useRef, useState } from "./html.js";
import { words } from "./words.js";

const KEPT = 20; // answers shown at once when somebody comes back, while they are asked again
const PAUSE = 2000; // milliseconds until what was not ready in time is asked for once more
const answers = new Map();

// Why there is no data; `isLate` where it was not ready in time.
function failure(errors) {
  const isLate = errors.some(({ extensions }) => extensions?.code === "TIMEOUT");
  const told = isLate ? words.late : errors.map(({ message }) => message).join(" ");
  return Object.assign(new Error(told || words.unreachable), { isLate });
}

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
  if (!answer.data) throw failure(answer.errors ?? []);
  return { data: answer.data, problems: (answer.errors ?? []).map((error) => error.message) };
}

function keepAnswer(key, answer) {
  answers.delete(key);
  answers.set(key, answer);
  if (answers.size > KEPT) answers.delete(answers.keys().next().value);
}

// The answer of a document, asked for once more where it was not ready in time; then `onLate` is called.
async function askPatiently(name, variables, signal, onLate) {
  try {
    return await ask(name, variables, signal);
  } catch (error) {
    if (!error.isLate) throw error;
    onLate();
    await new Promise((resolve) => setTimeout(resolve, PAUSE));
    return ask(name, variables, signal);
  }
}

// What a document answers: `data` (that of the question before it while `busy`), `problems`, `again` to retry;
// `isLate` while it takes longer than usual.
export function useAnswer(name, variables) {
  const key = `${name} ${JSON.stringify(variables)}`;
  const [state, setState] = useState({ key: null, data: null, problems: [] });
  const [attempt, setAttempt] = useState(0);
  const latest = useRef();
  latest.current = key;
  useEffect(() => {
    const stop = new AbortController();
    if (answers.has(key)) setState({ key: null, ...answers.get(key) });
    const onLate = () => setState((before) => (latest.current === key ? { ...before, late: key } : before));
    askPatiently(name, variables, stop.signal, onLate).then(
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
  const busy = state.key !== key;
  return { data: state.data, problems: state.problems, busy, isLate: busy && state.late === key, again };
}
