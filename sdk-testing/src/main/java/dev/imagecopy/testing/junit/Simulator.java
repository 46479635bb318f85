package dev.imagecopy.testing.junit;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Injects a running simulator into a JUnit Jupiter test. Each test gets a new one, which is closed afterwards; nothing else
 * needs to be registered. {@code BeforeEach}, the test and {@code AfterEach} get the same one.
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
@SuppressWarnings("exports") // its users require JUnit themselves
public @interface Simulator {
    /**
     * Distinguishes several simulators of the same type in one test.
     *
     * @return any name; parameters with the same name and type get the same simulator, and must agree on {@link #tls}
     */
    String value() default "";

    /**
     * Whether the simulator uses https; see {@link dev.imagecopy.testing.Simulator#trustManager()}.
     *
     * @return false by default
     */
    boolean tls() default false;
}
