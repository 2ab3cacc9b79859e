/**
 * Reads the texts of a source file from its syntax tree: which strings look like sentences for people, which
 * codes are thrown or carried, which keys of the catalogue are used, how long functions are, which functions
 * of the host's `Math` are used. Comments are not part of the tree.
 */
import { parseSync } from 'vite';

interface Node {
  readonly type: string;
  readonly [field: string]: unknown;
}

/** A node on the way from the root, with the field of its parent that it stands in. */
type Visit = (node: Node, parents: readonly Node[]) => void;

const isNode = (value: unknown): value is Node =>
  typeof value === 'object' && value !== null && typeof (value as Node).type === 'string';

function walk(node: Node, visit: Visit, parents: readonly Node[] = []): void {
  visit(node, parents);
  for (const value of Object.values(node)) {
    for (const child of Array.isArray(value) ? value : [value]) {
      if (isNode(child)) walk(child, visit, [...parents, node]);
    }
  }
}

const parsed = (path: string, source: string): Node => {
  const { program, errors } = parseSync(path, source);
  if (errors.length > 0) throw new Error(`${path}: ${errors[0]!.message}`);
  return program as unknown as Node;
};

/** Stands for what a template fills in. */
const HOLE = '\u0000';

/** Returns the text of a string, a template (with holes) or text between JSX tags; undefined for other nodes. */
function textOf(node: Node): string | undefined {
  if (node.type === 'Literal') return typeof node.value === 'string' ? node.value : undefined;
  if (node.type === 'JSXText') return (node.value as string).trim();
  if (node.type !== 'TemplateLiteral') return undefined;
  return (node.quasis as Node[]).map(({ value }) => (value as { cooked: string }).cooked).join(HOLE);
}

const wordsOf = (text: string): string[] => text.match(/[\p{L}’']{2,}|\b[aAI]\b/gu) ?? [];

/** A capital letter, and at least three more words after it, with nothing but prose between them. */
const PROSE = /\p{Lu}\p{Ll}*(?:[ ,:;–“”"'()]+[\p{L}\p{N}\0’'-]+){3,}/u;

/** A developer's note of a violated invariant: lower case, short, no full stop. */
const isDeveloperText = (text: string): boolean =>
  wordsOf(text).length <= 3 || (!/^\p{Lu}/u.test(text) && wordsOf(text).length <= 9 && !/[.!?]$/.test(text));

const nameOf = (node: Node | undefined): string =>
  String((node?.name as string | undefined) ?? ((node?.property as Node | undefined)?.name as string) ?? '');

/** What a text is for, by the nodes around it. */
function placeOf(parents: readonly Node[]): 'error' | 'property' | 'import' | 'type' | 'plain' {
  const parent = parents.at(-1);
  if (!parent) return 'plain';
  if (parent.type.startsWith('Import') || parent.type.startsWith('Export')) return 'import';
  if (parent.type.startsWith('TS')) return 'type';
  if (
    parents.some(
      ({ type, callee }) => type === 'NewExpression' && /(Error|Exception)$/.test(nameOf(callee as Node)),
    )
  )
    return 'error';
  const property = parents.findLast(({ type }) => type === 'Property');
  return ['message', 'reason'].includes(nameOf(property?.key as Node)) ? 'property' : 'plain';
}

/** Returns the texts of a file that a person might read although they are not in the catalogue. */
export function sentencesIn(path: string, source: string): string[] {
  const found: string[] = [];
  walk(parsed(path, source), (node, parents) => {
    const text = textOf(node);
    const place = placeOf(parents);
    if (!text || place === 'import' || place === 'type') return;
    const isSentence =
      place === 'error'
        ? !isDeveloperText(text)
        : PROSE.test(text) || (place === 'property' && wordsOf(text).length > 3);
    if (isSentence) found.push(text.replaceAll(HOLE, '…').replace(/\s+/g, ' '));
  });
  return found;
}

/** What stands behind a code: the names of its values, or null where they are not written out beside it. */
export interface CodeUse {
  readonly code: string;
  readonly kind: 'error' | 'other';
  readonly values: readonly string[] | null;
}

/** Returns the names of classes that extend CodedError, also by way of another. */
export function codedErrorsIn(sources: readonly { path: string; source: string }[]): Set<string> {
  const parentOf = new Map<string, string>();
  for (const { path, source } of sources) {
    if (!/extends \w+Error\b/.test(source)) continue;
    walk(parsed(path, source), (node) => {
      if (node.type === 'ClassDeclaration' && node.superClass) {
        parentOf.set(nameOf(node.id as Node), nameOf(node.superClass as Node));
      }
    });
  }
  const names = new Set(['CodedError']);
  for (let size = 0; size < names.size; ) {
    size = names.size;
    for (const [name, parent] of parentOf) if (names.has(parent)) names.add(name);
  }
  return names;
}

/** Returns every code that a file throws (`new CodedError('code', …)`) or carries (`{ code: 'code', … }`). */
export function codesIn(path: string, source: string, errors: ReadonlySet<string>): CodeUse[] {
  const found: CodeUse[] = [];
  walk(parsed(path, source), (node) => {
    if (node.type === 'NewExpression' && errors.has(nameOf(node.callee as Node))) {
      const [code, values] = node.arguments as Node[];
      for (const text of choicesOf(code)) found.push({ code: text, kind: 'error', values: namesIn(values) });
    }
    if (node.type === 'ObjectExpression') {
      const code = propertyOf(node, 'code');
      const hasSpread = (node.properties as Node[]).some(({ type }) => type === 'SpreadElement');
      const values = propertyOf(node, 'values');
      for (const text of choicesOf(code)) {
        found.push({ code: text, kind: 'other', values: hasSpread && !values ? null : namesIn(values) });
      }
    }
  });
  return found;
}

/** The strings that an expression may give: a literal, or either side of a condition. */
function choicesOf(node: Node | undefined): string[] {
  if (!node) return [];
  if (node.type === 'ConditionalExpression')
    return [...choicesOf(node.consequent as Node), ...choicesOf(node.alternate as Node)];
  if (node.type === 'TSAsExpression') return choicesOf(node.expression as Node);
  return node.type === 'Literal' && typeof node.value === 'string' ? [node.value] : [];
}

function propertyOf(object: Node, name: string): Node | undefined {
  const property = (object.properties as Node[]).find(({ key }) => nameOf(key as Node) === name);
  return property?.value as Node | undefined;
}

/** The keys of an object literal; none where there is no node, null where it is no complete literal. */
function namesIn(node: Node | undefined): readonly string[] | null {
  if (!node) return [];
  if (node.type !== 'ObjectExpression') return null;
  const properties = node.properties as Node[];
  if (properties.some(({ type }) => type !== 'Property')) return null;
  return properties.map(({ key }) => String((key as Node).name ?? (key as Node).value));
}

/** A use of a key: `text('key', { … })`, or a key on its own. A hole in it stands for anything. */
export interface KeyUse {
  readonly key: RegExp;
  readonly text: string;
  /** Names of the values, where the key is the first argument of a call. */
  readonly values: readonly string[] | null;
}

/** Returns every string and template of a file that may be a key of the catalogue. */
export function keysIn(path: string, source: string): KeyUse[] {
  const found: KeyUse[] = [];
  walk(parsed(path, source), (node, parents) => {
    const text = textOf(node);
    if (!text || !/^[\w.\0-]+$/.test(text) || !/[a-zA-Z]/.test(text)) return;
    const call = parents.at(-1);
    const isCall = call?.type === 'CallExpression' && (call.arguments as Node[])[0] === node;
    const isText = isCall && nameOf(call.callee as Node) === 'text';
    const values = isText ? namesIn((call.arguments as Node[])[1]) : null;
    const escaped = text.replace(/[.-]/g, '\\$&').replaceAll(HOLE, '[\\w-]+(?:\\.[\\w-]+)*');
    found.push({ key: new RegExp(`^${escaped}$`), text, values });
  });
  return found;
}

/** Returns the first line (from 1) and the number of lines of every function of a file that has a body. */
export function functionsIn(path: string, source: string): { line: number; lines: number }[] {
  const found: { line: number; lines: number }[] = [];
  const lineAt = (offset: number) => source.slice(0, offset).split('\n').length;
  walk(parsed(path, source), (node) => {
    if (!/^(FunctionDeclaration|FunctionExpression|ArrowFunctionExpression)$/.test(node.type)) return;
    const line = lineAt(node.start as number);
    found.push({ line, lines: lineAt(node.end as number) - line + 1 });
  });
  return found;
}

/** What ECMAScript defines to the last bit, constants among it; everything else of `Math` may differ by host. */
const EXACT_MATH =
  /^(abs|ceil|clz32|floor|fround|imul|max|min|random|round|sign|sqrt|trunc|E|LN2|LN10|LOG2E|LOG10E|PI|SQRT2|SQRT1_2)$/;

/**
 * Returns what a file computes by functions that round as the host likes: `Math.exp`, `**`, or `Math` itself where
 * it is passed on. Whole powers of two, written out (`2 ** 32`), are exact everywhere.
 */
export function hostMathIn(path: string, source: string): string[] {
  const found: string[] = [];
  walk(parsed(path, source), (node, parents) => {
    if ((node.operator === '**' && !isPowerOfTwo(node)) || node.operator === '**=') found.push('**');
    if (node.type !== 'Identifier' || node.name !== 'Math') return;
    const parent = parents.at(-1);
    const isMember = parent?.type === 'MemberExpression' && parent.object === node && !parent.computed;
    const name = isMember ? nameOf(parent.property as Node) : '';
    if (!EXACT_MATH.test(name)) found.push(name ? `Math.${name}` : 'Math');
  });
  return found;
}

/** `2 ** 32`, `2 ** -23`: two literals. */
function isPowerOfTwo({ left, right }: Node): boolean {
  const { type, argument } = right as Node;
  const exponent = (type === 'UnaryExpression' ? argument : right) as Node;
  return (left as Node).value === 2 && Number.isInteger(exponent.value);
}
