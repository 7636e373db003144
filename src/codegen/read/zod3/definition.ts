// The one place that gives Zod 3's definitions their types. Zod itself types them as `any`.
import type { ZodTypeAny } from "zod/v3";

/** A schema of Zod 3. */
export type Schema3 = ZodTypeAny;

interface Limit {
  readonly value: number;
  readonly message?: string;
}

/** A check of a string, number, bigint or date, told apart by `kind`. */
export interface Check3 {
  readonly kind: string;
  readonly value?: number | bigint | string | undefined;
  readonly inclusive?: boolean | undefined;
  readonly message?: string | undefined;
  readonly regex?: RegExp | undefined;
  readonly position?: number | undefined;
  readonly version?: "v4" | "v6" | undefined;
  readonly alg?: string | undefined;
  readonly offset?: boolean | undefined;
  readonly local?: boolean | undefined;
  readonly precision?: number | null | undefined;
}

interface Wrapper<Name extends string> {
  readonly typeName: Name;
  readonly innerType: Schema3;
}

/** The definition of a schema, told apart by `typeName`. */
export type Definition =
  | {
      readonly typeName: "ZodString" | "ZodNumber" | "ZodBigInt" | "ZodDate";
      readonly checks: readonly Check3[];
      readonly coerce?: boolean;
    }
  | { readonly typeName: "ZodBoolean"; readonly coerce?: boolean }
  | { readonly typeName: "ZodNull" | "ZodUndefined" | "ZodVoid" | "ZodAny" | "ZodUnknown" | "ZodNever" | "ZodNaN" }
  | { readonly typeName: "ZodSymbol" | "ZodFunction" | "ZodPromise" }
  | { readonly typeName: "ZodLiteral"; readonly value: unknown }
  | { readonly typeName: "ZodEnum"; readonly values: readonly string[] }
  | { readonly typeName: "ZodNativeEnum"; readonly values: Readonly<Record<string, string | number>> }
  | {
      readonly typeName: "ZodObject";
      readonly shape: () => Readonly<Record<string, Schema3>>;
      readonly catchall: Schema3;
      readonly unknownKeys: "strip" | "strict" | "passthrough";
    }
  | {
      readonly typeName: "ZodArray";
      readonly type: Schema3;
      readonly exactLength: Limit | null;
      readonly minLength: Limit | null;
      readonly maxLength: Limit | null;
    }
  | {
      readonly typeName: "ZodSet";
      readonly valueType: Schema3;
      readonly minSize: Limit | null;
      readonly maxSize: Limit | null;
    }
  | { readonly typeName: "ZodMap" | "ZodRecord"; readonly keyType: Schema3; readonly valueType: Schema3 }
  | { readonly typeName: "ZodTuple"; readonly items: readonly Schema3[]; readonly rest: Schema3 | null }
  | { readonly typeName: "ZodUnion"; readonly options: readonly Schema3[] }
  | {
      readonly typeName: "ZodDiscriminatedUnion";
      readonly discriminator: string;
      readonly options: readonly Schema3[];
      readonly optionsMap: ReadonlyMap<unknown, Schema3>;
    }
  | { readonly typeName: "ZodIntersection"; readonly left: Schema3; readonly right: Schema3 }
  | Wrapper<"ZodOptional" | "ZodNullable" | "ZodReadonly">
  | (Wrapper<"ZodDefault"> & { readonly defaultValue: () => unknown })
  | (Wrapper<"ZodCatch"> & { readonly catchValue: (context: { error: unknown; input: unknown }) => unknown })
  | { readonly typeName: "ZodLazy"; readonly getter: () => Schema3 }
  | { readonly typeName: "ZodBranded"; readonly type: Schema3 }
  | {
      readonly typeName: "ZodEffects";
      readonly schema: Schema3;
      readonly effect: {
        readonly type: "refinement" | "transform" | "preprocess";
        readonly refinement?: unknown;
        readonly transform?: unknown;
      };
    }
  | { readonly typeName: "ZodPipeline"; readonly in: Schema3; readonly out: Schema3 };

/** Is this a Zod 3 schema? Zod 4's have `_zod` as well as `_def`. */
export function isZod3(value: unknown): value is Schema3 {
  return (
    typeof value === "object" && value !== null && !("_zod" in value) && "_def" in value && hasTypeName(value._def)
  );
}

function hasTypeName(definition: unknown): boolean {
  return typeof definition === "object" && definition !== null && "typeName" in definition;
}

/** The definition of a schema. */
export function definitionOf(schema: Schema3): Definition {
  return schema._def;
}
