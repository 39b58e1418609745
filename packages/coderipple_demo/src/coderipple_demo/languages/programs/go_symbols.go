// Prints what the packages of a Go module export, as go/parser and go/ast read them.
//
// Usage: go_symbols FOLDER MODULE; a line of JSON for each symbol on standard output.
package main

import (
	"encoding/json"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"strings"
)

type symbol struct {
	Module     string   `json:"module"`
	Name       string   `json:"name"`
	Parameters []string `json:"parameters"` // null where it cannot be called
}

func main() {
	root, module := os.Args[1], os.Args[2]
	out := json.NewEncoder(os.Stdout)
	err := filepath.WalkDir(root, func(file string, entry fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		name := entry.Name()
		if entry.IsDir() {
			hidden := strings.HasPrefix(name, ".") || strings.HasPrefix(name, "_")
			if file != root && (hidden || name == "testdata" || name == "vendor" || name == "internal") {
				return filepath.SkipDir
			}
			return nil
		}
		if !strings.HasSuffix(name, ".go") || strings.HasSuffix(name, "_test.go") {
			return nil
		}
		parsed, err := parser.ParseFile(token.NewFileSet(), file, nil, parser.ParseComments)
		if err != nil {
			fmt.Fprintln(os.Stderr, err)
			return nil
		}
		if parsed.Name.Name == "main" {
			return nil
		}
		folder, _ := filepath.Rel(root, filepath.Dir(file))
		for _, declaration := range parsed.Decls {
			for _, each := range declared(declaration) {
				each.Module = path.Join(module, filepath.ToSlash(folder))
				if err := out.Encode(each); err != nil {
					return err
				}
			}
		}
		return nil
	})
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func declared(declaration ast.Decl) (found []symbol) {
	switch each := declaration.(type) {
	case *ast.FuncDecl:
		name := each.Name.Name
		if each.Recv != nil {
			owner := baseName(each.Recv.List[0].Type)
			if !ast.IsExported(owner) {
				return nil
			}
			name = owner + "." + name
		}
		if ast.IsExported(each.Name.Name) {
			found = append(found, symbol{Name: name, Parameters: parameters(each.Type)})
		}
	case *ast.GenDecl:
		for _, spec := range each.Specs {
			switch spec := spec.(type) {
			case *ast.ValueSpec:
				for _, name := range spec.Names {
					if name.IsExported() {
						found = append(found, symbol{Name: name.Name})
					}
				}
			case *ast.TypeSpec:
				if spec.Name.IsExported() {
					found = append(found, symbol{Name: spec.Name.Name})
					found = append(found, members(spec.Name.Name, spec.Type)...)
				}
			}
		}
	}
	return found
}

func members(owner string, kind ast.Expr) (found []symbol) {
	add := func(name string, field *ast.Field) {
		if !ast.IsExported(name) {
			return
		}
		one := symbol{Name: owner + "." + name}
		if called, ok := field.Type.(*ast.FuncType); ok && len(field.Names) == 1 {
			if _, ok := kind.(*ast.InterfaceType); ok {
				one.Parameters = parameters(called)
			}
		}
		found = append(found, one)
	}
	switch each := kind.(type) {
	case *ast.StructType:
		for _, field := range each.Fields.List {
			for _, name := range field.Names {
				add(name.Name, field)
			}
			if len(field.Names) == 0 { // an embedded type is a field of its own name
				add(baseName(field.Type), field)
			}
		}
	case *ast.InterfaceType:
		for _, method := range each.Methods.List {
			for _, name := range method.Names {
				add(name.Name, method)
			}
		}
	}
	return found
}

func parameters(called *ast.FuncType) []string {
	found := []string{}
	for _, field := range called.Params.List {
		for _, name := range field.Names {
			found = append(found, name.Name)
		}
	}
	return found
}

func baseName(kind ast.Expr) string {
	switch each := kind.(type) {
	case *ast.Ident:
		return each.Name
	case *ast.StarExpr:
		return baseName(each.X)
	case *ast.ParenExpr:
		return baseName(each.X)
	case *ast.SelectorExpr:
		return each.Sel.Name
	case *ast.IndexExpr:
		return baseName(each.X)
	case *ast.IndexListExpr:
		return baseName(each.X)
	}
	return ""
}
