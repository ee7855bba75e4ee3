// How a number, a day and a time are written, with the digits that reports write.

export const NOTHING = "–";

// Times ten to the shift, at most so many decimals, thousands apart, a true minus sign. Halves go away from zero, as in workbooks.
export function numberText(value, digits = 2, isFixed = false, shift = 0) {
  const size = Math.abs(value);
  const scaled = size < 1e-6 ? 0 : Math.round(Number(`${size}e${digits + shift}`));
  const [whole, decimals = ""] = (scaled / 10 ** digits).toFixed(digits).split(".");
  const kept = isFixed ? decimals : decimals.replace(/0+$/, "");
  const text = whole.replace(/\B(?=(\d{3})+$)/g, ",") + (kept ? `.${kept}` : "");
  return value < 0 && scaled ? `−${text}` : text;
}

export const wholeText = (value) => numberText(value, 0);
export const shareText = (value) => `${numberText(value, 1, false, 2)} %`;

const signed = (value, text) => (value > 0 && text !== "0" ? `+${text}` : text);

// A difference between two shares is in points, between two other numbers a number; both with their sign.
export function changeText(value, unit) {
  const isShare = unit === "share";
  const text = signed(value, isShare ? numberText(value, 1, false, 2) : numberText(value));
  return isShare ? `${text} points` : text;
}

const CURRENCIES = Intl.supportedValuesOf("currency");

// A value of a metric: per cent for shares, money as such, else the number and its unit.
export function measuredText(value, unit) {
  if (unit === "share") return shareText(value);
  if (CURRENCIES.includes(unit)) return moneyText(value, unit);
  return unit ? `${numberText(value)} ${unit}` : numberText(value);
}

// An amount of money, with cents where it has some and is below 1,000.
export function moneyText(amount, currency) {
  const isWhole = Math.abs(amount) >= 1000 || Number.isInteger(amount);
  const text = numberText(amount, isWhole ? 0 : 2, true);
  return currency && currency !== "XXX" ? `${text} ${currency}` : text;
}

export const dayText = (day) => day.slice(0, 10);
export const momentText = (moment) => `${moment.slice(0, 10)} ${moment.slice(11, 16)}`;

// How long something takes, in the two largest units that say it.
export function durationText(seconds) {
  const units = [["d", 86400], ["h", 3600], ["min", 60], ["s", 1]];
  const parts = [];
  let rest = seconds;
  for (const [unit, size] of units) {
    const count = Math.floor(rest / size);
    rest -= count * size;
    if (count && parts.length < 2) parts.push(`${wholeText(count)} ${unit}`);
  }
  return parts.join(" ") || "0 s";
}
