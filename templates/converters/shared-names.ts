// The names that `actorgen/validation` exports, so that no local of emitted code hides one.

/** Held against the entry itself by a test. */
export const sharedNames: ReadonlySet<string> = new Set(
  (
    "aborting afterItems array at attempt beyond boolean boundedNumber canParse catchall checkWord codePoints " +
    "decimalMultipleOf defined endedChecks endsChecks enter exactLength exactSize exclusive format " +
    "goesNoFurther gt gte hasKeys int integer intersection isArray isArgs isBase64 isBase64url isCidrv6 isCreditCard " +
    "isDecimalMultiple isIban isIpv6 isJwt isMultiple isObject isObject3 isRecord isUrlSafeJwt isUuid json keep leave lengthBeyond lengthOf " +
    "listedRecord lt lte matches maxAttempts maxDepth maxIssues maxLength maxSize minLength minSize " +
    "multipleOf noOption notOneOf number numeric numericRecord oneOf onlyChecksFailed onlyJson " +
    "oversized own part pattern prefix readBigint readBigintOf readBytes readCheckedDate readDate readJson " +
    "readMap readNan readSet readWord record report runChecks saying set sizeBeyond sizedString slugify spelledOut " +
    "string templateLiteral test text tooDeep tupleLength union units unknownKeys unrecognized upTo url uuid " +
    "wholeNumber withoutPrototype withoutTail worded writeBigint writeBigintOf writeBytes writeDate " +
    "writeLoose writeMap writeNan writeSet writeWord wrongType"
  ).split(" "),
);
