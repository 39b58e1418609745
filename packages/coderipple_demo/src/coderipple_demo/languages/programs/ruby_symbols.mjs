// Prints what files of Ruby define in public, as Ruby's own parser reads them: Prism, compiled for WebAssembly.
//
// A constant, a method of an instance (`Type#name`) or of a type (`Type.name`); what is private, protected, a private
// constant, or marked `:nodoc:`, `@private` or `@api private` is left out. Nothing of the files runs.
//
// Usage: node ruby_symbols.mjs PARSER FOLDER NAME=FOLDER...; a line of JSON for each symbol on standard output.
import fs from "node:fs";
import path from "node:path";
import { pathToFileURL } from "node:url";

const [parser, folder, ...entries] = process.argv.slice(2);
const { loadPrism } = await import(pathToFileURL(path.join(parser, "src", "index.js")));
const parse = await loadPrism();

const VISIBILITIES = ["public", "private", "protected"];
const kind = (node) => node?.constructor?.name ?? "";

function constantPath(node) {
  if (kind(node) === "ConstantReadNode") return node.name;
  if (kind(node) === "ConstantPathNode") return node.parent ? `${constantPath(node.parent)}::${node.name}` : node.name;
  return "";
}

const words = (call) =>
  (call.arguments_?.arguments_ ?? []).flatMap((each) => {
    if (kind(each) === "SymbolNode") return [each.unescaped.value];
    if (kind(each) === "StringNode") return [each.unescaped.value];
    if (kind(each) === "ArrayNode") return each.elements.filter((one) => kind(one) === "SymbolNode").map((one) => one.unescaped.value);
    return [];
  });

function readFile(file, say) {
  const bytes = fs.readFileSync(file);
  const lines = bytes.toString("utf8").split("\n");
  const starts = [0];
  bytes.forEach((byte, place) => byte === 10 && starts.push(place + 1));
  const lineOf = (node) => {
    let low = 0, high = starts.length;
    while (high - low > 1) {
      const middle = (low + high) >> 1;
      if (starts[middle] <= node.location.startOffset) low = middle; else high = middle;
    }
    return low;
  };
  const isHidden = (node) => {
    let line = lineOf(node);
    if (/#\s*:nodoc:/.test(lines[line])) return true;
    while (--line >= 0 && /^\s*#/.test(lines[line])) if (/@private\b|@api private|:nodoc:/.test(lines[line])) return true;
    return false;
  };

  function body(statements, owner, singleton) {
    let visibility = "public";
    const found = []; // [name, hidden]
    const hide = (names, hidden) => found.forEach((each) => names.includes(each.word) && (each.hidden = hidden));
    const add = (word, name, node, hidden) => found.push({ word, name, hidden: hidden || isHidden(node) });
    const method = (name) => (owner ? (singleton ? `${owner}.${name}` : `${owner}#${name}`) : name);
    const one = (node, forced) => {
      const seen = forced ?? visibility;
      switch (kind(node)) {
        case "ModuleNode":
        case "ClassNode": {
          const name = [owner, constantPath(node.constantPath)].filter(Boolean).join("::");
          if (isHidden(node)) break;
          add(name.split("::").pop(), name, node, false);
          if (node.superclass) say({ name, bases: [constantPath(node.superclass).split("::").pop() || "?"] });
          body(node.body?.body ?? [], name, false);
          break;
        }
        case "SingletonClassNode":
          if (kind(node.expression) === "SelfNode") body(node.body?.body ?? [], owner, true);
          break;
        case "ConstantWriteNode":
          add(node.name, owner ? `${owner}::${node.name}` : node.name, node, false);
          if (kind(node.value) === "CallNode" && node.value.block?.body) body(node.value.block.body.body ?? [], owner ? `${owner}::${node.name}` : node.name, false);
          break;
        case "DefNode":
          if (node.receiver) add(`self.${node.name}`, owner ? `${owner}.${node.name}` : node.name, node, false);
          else add(node.name, method(node.name), node, seen !== "public" || node.name === "initialize" || !owner);
          break;
        case "AliasMethodNode":
          if (kind(node.newName) === "SymbolNode") add(node.newName.unescaped.value, method(node.newName.unescaped.value), node, seen !== "public");
          break;
        case "IfNode":
        case "UnlessNode":
          (node.statements?.body ?? []).forEach((each) => one(each));
          (node.subsequent?.statements?.body ?? node.elseClause?.statements?.body ?? []).forEach((each) => one(each));
          break;
        case "CallNode": {
          if (node.receiver && kind(node.receiver) !== "SelfNode") break;
          const inner = node.arguments_?.arguments_ ?? [];
          if (VISIBILITIES.includes(node.name)) {
            if (!inner.length) visibility = node.name;
            else inner.forEach((each) => (kind(each) === "DefNode" || kind(each) === "CallNode" ? one(each, node.name) : null)), hide(words(node), node.name !== "public");
          } else if (node.name === "private_constant") hide(words(node), true);
          else if (node.name === "private_class_method") hide(words(node).map((each) => `self.${each}`), true);
          else if (["attr_reader", "attr_accessor", "attr_writer", "attr"].includes(node.name))
            words(node).forEach((each) => add(each, method(each), node, seen !== "public"));
          else if (node.name === "alias_method" && words(node).length) add(words(node)[0], method(words(node)[0]), node, seen !== "public");
          else if (node.name === "module_function" && !inner.length) singleton = true;
          else if (["include", "extend", "prepend"].includes(node.name))
            say({ name: owner, bases: inner.map((each) => constantPath(each).split("::").pop() || "?") });
          else if (["def_delegators", "def_delegator", "delegate"].includes(node.name))
            words(node).forEach((each) => say({ name: method(each), reachable: true }));
          else if (node.name === "define_method") words(node).slice(0, 1).forEach((each) => add(each, method(each), node, seen !== "public"));
          break;
        }
      }
    };
    statements.forEach((each) => one(each));
    found.filter((each) => !each.hidden).forEach((each) => say({ name: each.name, parameters: null }));
  }
  body(parse(bytes.toString("utf8")).value.statements.body, "", false);
}

function* ruby(start) {
  if (!fs.existsSync(start)) return;
  for (const each of fs.readdirSync(start, { withFileTypes: true }).sort((one, other) => (one.name < other.name ? -1 : 1))) {
    const place = path.join(start, each.name);
    if (each.isDirectory()) yield* ruby(place);
    else if (each.name.endsWith(".rb")) yield place;
  }
}

for (const entry of entries) {
  const module = entry.slice(0, entry.indexOf("="));
  const seen = new Set();
  for (const file of ruby(path.join(folder, entry.slice(entry.indexOf("=") + 1)))) {
    readFile(file, (said) => {
      const line = JSON.stringify({ module, ...said });
      if (!seen.has(line)) process.stdout.write(line + "\n");
      seen.add(line);
    });
  }
}
