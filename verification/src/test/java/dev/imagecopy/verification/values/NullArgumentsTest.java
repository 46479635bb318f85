package dev.imagecopy.verification.values;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.AnnotatedType;
import java.lang.reflect.Constructor;
import java.lang.reflect.Executable;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Null is refused at once and by its name, wherever it is not allowed: each parameter of each public method and constructor is
 * given null once, with something sensible for the others.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class NullArgumentsTest {
    private final Instances instances = new Instances();

    @AfterAll
    void close() {
        instances.close();
    }

    static List<Class<?>> types() {
        return PublicTypes.all().stream()
                // Exceptions, and what they are made of, are for the engine and for authors of provider modules.
                .filter(type -> !type.getPackageName().equals("dev.imagecopy.core.error"))
                .filter(type -> !Throwable.class.isAssignableFrom(type))
                .filter(type -> !type.isEnum() && executables(type).findAny().isPresent())
                .toList();
    }

    @ParameterizedTest
    @MethodSource("types")
    void null_isRefusedByItsName(Class<?> type) {
        List<String> unnamed = new ArrayList<>();
        executables(type).forEach(executable -> {
            for (int i = 0; i < executable.getParameterCount(); i++) {
                if (mustBeThere(executable, i) && canBeCalled(executable)) {
                    String answer = answerToNull(executable, i);
                    if (!ParameterNames.anyIn(answer, executable)) {
                        unnamed.add(signature(executable) + " [" + i + "]: " + answer);
                    }
                }
            }
        });
        assertThat(unnamed).isEmpty();
    }

    /** What is said about null, or what happened instead. */
    private String answerToNull(Executable executable, int position) {
        Object[] arguments = instances.arguments(executable);
        arguments[position] = null;
        try {
            Object result = executable instanceof Constructor<?> constructor
                    ? constructor.newInstance(arguments)
                    : ((Method) executable).invoke(instances.receiver(executable), arguments);
            return "-> accepted: "
                    + (result == null ? "null" : result.getClass().getSimpleName());
        } catch (InvocationTargetException e) {
            Throwable thrown = e.getCause();
            boolean refusal = thrown instanceof NullPointerException || thrown instanceof IllegalArgumentException;
            boolean ours = refusal && !String.valueOf(thrown.getMessage()).startsWith("Cannot ");
            return (ours ? "" : "-> ") + thrown.getClass().getSimpleName() + ": " + thrown.getMessage();
        } catch (ReflectiveOperationException e) {
            return "-> " + e;
        }
    }

    private static Stream<Executable> executables(Class<?> type) {
        Stream<Executable> constructors =
                Modifier.isAbstract(type.getModifiers()) ? Stream.empty() : Stream.of(type.getConstructors());
        Stream<Executable> methods = Arrays.stream(type.getMethods())
                .filter(method -> !method.isBridge() && !method.isSynthetic())
                .filter(method -> !method.getName().equals("equals"))
                .filter(method -> method.getDeclaringClass() == type
                        || (method.getDeclaringClass().getName().startsWith("dev.imagecopy.")
                                && !Modifier.isPublic(method.getDeclaringClass().getModifiers())))
                .map(method -> method);
        return Stream.concat(constructors, methods);
    }

    private boolean canBeCalled(Executable executable) {
        return executable instanceof Constructor<?>
                || Modifier.isStatic(executable.getModifiers())
                || instances.hasReceiver(executable.getDeclaringClass());
    }

    private static boolean mustBeThere(Executable executable, int position) {
        AnnotatedType type = executable.getAnnotatedParameterTypes()[position];
        return !executable.getParameterTypes()[position].isPrimitive() && !type.isAnnotationPresent(Nullable.class);
    }

    private static String signature(Executable executable) {
        return executable.getDeclaringClass().getName() + "#" + executable.getName()
                + Stream.of(executable.getParameterTypes())
                        .map(Class::getSimpleName)
                        .toList();
    }
}
