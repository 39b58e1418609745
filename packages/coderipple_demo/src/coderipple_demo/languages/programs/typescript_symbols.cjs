// Prints what modules of TypeScript or JavaScript export, as the compiler's own checker resolves it.
//
// Usage: node typescript_symbols.cjs COMPILER FOLDER NAME=FILE...; a line of JSON for each symbol on standard output.
const path = require("node:path");
const [compiler, folder, ...entries] = process.argv.slice(2);
const ts = require(compiler);

const root = path.resolve(folder);
const files = entries.map((each) => path.join(root, each.slice(each.indexOf("=") + 1)));
const program = ts.createProgram(files, {
  allowJs: true,
  checkJs: false,
  noEmit: true,
  skipLibCheck: true,
  types: [],
  target: ts.ScriptTarget.ESNext,
  module: ts.ModuleKind.NodeNext,
  moduleResolution: ts.ModuleResolutionKind.NodeNext,
});
const checker = program.getTypeChecker();

const isOwn = (node) => {
  const file = node.getSourceFile().fileName;
  return path.resolve(file).startsWith(root + path.sep) && !file.includes("/node_modules/");
};
const isHidden = (node) => ts.getJSDocTags(node).some((tag) => ["internal", "private", "hidden", "ignore"].includes(tag.tagName.text));
const nameOf = (parameter) => (ts.isIdentifier(parameter.name) ? parameter.name.text : "");
const parametersOf = (node) => node.parameters.filter((each) => nameOf(each) !== "this").map(nameOf);

function calls(declarations) {
  const found = [];
  for (const node of declarations) {
    let called = node;
    if (ts.isVariableDeclaration(node) || ts.isPropertyAssignment(node)) called = node.initializer;
    if (ts.isBinaryExpression(node)) called = node.right;
    if (ts.isPropertyAccessExpression(node) && ts.isBinaryExpression(node.parent)) called = node.parent.right;
    if (ts.isExportAssignment(node)) called = node.expression;
    if (!called) continue;
    const isCalled =
      ts.isFunctionDeclaration(called) || ts.isMethodDeclaration(called) || ts.isMethodSignature(called) ||
      ts.isArrowFunction(called) || ts.isFunctionExpression(called) || ts.isConstructorDeclaration(called);
    if (isCalled) found.push(called);
  }
  // Where there are overloads, what is written for them all cannot be called as it is.
  const overloads = found.filter((each) => !each.body);
  return found.length ? (overloads.length ? overloads : found).map(parametersOf) : null;
}

function* memberNodes(node) {
  if (ts.isClassLike(node) || ts.isInterfaceDeclaration(node)) yield* node.members;
  else if (ts.isEnumDeclaration(node)) yield* node.members;
  else if (ts.isTypeAliasDeclaration(node)) yield* literalNodes(node.type);
  else if (ts.isModuleDeclaration(node) && node.body && ts.isModuleBlock(node.body)) {
    for (const each of node.body.statements) {
      const isExported = ts.getCombinedModifierFlags(each) & ts.ModifierFlags.Export || each.modifiers?.some((one) => one.kind === ts.SyntaxKind.ExportKeyword);
      if (!isExported && !(node.flags & ts.NodeFlags.Ambient)) continue;
      if (ts.isVariableStatement(each)) yield* each.declarationList.declarations;
      else yield each;
    }
  }
}

function* literalNodes(type) {
  if (ts.isTypeLiteralNode(type)) yield* type.members;
  else if (ts.isIntersectionTypeNode(type)) for (const each of type.types) yield* literalNodes(each);
  else if (ts.isParenthesizedTypeNode(type)) yield* literalNodes(type.type);
}

function members(declarations) {
  const found = new Map();
  for (const declaration of declarations.filter(isOwn)) {
    for (const node of memberNodes(declaration)) {
      const isClosed = ts.getCombinedModifierFlags(node) & (ts.ModifierFlags.Private | ts.ModifierFlags.Protected);
      const isMade = ts.isConstructorDeclaration(node);
      const name = isMade ? "constructor" : node.name && (ts.isIdentifier(node.name) || ts.isStringLiteral(node.name)) ? node.name.text : "";
      if (name && !isClosed && !isHidden(node)) found.set(name, [...(found.get(name) ?? []), node]);
      if (isMade) {
        for (const each of node.parameters) {
          const isField = ts.isParameterPropertyDeclaration(each, node) && !(ts.getCombinedModifierFlags(each) & (ts.ModifierFlags.Private | ts.ModifierFlags.Protected));
          if (isField) found.set(nameOf(each), [...(found.get(nameOf(each)) ?? []), each]);
        }
      }
    }
  }
  return found;
}

function* said(exported, name, around) {
  const target = exported.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(exported) : exported;
  const declarations = (target.declarations ?? []).filter(isOwn);
  if (!declarations.length || declarations.every(isHidden)) {
    yield { name, reachable: true };
    return;
  }
  const clauses = declarations.flatMap((each) => each.heritageClauses ?? []).flatMap((each) => each.types);
  if (clauses.length) yield { name, bases: clauses.map((each) => each.expression.getText().split(".").pop()) };
  yield { name, parameters: calls(declarations) };
  for (const [member, nodes] of members(declarations)) yield { name: `${name}.${member}`, parameters: calls(nodes) };
  const files = declarations.filter(ts.isSourceFile); // `import * as name`; a module may hold itself
  if (files.length && !files.some((each) => around.includes(each))) {
    for (const each of checker.getExportsOfModule(target)) {
      if (each.name !== "default" && each.name !== "export=") yield* said(each, `${name}.${each.name}`, [...around, ...files]);
    }
  }
}

for (const entry of entries) {
  const module = entry.slice(0, entry.indexOf("="));
  const source = program.getSourceFile(path.join(root, entry.slice(entry.indexOf("=") + 1)));
  const symbol = source && checker.getSymbolAtLocation(source);
  if (!symbol) {
    process.stderr.write(`${entry}: no module\n`);
    continue;
  }
  const exportedSymbols = checker.getExportsOfModule(symbol);
  const whole = checker.resolveExternalModuleSymbol(symbol); // of `module.exports = name`
  if (whole !== symbol && whole.flags & (ts.SymbolFlags.Function | ts.SymbolFlags.Class)) exportedSymbols.push(whole);
  for (const exported of exportedSymbols) {
    const name = exported.name === "export=" ? "module.exports" : exported.name;
    for (const one of said(exported, name, [source])) process.stdout.write(JSON.stringify({ module, ...one }) + "\n");
  }
}
