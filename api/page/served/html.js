// What every module draws with: templates of Preact, and its hooks.

import { h } from "./vendored/preact.js";
import htm from "./vendored/htm.js";

export const html = htm.bind(h);
export { useEffect, useLayoutEffect, useMemo, useRef, useState } from "./vendored/hooks.js";
