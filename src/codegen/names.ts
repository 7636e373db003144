// Names that schemas may not take, because emitted code or the language has them.

/** Members of handles, connections and every object: no action may be called so. */
export const reservedActionNames: ReadonlySet<string> = new Set([
  "then",
  "catch",
  "finally",
  "on",
  "once",
  "off",
  "connect",
  "dispose",
  "ready",
  "resolve",
  "connStatus",
  "onOpen",
  "onClose",
  "onError",
  "onStatusChange",
  "onGap",
  "onContractChange",
  "onGap",
  "events",
  "withOptions",
  "key",
  "actorId",
  "id",
  "name",
  "params",
  "constructor",
  "prototype",
  "toString",
  "toLocaleString",
  "toJSON",
  "valueOf",
  "hasOwnProperty",
  "isPrototypeOf",
  "propertyIsEnumerable",
  "__defineGetter__",
  "__defineSetter__",
  "__lookupGetter__",
  "__lookupSetter__",
]);

/** Members of the emitted client: no actor may be called so. */
export const reservedActorNames: ReadonlySet<string> = new Set([
  // Their types would be named as those that emitted code imports: ActorHandle, ClientOptions, RequiredParams ...
  ..."action actor base call client concurrent optional required schema server".split(" "),
  // Their files would be types.ts, validators.ts, react.ts and testing.ts.
  ..."types validators react testing".split(" "),
  "dispose",
  "then",
  "catch",
  "finally",
  "createClient",
  "onContractChange",
  "onGap",
  "constructor",
  "prototype",
  "toString",
  "toLocaleString",
  "toJSON",
  "valueOf",
  "hasOwnProperty",
  "isPrototypeOf",
  "propertyIsEnumerable",
]);

/** Reserved words of modules in strict mode: nothing can be declared under them. */
export const reservedWords: ReadonlySet<string> = new Set([
  ..."arguments await break case catch class const continue debugger default delete do else enum eval export extends".split(
    " ",
  ),
  ..."false finally for function if implements import in instanceof interface let new null package private".split(" "),
  ..."protected public return static super switch this throw true try typeof var void while with yield".split(" "),
]);

/** Parameters that emitted signatures have already, and words that cannot be parameters. */
export const reservedArgumentNames: ReadonlySet<string> = new Set(["c", "options", ...reservedWords]);

/** What is put after an actor's name in Pascal case to name its emitted types. */
export const actorTypeSuffixes: readonly string[] = [
  ..."Handle Connection Access Events Actions Key Input Options CreateOptions Params State ConnState Auth".split(" "),
  ..."Context ActionContext ConcurrentContext Handlers Errors Types FakeTypes Descriptor Peer Peers".split(" "),
  ..."Server ServerActor ServerActions ServerContext ServerDescriptor ServerErrors ServerEvents ServerHandlers".split(
    " ",
  ),
];

/** Types that emitted code declares or uses: no exported schema may be called so. */
export const reservedTypeNames: ReadonlySet<string> = new Set([
  // Imported by emitted code.
  ..."ActionContext ActorConnection ActorContext ActorError ActorHandle ActorHandlers ActorImplementation".split(" "),
  ..."BaseClient CallOptions ConcurrentContext DeclaredError ErrorGuard EventPayload OptionalParams".split(" "),
  ..."ActorPeer FakeDescriptor RequiredParams SchemaInput SchemaOutput ServerClient UserError".split(" "),
  ..."publicContract Client ClientOptions ClientActor ServerActor createClient Convert Issue Connection Handle Access".split(
    " ",
  ),
  ..."Array ArrayBuffer Awaited BigInt Boolean DataView Date Disposable Error Exclude Extract Function Infinity".split(
    " ",
  ),
  ..."Iterable Iterator JSON JsonValue Map Math NaN NonNullable Number Object Omit Parameters Partial Pick".split(" "),
  ..."Promise PromiseLike Proxy Readonly ReadonlyArray ReadonlyMap ReadonlySet Record Reflect RegExp Required".split(
    " ",
  ),
  ..."ReturnType Set String Symbol Uint8Array URL WeakMap WeakSet globalThis undefined".split(" "),
  ..."any bigint boolean never null number object string symbol unknown void".split(" "),
]);

/** `chatRoom` to `ChatRoom`. */
export function pascalCase(name: string): string {
  return name.charAt(0).toUpperCase() + name.slice(1);
}

/** Names of the types that are emitted for an actor. */
export function actorTypeNames(actor: string): readonly string[] {
  return actorTypeSuffixes.map((suffix) => pascalCase(actor) + suffix);
}

/** Is this empty, `__proto__`, or the name of an array index, which cannot keep its place among an object's keys? */
export function isUnorderedName(name: string): boolean {
  return name === "" || name === "__proto__" || (/^(?:0|[1-9]\d*)$/.test(name) && Number(name) < 2 ** 32 - 1);
}

/** Can this be the name of a parameter? Any letters and digits of Unicode, as JavaScript allows. */
export function isIdentifier(name: string): boolean {
  return /^[\p{ID_Start}$_][\p{ID_Continue}$\u200C\u200D]*$/u.test(name);
}

/** The nearest of `names` to a misspelt one: at most a third of its letters differ, or they begin with the same three. */
export function nearestName(name: string, names: readonly string[]): string | undefined {
  const alike = names.find((candidate) => candidate.slice(0, 3).toLowerCase() === name.slice(0, 3).toLowerCase());
  const ranked = names
    .map((candidate) => ({ candidate, distance: distance(name.toLowerCase(), candidate.toLowerCase()) }))
    .sort((one, other) => one.distance - other.distance);
  const [best] = ranked;
  return best && best.distance <= Math.max(1, Math.floor(best.candidate.length / 3)) ? best.candidate : alike;
}

// Levenshtein's distance, one row at a time.
function distance(one: string, other: string): number {
  let row = Array.from({ length: other.length + 1 }, (_, index) => index);
  for (const [index, letter] of [...one].entries()) {
    const next = [index + 1];
    for (const [column, otherLetter] of [...other].entries()) {
      const replaced = (row[column] ?? 0) + (letter === otherLetter ? 0 : 1);
      next.push(Math.min(replaced, (row[column + 1] ?? 0) + 1, (next[column] ?? 0) + 1));
    }
    row = next;
  }
  return row.at(-1) ?? 0;
}
