// Finds the handlers of an implementation in a source text. The only file that imports ts-morph, which takes most of a second to load.
import {
  Node,
  Project,
  SyntaxKind,
  type CallExpression,
  type Expression,
  type ObjectLiteralElementLike,
  type ObjectLiteralExpression,
  type SourceFile,
  type VariableDeclaration,
} from "ts-morph";
import type { ObjectText } from "./object-text.js";

/** An object of handlers in the text. */
export interface HandlersText extends ObjectText {
  /** Does its place tell the compiler what its members' parameters are? */
  readonly isTyped: boolean;
}

/** Something that the text alone does not tell. */
export interface Unclear {
  readonly unclear: string;
  readonly at: number;
}

/** One call of `implement<Actor>` in a text. */
export interface ImplementCall {
  readonly at: number;
  readonly handlers: HandlersText | Unclear;
  /** Undefined when the handlers have no `actions`, or are unclear. */
  readonly actions: HandlersText | Unclear | undefined;
}

/** What a text holds: its calls, or where it does not parse. */
export type Located =
  { readonly calls: readonly ImplementCall[] } | { readonly syntaxError: string; readonly at: number };

/** Finds the calls of `functionName`, also under another local name and as a member of a namespace. */
export function locate(path: string, text: string, functionName: string): Located {
  const file = parse(path, text);
  const [error] = file.getProject().getProgram().getSyntacticDiagnostics(file);
  if (error !== undefined) {
    const message = error.getMessageText();
    return {
      syntaxError: typeof message === "string" ? message : message.getMessageText(),
      at: error.getStart() ?? 0,
    };
  }
  const names = new Set([functionName, ...localNames(file, functionName)]);
  const isCalled = (call: CallExpression): boolean => {
    const callee = call.getExpression();
    return Node.isPropertyAccessExpression(callee)
      ? callee.getName() === functionName
      : Node.isIdentifier(callee) && names.has(callee.getText());
  };
  const isScript = /\.[cm]?jsx?$/.test(path);
  const calls = file.getDescendantsOfKind(SyntaxKind.CallExpression).filter(isCalled);
  return { calls: calls.map((call) => describe(call, isScript)) };
}

/** The object that a JSON text is, or the one under a name in it; undefined where there is none. */
export function locateJson(text: string, name?: string): ObjectText | undefined {
  const [statement] = parse("file.json", text).getStatements();
  const root = Node.isExpressionStatement(statement) ? statement.getExpression() : undefined;
  if (!Node.isObjectLiteralExpression(root)) return undefined;
  if (name === undefined) return objectText(root, true);
  const member = root.getProperties().find((property) => nameOf(property) === name);
  const value = Node.isPropertyAssignment(member) ? member.getInitializer() : undefined;
  return Node.isObjectLiteralExpression(value) ? objectText(value, true) : undefined;
}

function parse(path: string, text: string): SourceFile {
  const compilerOptions = { allowJs: true, noLib: true, resolveJsonModule: true };
  const project = new Project({ useInMemoryFileSystem: true, skipLoadingLibFiles: true, compilerOptions });
  const ending = /\.[cm]?[jt]sx?$|\.json$/.exec(path)?.[0] ?? ".ts";
  return project.createSourceFile(`/file${ending}`, text);
}

function localNames(file: SourceFile, name: string): string[] {
  const specifiers = file.getImportDeclarations().flatMap((declaration) => declaration.getNamedImports());
  return specifiers
    .filter((specifier) => specifier.getName() === name)
    .flatMap((specifier) => specifier.getAliasNode()?.getText() ?? []);
}

function describe(call: CallExpression, isScript: boolean): ImplementCall {
  const at = call.getStart();
  const [argument] = call.getArguments();
  const handlers = Node.isExpression(argument) ? follow(argument, true, isScript) : undefined;
  if (handlers === undefined || "unclear" in handlers)
    return { at, handlers: handlers ?? { unclear: "its handlers are not given", at }, actions: undefined };
  const { object, isTyped } = handlers;
  const member = object.getProperties().find((property) => nameOf(property) === "actions");
  const value = Node.isPropertyAssignment(member)
    ? member.getInitializer()
    : Node.isShorthandPropertyAssignment(member)
      ? member.getNameNode()
      : undefined;
  const found = value === undefined ? undefined : follow(value, isTyped, isScript);
  const actions =
    member === undefined
      ? undefined
      : found === undefined
        ? { unclear: "its `actions` are not an object literal", at: member.getStart() }
        : "unclear" in found
          ? found
          : objectText(found.object, found.isTyped);
  return { at, handlers: objectText(object, isTyped), actions };
}

interface Followed {
  readonly object: ObjectLiteralExpression;
  readonly isTyped: boolean;
}

// To the object literal that an expression is, or that a const of the same file holds.
function follow(expression: Expression, isTyped: boolean, isScript: boolean): Followed | Unclear {
  let typed = isTyped;
  let current: Node | undefined = expression;
  // A const may be another const; a circle of them does not compile.
  for (let hops = 0; current !== undefined && hops < 32; hops++) {
    if (Node.isObjectLiteralExpression(current)) return { object: current, isTyped: typed || isScript };
    if (Node.isSatisfiesExpression(current) || Node.isAsExpression(current)) {
      typed ||= current.getTypeNode()?.getText() !== "const";
      current = current.getExpression();
    } else if (Node.isParenthesizedExpression(current) || Node.isNonNullExpression(current)) {
      current = current.getExpression();
    } else {
      const declaration = constOf(current);
      typed = declaration?.getTypeNode() !== undefined;
      current = declaration?.getInitializer();
    }
  }
  const text = expression.getText().split("\n")[0]?.slice(0, 60) ?? "";
  return {
    unclear: `\`${text}\` is not an object literal, nor a const of this file that holds one`,
    at: expression.getStart(),
  };
}

function constOf(node: Node): VariableDeclaration | undefined {
  if (!Node.isIdentifier(node)) return undefined;
  const parent = node.getParent();
  const symbol = Node.isShorthandPropertyAssignment(parent) ? parent.getValueSymbol() : node.getSymbol();
  const [declaration, another] = symbol?.getDeclarations() ?? [];
  const isConst =
    another === undefined &&
    Node.isVariableDeclaration(declaration) &&
    declaration.getVariableStatement()?.getDeclarationKind() === "const" &&
    Node.isIdentifier(declaration.getNameNode());
  return isConst ? declaration : undefined;
}

function objectText(object: ObjectLiteralExpression, isTyped: boolean): HandlersText {
  const members = object
    .getProperties()
    .map((property) => ({ name: nameOf(property), start: property.getStart(), end: property.getEnd() }));
  return { open: object.getStart(), close: object.getEnd() - 1, members, isTyped };
}

// Undefined for a spread, and for a computed name that the file does not tell.
function nameOf(property: ObjectLiteralElementLike): string | undefined {
  if (Node.isSpreadAssignment(property)) return undefined;
  const node = property.getNameNode();
  if (!Node.isComputedPropertyName(node)) return literalOf(node) ?? node.getText();
  const expression = node.getExpression();
  return literalOf(expression) ?? literalOf(constOf(expression)?.getInitializer());
}

function literalOf(node: Node | undefined): string | undefined {
  const isLiteral =
    Node.isStringLiteral(node) || Node.isNoSubstitutionTemplateLiteral(node) || Node.isNumericLiteral(node);
  return isLiteral ? String(node.getLiteralValue()) : undefined;
}
