package io.jenkins.plugins.mergeability.step;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import groovy.lang.GroovyClassLoader;
import io.jenkins.plugins.mergeability.dispatch.NextAction;
import io.jenkins.plugins.mergeability.engine.map.JobKey;
import io.jenkins.plugins.mergeability.script.Part;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.codehaus.groovy.ast.ClassCodeVisitorSupport;
import org.codehaus.groovy.ast.ClassNode;
import org.codehaus.groovy.ast.DynamicVariable;
import org.codehaus.groovy.ast.MethodNode;
import org.codehaus.groovy.ast.expr.MethodCallExpression;
import org.codehaus.groovy.ast.expr.VariableExpression;
import org.codehaus.groovy.control.CompilationUnit;
import org.codehaus.groovy.control.Phases;
import org.codehaus.groovy.control.SourceUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Compares the script with its Java side: words, and the methods of the facade. */
class ScriptWordTest {

    private final String script = read();

    private static String read() {
        try (InputStream in = ScriptWord.class.getResourceAsStream("ComponentsScript.groovy")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private Set<String> found(String regex) {
        Set<String> found = new TreeSet<>();
        Matcher matcher = Pattern.compile(regex).matcher(script);
        while (matcher.find()) {
            found.add(matcher.group(1));
        }
        return found;
    }

    private static Set<String> words(ScriptWord.Use use) {
        return Arrays.stream(ScriptWord.values())
                .filter(word -> word.use() == use)
                .map(ScriptWord::text)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    @ParameterizedTest
    @EnumSource(ScriptWord.Use.class)
    void shouldDeclareTheWordsOfTheScript(ScriptWord.Use use) {
        Set<String> used =
                switch (use) {
                    case PLAN -> found("plan == '([^']*)'");
                    case ACTION -> found("next\\.kind == '([^']*)'");
                    case PART -> found("part\\.kind == '([^']*)'");
                    case MARK -> found("(?:status: |\\), )'([A-Z_]+)'");
                    case STEP -> found("\\b(mergeability[A-Z]\\w*)\\(");
                };

        if (use == ScriptWord.Use.MARK) {
            // The mark of a job's stage comes from the facade.
            used.add(ScriptWord.UNSTABLE.text());
        }
        assertThat(used).isEqualTo(words(use));
    }

    @Test
    void shouldFailInTheScriptForUnknownWords() {
        assertThat(script)
                .containsSubsequence("next.kind == 'isolated'", "} else {", "throw new IllegalStateException(")
                .containsSubsequence("part.kind == 'steps'", "throw new IllegalStateException(");
    }

    @Test
    void shouldHaveAWordForEveryActionAndPart() {
        JobKey job = new JobKey("air", "test", Optional.empty());
        List<NextAction> actions = List.of(
                new NextAction.Done(),
                new NextAction.Wait(),
                new NextAction.Agent(""),
                new NextAction.Isolated(job, ""),
                new NextAction.Platforms(List.of(job)));
        List<Part> parts = List.of(
                new Part.Commands(List.of(), Part.Attempts.ONCE),
                new Part.Steps(List.of(), Part.Attempts.ONCE),
                new Part.Branches("", List.of(), List.of(), 1, false, Part.Attempts.ONCE));

        assertThat(actions).hasSameSizeAs(NextAction.class.getPermittedSubclasses());
        assertThat(parts).hasSameSizeAs(Part.class.getPermittedSubclasses());
        assertThat(actions.stream().map(ScriptWord::of).map(ScriptWord::text))
                .containsExactlyInAnyOrderElementsOf(words(ScriptWord.Use.ACTION));
        assertThat(parts.stream().map(ScriptWord::of).map(ScriptWord::text))
                .containsExactlyInAnyOrderElementsOf(words(ScriptWord.Use.PART));
    }

    @Test
    void shouldRejectUnknownMarks() {
        assertThat(ScriptWord.mark("NOT_RUN")).isEqualTo(ScriptWord.NOT_RUN);
        assertThatThrownBy(() -> ScriptWord.mark("GREAT"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("a stage cannot be marked as GREAT");
        assertThatThrownBy(() -> ScriptWord.mark("done")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void shouldCallEveryMethodOfTheFacadeAndNoOther() {
        Set<String> offered = new TreeSet<>();
        for (Method method : ScriptFacade.class.getDeclaredMethods()) {
            if (Modifier.isPublic(method.getModifiers())) {
                offered.add(property(method));
            }
        }

        assertThat(found("\\$build\\.(\\w+)")).isEqualTo(offered);
    }

    /** A bare name is looked up in the pipeline's variables and libraries first. */
    @Test
    void shouldUseNoNameThatAPipelineCanRedefine() {
        CompilationUnit compilation =
                new CompilationUnit(new GroovyClassLoader(getClass().getClassLoader()));
        compilation.addSource("ComponentsScript", script);
        compilation.compile(Phases.SEMANTIC_ANALYSIS);
        ClassNode compiled = (ClassNode) compilation.getAST().getClasses().get(0);
        Set<String> bare = new TreeSet<>();
        ClassCodeVisitorSupport names = new ClassCodeVisitorSupport() {
            @Override
            protected SourceUnit getSourceUnit() {
                return null;
            }

            @Override
            public void visitMethodCallExpression(MethodCallExpression call) {
                if (call.isImplicitThis()
                        && compiled.getDeclaredMethods(call.getMethodAsString()).isEmpty()) {
                    bare.add(call.getMethodAsString());
                }
                super.visitMethodCallExpression(call);
            }

            @Override
            public void visitVariableExpression(VariableExpression variable) {
                if (variable.getAccessedVariable() instanceof DynamicVariable) {
                    bare.add(variable.getName());
                }
            }
        };
        for (MethodNode method : compiled.getMethods()) {
            if (!method.getName().equals("main")) {
                names.visitMethod(method);
            }
        }

        // The fields of the script.
        assertThat(bare).containsExactly("$build", "$steps");
    }

    /** The name by which Groovy reads a property or calls a method. */
    private static String property(Method method) {
        String name = method.getName();
        boolean isProperty = method.getParameterCount() == (name.startsWith("set") ? 1 : 0);
        for (String prefix : List.of("get", "is", "set")) {
            if (isProperty && name.startsWith(prefix)) {
                String rest = name.substring(prefix.length());
                return rest.substring(0, 1).toLowerCase(Locale.ROOT) + rest.substring(1);
            }
        }
        return name;
    }
}
