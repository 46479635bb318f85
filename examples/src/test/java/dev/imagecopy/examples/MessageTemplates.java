package dev.imagecopy.examples;

import com.sun.source.tree.AnnotationTree;
import com.sun.source.tree.BinaryTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.LiteralTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreePathScanner;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.tools.ToolProvider;

/**
 * Collects the texts in the sources that a user may read in a message: every text of several words, with {@code …} for what is
 * filled in.
 */
final class MessageTemplates extends TreePathScanner<Void, Void> {
    private static final String HOLE = "…";
    private static final Pattern WORD = Pattern.compile("[A-Za-z']{2,}[,;:]?");

    /** Beginnings of texts that continue another. */
    private static final Pattern CONTINUATION = Pattern.compile("^[,;:(\\]].*");

    private static final Pattern SQL = Pattern.compile("(select|insert into|update|delete from) .*|… for update");

    /** Calls whose argument is compared, sent or matched, but not shown. */
    private static final Set<String> NOT_SHOWN_BY =
            Set.of("startsWith", "equals", "contains", "compile", "ofPattern", "header", "set", "getBytes");

    /** With which texts are compared: the shape of a date, and the first line of Yandex Cloud's private keys. */
    private static final Set<String> NOT_SHOWN =
            Set.of("Aaa, 00 Aaa 0000 00:00:00 GMT", "PLEASE DO NOT REMOVE THIS LINE");

    private static final Set<String> NOT_SHOWN_IN = Set.of("toString", "userAgent");

    private final SortedMap<String, Set<String>> filesByText = new TreeMap<>();
    private String file = "";

    private MessageTemplates() {}

    /**
     * Reads the main sources of modules.
     *
     * @return the names of the files in which each text is
     */
    static SortedMap<String, Set<String>> of(List<Path> modules) throws IOException {
        var compiler = ToolProvider.getSystemJavaCompiler();
        MessageTemplates texts = new MessageTemplates();
        try (var manager = compiler.getStandardFileManager(null, null, null)) {
            var units = manager.getJavaFileObjectsFromPaths(sourcesOf(modules));
            JavacTask task = (JavacTask) compiler.getTask(null, manager, null, List.of("-proc:none"), null, units);
            for (CompilationUnitTree unit : task.parse()) {
                texts.file = Path.of(unit.getSourceFile().toUri())
                        .getFileName()
                        .toString()
                        .replace(".java", "");
                texts.scan(unit, null);
            }
        }
        return texts.filesByText;
    }

    static List<Path> sourcesOf(List<Path> modules) throws IOException {
        List<Path> sources = new ArrayList<>();
        for (Path module : modules) {
            try (Stream<Path> files = Files.walk(module.resolve("src/main/java"))) {
                files.filter(found -> found.toString().endsWith(".java")).forEach(sources::add);
            }
        }
        return sources;
    }

    @Override
    public Void visitAnnotation(AnnotationTree annotation, Void unused) {
        return null;
    }

    @Override
    public Void visitMethod(MethodTree method, Void unused) {
        return NOT_SHOWN_IN.contains(method.getName().toString()) ? null : super.visitMethod(method, null);
    }

    @Override
    public Void visitMethodInvocation(MethodInvocationTree call, Void unused) {
        String name = call.getMethodSelect().toString();
        return NOT_SHOWN_BY.contains(name.substring(name.lastIndexOf('.') + 1))
                ? scan(call.getMethodSelect(), null)
                : super.visitMethodInvocation(call, null);
    }

    @Override
    public Void visitBinary(BinaryTree sum, Void unused) {
        if (sum.getKind() != Tree.Kind.PLUS) {
            return super.visitBinary(sum, null);
        }
        add(text(sum));
        return null;
    }

    @Override
    public Void visitLiteral(LiteralTree literal, Void unused) {
        if (literal.getValue() instanceof String text) {
            add(text);
        }
        return null;
    }

    /** The text of a sum; what is no literal is a hole, and is looked at by itself. */
    private String text(ExpressionTree part) {
        if (part instanceof BinaryTree sum && sum.getKind() == Tree.Kind.PLUS) {
            return text(sum.getLeftOperand()) + text(sum.getRightOperand());
        }
        if (part instanceof LiteralTree literal && literal.getValue() != null) {
            return literal.getValue().toString();
        }
        scan(part, null);
        return HOLE;
    }

    private void add(String text) {
        String shown = text.strip().replaceAll("…+", HOLE);
        List<String> tokens = List.of(shown.split(" "));
        long words =
                tokens.stream().filter(token -> WORD.matcher(token).matches()).count();
        if (tokens.size() > 2
                && words > 1
                && !NOT_SHOWN.contains(shown)
                && !CONTINUATION.matcher(shown).matches()
                && !SQL.matcher(shown).matches()) {
            filesByText.computeIfAbsent(shown, first -> new TreeSet<>()).add(file);
        }
    }
}
