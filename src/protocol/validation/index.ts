// Entry `actorgen/validation`: the small functions that generated validators share. Not meant to be called by hand.
export { maxIssues, type Convert, type Issue } from "../issue.js";
export { maxDepth } from "../codec.js";
export {
  at,
  boolean,
  endedChecks,
  endsChecks,
  goesNoFurther,
  keep,
  notOneOf,
  oneOf,
  onlyChecksFailed,
  prefix,
  report,
  tooDeep,
  wrongType,
  type Key,
} from "./report.js";
export { hasKeys, isArray, isObject } from "./guards.js";
export { defined, own, set, withoutPrototype } from "./own-fields.js";
export { beyond, lengthBeyond, sizeBeyond, type Bound } from "./bounds.js";
export {
  aborting,
  codePoints,
  exactLength,
  exactSize,
  lengthOf,
  maxLength,
  maxSize,
  minLength,
  minSize,
  runChecks,
  type Check,
} from "./checks.js";
export { saying, worded } from "./messages.js";
export { format, matches, part, pattern, sizedString, string, templateLiteral, test, text, upTo } from "./strings.js";
export { canParse, isBase64, isBase64url, isCidrv6, isCreditCard, isIban, isIpv6 } from "./formats.js";
export { isUuid, spelledOut, uuid } from "./uuids.js";
export { slugify, url, type UrlRules } from "./urls.js";
export { isJwt } from "./jwt.js";
export { boundedNumber, gt, gte, int, integer, isMultiple, lt, lte, multipleOf, number, numeric } from "./numbers.js";
export { readCheckedDate, readDate, writeDate } from "./dates.js";
export {
  checkWord,
  readBigint,
  readBigintOf,
  readBytes,
  readNan,
  readWord,
  writeBigint,
  writeBigintOf,
  writeBytes,
  writeNan,
  writeWord,
  type Words,
} from "./wire-kinds.js";
export { afterItems, array, isArgs, oversized, tupleLength, withoutTail } from "./arrays.js";
export { catchall, unknownKeys, unrecognized, writeLoose } from "./objects.js";
export { isRecord, listedRecord, numericRecord, record } from "./records.js";
export { readMap, readSet, writeMap, writeSet, type SizeChecks } from "./maps.js";
export { enter, leave, maxAttempts } from "./effort.js";
export { attempt, exclusive, noOption, union, type Option } from "./unions.js";
export { intersection } from "./intersections.js";
export { json, onlyJson, readJson } from "./json.js";
export { decimalMultipleOf, isDecimalMultiple, isObject3, isUrlSafeJwt, units, wholeNumber } from "./zod3.js";
