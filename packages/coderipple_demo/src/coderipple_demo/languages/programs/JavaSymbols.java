import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.ExportsTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.ModifiersTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.VariableTree;
import com.sun.source.util.JavacTask;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import javax.lang.model.element.Modifier;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/**
 * Prints what packages of Java offer, as javac's own parser reads them.
 *
 * <p>Usage: java JavaSymbols.java FOLDER; a line of JSON for each symbol on standard output, a line for each overload.
 */
public final class JavaSymbols {
    public static void main(String[] arguments) throws IOException {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        StandardJavaFileManager manager = compiler.getStandardFileManager(null, null, StandardCharsets.UTF_8);
        List<Path> files;
        try (var found = Files.walk(Path.of(arguments[0]))) {
            files = found.filter(each -> each.toString().endsWith(".java")).sorted().toList();
        }
        JavacTask task = (JavacTask) compiler.getTask(
                null, manager, each -> { }, List.of("-proc:none"), null, manager.getJavaFileObjectsFromPaths(files));
        List<CompilationUnitTree> units = new ArrayList<>();
        task.parse().forEach(units::add);
        Set<String> exports = units.stream().filter(each -> each.getModule() != null)
                .flatMap(each -> each.getModule().getDirectives().stream())
                .filter(each -> each instanceof ExportsTree exported && exported.getModuleNames() == null)
                .map(each -> ((ExportsTree) each).getPackageName().toString()).collect(Collectors.toSet());
        for (CompilationUnitTree unit : units) {
            if (!exports.isEmpty() && !exports.contains(String.valueOf(unit.getPackageName()))) {
                continue; // a module shows what it exports
            }
            String module = unit.getPackageName() == null ? "" : unit.getPackageName().toString();
            if (List.of(module.split("\\.")).contains("internal")) {
                continue; // nobody's to use, by a convention that is as old as OSGi
            }
            for (Tree each : unit.getTypeDecls()) {
                if (each instanceof ClassTree type) {
                    type(module, "", type, false);
                }
            }
        }
    }

    private static void type(String module, String owner, ClassTree type, boolean isOpen) {
        if (!isSeen(type.getModifiers(), isOpen)) {
            return;
        }
        String name = owner + type.getSimpleName();
        boolean isMade = type.getKind() == Tree.Kind.RECORD;
        say(module, name, isMade ? type.getMembers().stream().filter(JavaSymbols::isComponent)
                .map(each -> ((VariableTree) each).getName().toString()).toList() : null);
        List<String> bases = new ArrayList<>();
        type.getImplementsClause().forEach(each -> bases.add(plain(each)));
        bases.add(type.getExtendsClause() == null ? "Object" : plain(type.getExtendsClause()));
        System.out.println("{\"module\": \"" + module + "\", \"name\": \"" + name + "\", \"bases\": "
                + bases.stream().map(each -> '"' + each + '"').collect(Collectors.joining(", ", "[", "]")) + "}");
        boolean isInterface =
                type.getKind() == Tree.Kind.INTERFACE || type.getKind() == Tree.Kind.ANNOTATION_TYPE;
        for (Tree member : type.getMembers()) {
            if (member instanceof ClassTree inner) {
                type(module, name + ".", inner, isInterface);
            } else if (member instanceof MethodTree method && isSeen(method.getModifiers(), isInterface)) {
                // Of a type whose constructor is not written, javac's parser shows none.
                String called = method.getName().contentEquals("<init>")
                        ? type.getSimpleName().toString() : method.getName().toString();
                say(module, name + "." + called,
                        method.getParameters().stream().map(each -> each.getName().toString()).toList());
            } else if (member instanceof VariableTree field && !isComponent(member)) {
                boolean isConstant = field.toString().contains("/*public static final*/");
                if (isSeen(field.getModifiers(), isInterface || isConstant)) {
                    say(module, name + "." + field.getName(), null);
                }
            }
        }
    }

    /** The name of a type alone, without its package and what stands in angle brackets. */
    private static String plain(Tree type) {
        String name = type.toString().replaceAll("<.*", "").replaceAll("@\\w+ ", "");
        return name.substring(name.lastIndexOf('.') + 1).strip();
    }

    private static boolean isComponent(Tree member) {
        return member instanceof VariableTree field
                && field.getModifiers().toString().contains("private final")
                && !field.getModifiers().getFlags().contains(Modifier.STATIC)
                && field.getInitializer() == null
                && isGenerated(field);
    }

    /** Tells a component of a record, which javac's parser turns into a field with a flag of its own. */
    private static boolean isGenerated(VariableTree field) {
        long flags = ((com.sun.tools.javac.tree.JCTree.JCVariableDecl) field).mods.flags;
        return (flags & com.sun.tools.javac.code.Flags.GENERATED_MEMBER) != 0
                || (flags & com.sun.tools.javac.code.Flags.RECORD) != 0;
    }

    private static boolean isSeen(ModifiersTree modifiers, boolean isOpen) {
        var flags = modifiers.getFlags();
        return flags.contains(Modifier.PUBLIC) || flags.contains(Modifier.PROTECTED)
                || isOpen && !flags.contains(Modifier.PRIVATE);
    }

    private static void say(String module, String name, List<String> parameters) {
        String shown = parameters == null ? "null"
                : parameters.stream().map(each -> '"' + each + '"').collect(Collectors.joining(", ", "[", "]"));
        System.out.println("{\"module\": \"" + module + "\", \"name\": \"" + name + "\", \"parameters\": " + shown + "}");
    }
}
