// Where the dots of the matrix lie: between effort and value, none over another.

const WIDE = { wide: 640, high: 540, share: 1 };
const NARROW = { wide: 330, high: 470, share: 0.75 }; // on a telephone, where all is shown at about its size
export const EDGE = 22; // room for dots on the border
const MOST_EFFORT = 5;
const MOST_VALUE = 100;
const LOWEST = 40; // value at the lower border, unless one is lower
const STEP = 3; // between places that are tried for a dot
const FAR = 80; // steps away that are tried at most
const GAP = 1.5;
const FEWEST = 4; // journeys that the largest dot stands for, at least

// Places beside a dot's own, nearest first; rather along the effort than along the value.
const ASIDE = [];
for (let x = -FAR; x <= FAR; x += 1) {
  for (let y = -FAR / 2; y <= FAR / 2; y += 1) ASIDE.push({ x: x * STEP, y: y * STEP, far: Math.hypot(x, 2 * y) });
}
ASIDE.sort((a, b) => a.far - b.far);

// The size and the scales of a field that all these opportunities fit in.
export function fieldOf(opportunities, isNarrow) {
  const { wide, high, share } = isNarrow ? NARROW : WIDE;
  const low = Math.min(LOWEST, ...opportunities.map(({ value }) => 10 * Math.floor((value - 1) / 10)));
  const most = Math.max(FEWEST, ...opportunities.map(({ reach }) => reach.journeys));
  return {
    wide,
    high,
    low,
    most,
    x: (effort) => EDGE + (effort / MOST_EFFORT) * (wide - 2 * EDGE),
    y: (value) => EDGE + ((MOST_VALUE - value) / (MOST_VALUE - low)) * (high - 2 * EDGE),
    radius: (journeys) => Math.sqrt(share * (72 + (150 * journeys) / most)),
  };
}

const isInside = ({ wide, high }, { x, y }, radius) => x >= radius && x <= wide - radius && y >= radius && y <= high - radius;

// Each opportunity with its number and the place of its dot, as near as can be to where it belongs.
export function placedDots(opportunities, field) {
  const dots = [];
  for (const [place, of] of opportunities.entries()) {
    const own = { x: field.x(of.effort), y: field.y(of.value) };
    const radius = field.radius(of.reach.journeys);
    const isFree = (at) => isInside(field, at, radius) && dots.every((dot) => Math.hypot(dot.x - at.x, dot.y - at.y) >= dot.radius + radius + GAP);
    const aside = ASIDE.find((by) => isFree({ x: own.x + by.x, y: own.y + by.y })) ?? { x: 0, y: 0 };
    dots.push({ of, number: place + 1, radius, x: own.x + aside.x, y: own.y + aside.y });
  }
  return dots;
}
