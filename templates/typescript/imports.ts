// Import statements of one emitted file, collected while its body is printed.

/** Collects names by module and prints sorted import statements. */
export class Imports {
  readonly #modules = new Map<string, Map<string, boolean>>();

  /** Asks for a type, which leaves no import at run time. Returns the name. */
  type(module: string, name: string): string {
    const names = this.#names(module);
    if (!names.has(name)) names.set(name, true);
    return name;
  }

  /** Asks for a value. Returns the name. */
  value(module: string, name: string): string {
    this.#names(module).set(name, false);
    return name;
  }

  /** The statements: packages first, then relative modules, each sorted. */
  text(): string {
    const rank = (module: string): string => (module.startsWith(".") ? `1${module}` : `0${module}`);
    return [...this.#modules]
      .sort(([a], [b]) => (rank(a) < rank(b) ? -1 : 1))
      .map(([module, names]) => statement(module, names))
      .join("");
  }

  #names(module: string): Map<string, boolean> {
    const names = this.#modules.get(module) ?? new Map<string, boolean>();
    this.#modules.set(module, names);
    return names;
  }
}

function statement(module: string, names: ReadonlyMap<string, boolean>): string {
  const sorted = [...names].sort(([a], [b]) => (a < b ? -1 : 1));
  const onlyTypes = sorted.every(([, isType]) => isType);
  const list = sorted.map(([name, isType]) => (isType && !onlyTypes ? `type ${name}` : name));
  return `import ${onlyTypes ? "type " : ""}{ ${list.join(", ")} } from ${JSON.stringify(module)};\n`;
}
