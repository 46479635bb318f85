package dev.imagecopy.testing.junit;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Injects a started simulator into a test of JUnit Jupiter. It is fresh for every test and closed after it; nothing else has
 * to be registered. {@code BeforeEach}, the test and {@code AfterEach} get the same one.
 *
 * <pre>
 * &#64;Test
 * void copies(&#64;Simulator HuaweiImsSimulator service) {
 *     try (HuaweiImsClient ims = HuaweiImsClient.builder().endpoint(service.endpoint()) … ) {
 * </pre>
 *
 * <p>Works for every subclass of {@link dev.imagecopy.testing.Simulator} with a public static method
 * {@code start(StartOptions)}.
 */
@Documented
@Target(ElementType.PARAMETER)
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(SimulatorExtension.class)
public @interface Simulator {
    /**
     * Tells simulators of one type in one test apart.
     *
     * @return any name; parameters with the same name and type get the same simulator
     */
    String value() default "";

    /**
     * Returns whether the simulator speaks https: see {@link dev.imagecopy.testing.Simulator#trustManager()}.
     *
     * @return false unless given
     */
    boolean tls() default false;
}
