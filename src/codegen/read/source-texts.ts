// The texts of all schema files: finds the place and the doc comment of a path that begins with an export's name.
import type { SourceModule } from "../source-module.js";
import type { Place } from "./findings.js";
import type { Docs } from "./lowering.js";
import { indexSource, type SourceIndex } from "./source-index.js";

/** Parses each file when it is first asked about. */
export class SourceTexts {
  readonly #texts: ReadonlyMap<string, string | undefined>;
  readonly #sources: ReadonlyMap<string, string>;
  readonly #indexes = new Map<string, SourceIndex>();

  /** `sources` says which file each exported name comes from. */
  constructor(modules: readonly SourceModule[], sources: ReadonlyMap<string, string>) {
    this.#texts = new Map(modules.map((module) => [module.source, module.text]));
    this.#sources = sources;
  }

  /** What the comment in front of this part of a definition says. Nothing where there is no text. */
  docs(path: readonly string[]): Docs {
    return this.#index(path)?.docs(path) ?? {};
  }

  /** Where this part of a definition stands, or the nearest part around it. */
  locate(path: readonly string[]): Place | undefined {
    const file = this.#sources.get(path[0] ?? "");
    return file === undefined ? undefined : this.placeIn(file, path);
  }

  /** The same in a file that is known. */
  placeIn(file: string, path: readonly string[]): Place {
    return { file, ...this.#indexOf(file)?.position(path) };
  }

  #index(path: readonly string[]): SourceIndex | undefined {
    const source = this.#sources.get(path[0] ?? "");
    return source === undefined ? undefined : this.#indexOf(source);
  }

  #indexOf(source: string): SourceIndex | undefined {
    const known = this.#indexes.get(source);
    const text = this.#texts.get(source);
    if (known !== undefined || text === undefined) return known;
    const index = parsedOf(source, text);
    this.#indexes.set(source, index);
    return index;
  }
}

// The last text of each file, as a watcher reads most of them again and again.
const parsed = new Map<string, { readonly text: string; readonly index: SourceIndex }>();
const mostParsed = 5_000;

function parsedOf(source: string, text: string): SourceIndex {
  const last = parsed.get(source);
  if (last?.text === text) return last.index;
  const index = indexSource(source, text);
  if (parsed.size >= mostParsed) parsed.clear();
  parsed.set(source, { text, index });
  return index;
}
