// Numbers, bigints and dates at the boundaries of their schemas.
import type { Check, JsonSchema } from "../../schema/json-schema.js";
import { bigintBounds, checksOf, formatBounds, numbersOf } from "./checks.js";

const plainNumbers = [
  1,
  0,
  -1,
  2,
  0.5,
  1.5,
  -0.5,
  10,
  100,
  1000,
  2 ** 31 - 1,
  2 ** 31,
  -(2 ** 31) - 1,
  2 ** 32,
  2 ** 53 - 1,
  2 ** 53,
  1e21,
  3.5e38,
  1e300,
  -1e300,
];

/** Numbers around every bound of both sides, and around every format's. */
export function numberSamples(node: JsonSchema, hints: readonly JsonSchema[]): readonly number[] {
  const all = [node, ...hints];
  const checks = all.flatMap(checksOf);
  const formats = checks.flatMap(({ format }) => (format === undefined ? [] : [formatBounds[format]]));
  const bounds = [
    ...numbersOf(checks, "gte", "gt", "lte", "lt"),
    ...all.flatMap(({ const: only, enum: listed = [] }) =>
      [only, ...listed].filter((value) => typeof value === "number"),
    ),
    ...formats.flatMap((bound) => (bound === undefined ? [] : [bound.min, bound.max])),
  ].filter(Number.isFinite);
  const steps = numbersOf(checks, "multiple_of")
    .map(Math.abs)
    .filter((step) => step > 0);
  const near = bounds.flatMap((bound) => [bound, bound - 1, bound + 1, bound - 0.5, bound + 0.5, (bound + 1) / 2]);
  const between = bounds.flatMap((one) => bounds.map((other) => (one + other) / 2));
  const start = [...near, ...between, ...plainNumbers];
  const whole = between.map(Math.floor);
  const stepped = steps.flatMap((step) =>
    [...start, 3 * step, step].flatMap((value) => [Math.floor(value / step) * step, Math.ceil(value / step) * step]),
  );
  const fine = steps.flatMap((step) => [step, 2 * step, 3 * step, 5 * step, 7 * step]);
  const values = [...new Set([1, 0, ...near, ...fine, ...stepped, ...whole, ...between, ...plainNumbers])].filter(
    Number.isFinite,
  );
  return fittingFirst(values, [node, ...hints], fitsNumber);
}

/** The same for bigints, as decimal strings. */
export function bigintSamples(node: JsonSchema, hints: readonly JsonSchema[]): readonly string[] {
  const all = [node, ...hints].filter((one) => one["x-actorgen-kind"] === "bigint");
  const checks = all.flatMap(checksOf);
  const listed = all.flatMap(({ const: only, enum: values = [] }) => [only, ...values]);
  const texts = [...checks.map(({ value }) => value), ...listed].filter((value) => typeof value === "string");
  const formats = checks.flatMap(({ format }) => (format === undefined ? [] : (bigintBounds[format] ?? [])));
  const bounds = [...texts.filter((text) => /^-?\d+$/.test(text)).map(BigInt), ...formats];
  const steps = checks.flatMap(({ check, value }) =>
    check === "multiple_of" && value !== undefined ? [BigInt(value)] : [],
  );
  const near = bounds.flatMap((bound) => [bound, bound - 1n, bound + 1n]);
  const start = [...near, 1n, 0n, -1n, 10n, 100n, 2n ** 63n - 1n, 2n ** 63n, 2n ** 64n, -(2n ** 63n) - 1n];
  const stepped = steps
    .filter((step) => step !== 0n)
    .flatMap((step) => start.flatMap((value) => [(value / step) * step, (value / step + 1n) * step]));
  const values = [...new Set([1n, 0n, ...start, ...stepped])];
  return fittingFirst(values, [node, ...hints], fitsBigint).map(String);
}

/** The same for dates, as ISO strings. */
export function dateSamples(node: JsonSchema, hints: readonly JsonSchema[]): readonly string[] {
  const texts = [node, ...hints].flatMap(checksOf).map(({ value }) => value);
  const bounds = texts.filter((text) => typeof text === "string").map((text) => Date.parse(text));
  const times = [
    ...bounds.flatMap((time) => [time, time - 1, time + 1]),
    Date.UTC(2024, 0, 1),
    0,
    -1,
    253_402_300_800_000,
    8.64e15,
  ];
  const values = [...new Set(times)].filter((time) => !Number.isNaN(new Date(time).getTime()));
  const fits = (checks: readonly Check[], time: number): boolean =>
    fitsNumber(
      checks.map((check) => ({ ...check, value: Date.parse(String(check.value)) })),
      time,
    );
  return fittingFirst(values, [node, ...hints], fits).map((time) => new Date(time).toISOString());
}

/** Those that fit all nodes first, then those that fit the first one, then the rest; otherwise in their order. */
function fittingFirst<T>(
  values: readonly T[],
  nodes: readonly JsonSchema[],
  fits: (checks: readonly Check[], value: T) => boolean,
): readonly T[] {
  const lists = nodes.map(checksOf);
  const rank = (value: T): number =>
    !fits(lists[0] ?? [], value) ? 2 : lists.every((checks) => fits(checks, value)) ? 0 : 1;
  const ranked = values.map((value) => [rank(value), value] as const);
  return [0, 1, 2].flatMap((wanted) => ranked.flatMap(([own, value]) => (own === wanted ? [value] : [])));
}

function fitsNumber(checks: readonly Check[], number: number): boolean {
  return checks.every(({ check, value, format }) => {
    const bounds = formatBounds[format ?? ""];
    if (bounds !== undefined)
      return number >= bounds.min && number <= bounds.max && (!bounds.whole || Number.isInteger(number));
    const bound = Number(value);
    if (check === "gte") return number >= bound;
    if (check === "gt") return number > bound;
    if (check === "lte") return number <= bound;
    if (check === "lt") return number < bound;
    return check !== "multiple_of" || number % bound === 0;
  });
}

function fitsBigint(checks: readonly Check[], number: bigint): boolean {
  return checks.every(({ check, value, format }) => {
    const bounds = bigintBounds[format ?? ""];
    if (bounds !== undefined) return number >= bounds[0] && number <= bounds[1];
    if (value === undefined || !/^-?\d+$/.test(String(value))) return true;
    const bound = BigInt(value);
    if (check === "gte") return number >= bound;
    if (check === "gt") return number > bound;
    if (check === "lte") return number <= bound;
    if (check === "lt") return number < bound;
    return check !== "multiple_of" || bound === 0n || number % bound === 0n;
  });
}
