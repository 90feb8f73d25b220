/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.source.tree.AnnotationTree;
import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.ModifiersTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.VariableTree;
import com.sun.source.util.DocTrees;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreePath;
import com.sun.source.util.TreePathScanner;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import javax.lang.model.element.Modifier;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every type and member that users can reach has a comment. Whether the comment is well made is seen by doclint in a release. */
class PublicJavadocTest {

    @Test
    void nothingOfTheApiIsWithoutComment() throws IOException {
        List<Path> files = new ArrayList<>();
        StabilityDocument.read()
                .api()
                .forEach((name, module) ->
                        files.addAll(sources(StabilityDocument.sourcesOf(module).resolve(name.replace('.', '/')))));
        assertThat(files).hasSizeGreaterThan(200);
        assertThat(withoutComment(files)).isEmpty();
    }

    /** Otherwise a scan that sees nothing would look like one that finds nothing. */
    @Test
    void theScanNoticesWhatIsMissing(@TempDir Path directory) throws IOException {
        Path file = Files.writeString(directory.resolve("Bare.java"), """
                public interface Bare {
                    int FIELD = 1;
                    void method();
                    enum Kind { CONSTANT }
                    record Pair(int one) { public Pair { one = 1; } public Pair() { this(2); } }
                    /** With a comment. */
                    final class Inner { public Inner() {} int hidden; private static class Deep { public int hidden; } }
                    class Heir extends Thread { @Override public void run() {} protected void hook() {} }
                }
                """);
        assertThat(withoutComment(List.of(file)))
                .containsExactlyInAnyOrder(
                        "Bare.java: Bare",
                        "Bare.java: FIELD",
                        "Bare.java: method",
                        "Bare.java: Kind",
                        "Bare.java: CONSTANT",
                        "Bare.java: Pair",
                        "Bare.java: Pair",
                        "Bare.java: Inner",
                        "Bare.java: Heir",
                        "Bare.java: hook");
    }

    private static List<Path> sources(Path directory) {
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(file -> file.toString().endsWith(".java")).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<String> withoutComment(List<Path> files) throws IOException {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        List<String> bare = new ArrayList<>();
        try (StandardJavaFileManager manager = compiler.getStandardFileManager(null, null, null)) {
            Iterable<? extends JavaFileObject> units = manager.getJavaFileObjectsFromPaths(files);
            JavacTask task = (JavacTask) compiler.getTask(null, manager, null, List.of("-proc:none"), null, units);
            DocTrees trees = DocTrees.instance(task);
            for (CompilationUnitTree unit : task.parse()) {
                new Scan(trees, bare).scan(unit, null);
            }
        }
        return bare;
    }

    /** Goes into types that are reachable and looks at their members. */
    private static final class Scan extends TreePathScanner<Void, Void> {

        private static final Set<Tree.Kind> MEMBERS_ARE_PUBLIC = Set.of(Tree.Kind.INTERFACE, Tree.Kind.ANNOTATION_TYPE);

        private final DocTrees trees;
        private final List<String> bare;

        Scan(DocTrees trees, List<String> bare) {
            this.trees = trees;
            this.bare = bare;
        }

        @Override
        public Void visitClass(ClassTree type, Void nothing) {
            if (!isReachable(type.getModifiers())) {
                return null;
            }
            check(type.getSimpleName().toString());
            return super.visitClass(type, null);
        }

        @Override
        public Void visitMethod(MethodTree method, Void nothing) {
            if (isReachable(method.getModifiers()) && !overrides(method) && !isOfTheRecord(method)) {
                boolean constructor = method.getReturnType() == null;
                check(
                        constructor
                                ? enclosing().getSimpleName().toString()
                                : method.getName().toString());
            }
            return null;
        }

        @Override
        public Void visitVariable(VariableTree variable, Void nothing) {
            if (isReachable(variable.getModifiers())) {
                check(variable.getName().toString());
            }
            return null;
        }

        private boolean isReachable(ModifiersTree modifiers) {
            Set<Modifier> flags = modifiers.getFlags();
            boolean implied = getCurrentPath().getParentPath().getLeaf() instanceof ClassTree outer
                    && MEMBERS_ARE_PUBLIC.contains(outer.getKind())
                    && !flags.contains(Modifier.PRIVATE);
            return implied || flags.contains(Modifier.PUBLIC) || flags.contains(Modifier.PROTECTED);
        }

        private ClassTree enclosing() {
            return (ClassTree) getCurrentPath().getParentPath().getLeaf();
        }

        private static boolean overrides(MethodTree method) {
            return method.getModifiers().getAnnotations().stream()
                    .map(AnnotationTree::getAnnotationType)
                    .anyMatch(annotation -> annotation.toString().equals("Override"));
        }

        /** A constructor in the compact form checks what the comment of the record tells. */
        private boolean isOfTheRecord(MethodTree method) {
            return enclosing().getKind() == Tree.Kind.RECORD && method.getReturnType() == null && isCompact(method);
        }

        private boolean isCompact(MethodTree method) {
            return method.getParameters().stream()
                    .anyMatch(parameter -> trees.getSourcePositions()
                                    .getStartPosition(getCurrentPath().getCompilationUnit(), parameter)
                            < trees.getSourcePositions()
                                    .getStartPosition(getCurrentPath().getCompilationUnit(), method));
        }

        private void check(String name) {
            TreePath path = getCurrentPath();
            if (trees.getDocComment(path) == null) {
                Path file = Path.of(path.getCompilationUnit().getSourceFile().toUri());
                bare.add(file.getFileName() + ": " + name);
            }
        }
    }
}
